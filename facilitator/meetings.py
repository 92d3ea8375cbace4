"""Meetings: make one from a programme, find it by its code."""

import datetime as dt
from collections.abc import Sequence
from datetime import datetime
from random import Random
from zoneinfo import available_timezones

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from facilitator.errors import Invalid, Refused, Unknown
from facilitator.models import Exercise, Invitation, Item, Meeting, Table
from facilitator.plain_text import plain_text
from facilitator.programme.reading import ABOUT_MOST, ReadItem

TABLES_MOST = 120
"""The most tables a meeting may have."""
PLACES_MOST = 10_000
"""The most places a meeting may have."""
YEARS = range(2000, 2200)
"""The years that a meeting may be in; any other is a slip of somebody's finger."""
LANGUAGES = ("nb", "nn", "en")
"""Bokmål, nynorsk, English: the languages a meeting may be held in."""

# Short Norwegian words that are easy to say aloud and have no letter that looks like a figure.
_CODE_WORDS = (
    "ALM ASK BEKK BENK BJELLE BLAD BRE BRU BUSK BUNAD DAL EGG EKER ELG ELV ENG EPLE FANE FELE "
    "FELT FEST FJELL FLAGG FLATE FUGL FURU GATE GRAN GREN GRUE GYNGE HAGE HARE HAV HEGG HEST "
    "HUS HYLLE JERV JULE KAKE KART KATT KLEM KNAGG KRUS KRUKKE LAKS LAMPE LAND LENKE LUE LUND "
    "LYNG MARK MASKE MELK MYR MUNK NAKKE NATT NEBB NETT NESE PALME PENN PERLE PLEN PLUSS RAST "
    "REKKE REV RUTE SAFT SALT SEL SENG SKAP SKREDDER SKY SKYVE SNEKKE SPADE STAV STEG STRAND "
    "STUE SUND TAK TANG TAU TELT TRAPP TRE TUN TUR UGLE UKE ULL URT VANN VARDE VEKST VEST VEV"
).split()
_CODE_FIGURES = "23456789"


def make(
    db: Session,
    *,
    title: str,
    date: dt.date,
    zone: str,
    language: str,
    items: Sequence[ReadItem],
    tables: int,
    now: datetime,
    choose: Random,
    subtitle: str = "",
    host: str = "",
    place: str = "",
    places: int | None = None,
    about: str = "",
) -> Meeting:
    """Make a meeting with its programme, its proposed exercises and its tables.

    Args:
        date: the local date of the first day.
        zone: an IANA time zone such as ``Europe/Oslo``.
        tables: how many tables, numbered from 1.
        now: aware UTC.
        choose: where the code's randomness comes from.
        places: how many may register, from now on; None when nobody may yet.
        about: what the invitation says; cut at ``ABOUT_MOST`` characters.

    Raises:
        Invalid: ``bad_title``, ``bad_date``, ``bad_zone``, ``bad_language``, ``bad_tables`` or
            ``bad_places`` with the ``field``.
    """
    title = plain_text(title)
    if not 1 <= len(title) <= 200:
        raise Invalid("bad_title", field="title")
    check_date(date)
    if zone not in available_timezones():
        raise Invalid("bad_zone", field="zone")
    if language not in LANGUAGES:
        raise Invalid("bad_language", field="language")
    if not 0 <= tables <= TABLES_MOST:
        raise Invalid("bad_tables", field="tables", most=TABLES_MOST)
    if places is not None and not 1 <= places <= PLACES_MOST:
        raise Invalid("bad_places", field="places", most=PLACES_MOST)
    meeting = Meeting(
        code=free_code(db, choose),
        title=title,
        subtitle=plain_text(subtitle)[:200],
        host=plain_text(host)[:200],
        place=plain_text(place)[:200],
        date=date,
        zone=zone,
        language=language,
        created_at=now,
        tables=[Table(number=number) for number in range(1, tables + 1)],
    )
    db.add(meeting)
    db.flush()
    invitation = Invitation(
        meeting_id=meeting.id,
        open=places is not None,
        capacity=places,
        about=plain_text(about)[:ABOUT_MOST],
    )
    db.add(invitation)
    meeting.items = [
        _item(meeting.id, position, read) for position, read in enumerate(items, start=1)
    ]
    db.flush()
    return meeting


def check_date(date: dt.date) -> None:
    """That a meeting may be on ``date``.

    Raises:
        Invalid: ``bad_date`` with the ``field``, and the ``first`` and the ``last`` year.
    """
    if date.year not in YEARS:
        raise Invalid("bad_date", field="date", first=YEARS[0], last=YEARS[-1])


def _item(meeting_id: int, position: int, read: ReadItem) -> Item:
    return Item(
        position=position,
        day=read.day,
        title=read.title,
        description=read.description,
        kind=read.kind,
        speaker=read.speaker,
        length=read.minutes * 60,
        least=read.least_minutes * 60,
        fixed_start=read.start,
        exercises=[
            Exercise(meeting_id=meeting_id, position=place, kind=kind)
            for place, kind in enumerate(read.exercises)
        ],
    )


def renew_keys(meeting: Meeting, choose: Random) -> None:
    """Let ``meeting`` have keys that no meeting ever had.

    A number of a meeting may come again after one is deleted, and its keys must not open another.

    Args:
        choose: where the randomness comes from.
    """
    generation = choose.choice(_GENERATIONS)
    for column in OF_KEYS:
        setattr(meeting, column, generation)


OF_KEYS = tuple(f"{screen}generation" for screen in ("", "stage_", "console_", "themes_", "door_"))
"""The columns of a meeting that its keys are made with."""
_GENERATIONS = range(2**20, 2**31)
"""No meeting that is made anew comes to such a generation."""


_OF_CODE = select(Meeting).where(Meeting.code == bindparam("code"))


def find(db: Session, code: str) -> Meeting:
    """The meeting whose code somebody typed: small letters, spaces and hyphens do not matter.

    Raises:
        Unknown: ``unknown_meeting``.
    """
    normal = normal_code(code)
    meeting = db.scalar(_OF_CODE, {"code": normal}) if normal else None
    if meeting is None:
        raise Unknown("unknown_meeting")
    return meeting


def listed(db: Session) -> Sequence[Meeting]:
    """All meetings but rehearsals, the newest date first."""
    return db.scalars(
        select(Meeting).where(~Meeting.rehearsal).order_by(Meeting.date.desc(), Meeting.id.desc())
    ).all()


def normal_code(text: str) -> str:
    """A typed code in the form that is stored: ``"trapp-47 "`` becomes ``"TRAPP47"``."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())[:16]


def code_text(code: str) -> str:
    """A code as it is shown and said: ``"TRAPP 47"``."""
    word = code.rstrip("0123456789")
    return f"{word} {code[len(word) :]}".strip()


def free_code(db: Session, choose: Random) -> str:
    """A code that no meeting has.

    Raises:
        Refused: ``no_free_code``.
    """
    for figures in (2, 2, 2, 2, 3, 3, 4, 4):
        code = choose.choice(_CODE_WORDS) + "".join(choose.choices(_CODE_FIGURES, k=figures))
        if db.scalar(select(Meeting.id).where(Meeting.code == code)) is None:
            return code
    raise Refused("no_free_code")
