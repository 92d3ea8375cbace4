"""A meeting whose people get letters, and the mail server that takes them."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta

import pytest
from flask import Flask

from app import Medvirk
from app.letters.postman import Postman
from facilitator.models import Meeting
from tests.app.conftest import SetClock
from tests.app.letters.mailbox import Mailbox
from tests.factories import NOON, make_item, make_meeting

Postmen = Callable[..., Postman]
WEEK_BEFORE = NOON - timedelta(days=7)


@pytest.fixture
def clock() -> SetClock:
    """A week before the meeting."""
    return SetClock(WEEK_BEFORE)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server that takes everything."""
    with Mailbox().open() as mailbox:
        yield mailbox


@pytest.fixture
def postman(app: Flask, medvirk: Medvirk, mailbox: Mailbox) -> Postmen:
    """Makes postmen; each one works as in a process of its own."""

    def make(to: Mailbox = mailbox) -> Postman:
        return Postman(
            app, medvirk.settings, medvirk.database, to.server, medvirk.clock, lambda _seconds: None
        )

    return make


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """An evening with one talk at four o'clock."""
    with medvirk.database.writing() as db:
        made = make_meeting(db, place="Steinkjer samfunnshus", host="Steinkjer kommune")
        make_item(db, made, start=time(16), title="Velkommen", speaker="Kari Moen")
        return made
