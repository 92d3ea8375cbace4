"""An evening with something said to every kind of exercise, some of it hostile to files."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from io import BytesIO

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import Medvirk
from app.exports.formats import Source, formats
from facilitator.models import Meeting
from facilitator.programme import conduct
from facilitator.report.edition import Edition
from tests.factories import NOON, make_contribution, make_exercise, make_item, make_meeting
from tests.factories import make_phone as sit

HOSTILE = (
    "=1+1",
    "+47 99 99 99 99",
    "-2 buss",
    "@alle",
    "'=sitert",
    "<r><t>uthevet</t></r>",
    'Sa "hei"; gikk, kom\ntilbake',
    "https://example.com",
    "مرحبا 👩‍👩‍👧 é",
    "</script><b>&amp;",
    "_x000D_",
)
"""Texts that some program would take for something else."""
BODIES = (
    ("ladder", {"aspect": "example", "steps": [2, 4], "text": "Gjestebud", "why": "Uenige"}),
    ("forces", {"side": "hinders", "text": "Tid", "strength": 4, "influence": "partly"}),
    ("groups", {"side": "absent", "text": "Unge", "reason": "Ingen spør", "place": "Skolen"}),
    ("measures", {"text": "Buss", "effort": "small", "effect": "large", "due": "1. mai"}),
    ("poll", {"options": [2]}),
    ("questions", {"text": "Når?"}),
)


def make_evening(db: Session) -> Meeting:
    """One contribution to every kind, then the hostile ones; the first item was run."""
    meeting = make_meeting(db, code="TRAPP", host="Steinkjer", place="Dampsaga; 2. etasje")
    item = make_item(db, meeting, start=time(12), minutes=30, title="Dialog: [A/B]?")
    make_item(db, meeting, minutes=15, title="Takk", speaker="Kari, Ola")
    phone = sit(db, meeting, 3)
    for kind, body in BODIES:
        make_contribution(db, phone, make_exercise(db, item, kind, phase="table"), body)
    ideas = make_exercise(db, item, "ideas", phase="table")
    for text in HOSTILE:
        make_contribution(db, phone, ideas, {"text": text})
    conduct.start(db, meeting, item.id, "console", NOON + timedelta(minutes=2))
    conduct.next_item(db, meeting, item.id, "console", NOON + timedelta(minutes=37))
    return meeting


@contextmanager
def source(app: Flask, code: str, edition: Edition = Edition.FULL) -> Iterator[Source]:
    """What a file of the meeting called ``code`` is made of."""
    parts: Medvirk = app.extensions["medvirk"]
    with app.app_context(), parts.database.reading() as db:
        meeting = db.scalars(select(Meeting).where(Meeting.code == code)).one()
        yield Source(db, parts.settings, meeting, edition, NOON + timedelta(hours=1))


def written(app: Flask, name: str, code: str = "TRAPP", edition: Edition = Edition.FULL) -> bytes:
    """The file in the format called ``name``."""
    with source(app, code, edition) as made_of:
        return twice(name, made_of)


def twice(name: str, source: Source) -> bytes:
    """What the format called ``name`` makes of ``source``, which is the same a second time."""
    files = [BytesIO(), BytesIO()]
    for file in files:
        formats()[name].write(source, file)
    assert files[0].getvalue() == files[1].getvalue()
    return files[0].getvalue()
