"""The sample meeting: "Kommune 3.0" as it was announced, with the items that one slot holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from importlib.resources import files
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.exercises.edit import add_exercise
from facilitator.meetings import make
from facilitator.models import Meeting
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import ReadItem, read_text

ZONE = "Europe/Oslo"
TITLE, HOST = "Kommune 3.0", "Forskningsdagene på Steinkjer"
ANNOUNCEMENT = files("facilitator").joinpath("samples/kommune-3.0.txt").read_text("utf-8")
PLACES = 50
"""As many as were announced: «har kun 50 plasser. Førstemann til mølla!»"""


@dataclass(frozen=True)
class Task:
    """An exercise of the evening: its kind, and what differs from the kind's own."""

    kind: str
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """An item of the evening with its exercises."""

    item: ReadItem
    tasks: tuple[Task, ...] = ()


def make_sample(
    db: Session,
    *,
    day: date,
    now: datetime,
    choose: Random,
    tables: int = 8,
    places: int = PLACES,
) -> Meeting:
    """Make the sample meeting on ``day`` (local) with all its exercises.

    Args:
        now: aware UTC.
        choose: where the code's randomness comes from.
    """
    evening = slots()
    meeting = make(
        db,
        title=TITLE,
        subtitle="Verdien av innbyggerinvolvering",
        host=HOST,
        place="Steinkjer",
        date=day,
        zone=ZONE,
        language="nb",
        items=[slot.item for slot in evening],
        tables=tables,
        now=now,
        choose=choose,
        places=places,
        about=read_text(ANNOUNCEMENT).about,
    )
    for item, slot in zip(tuple(meeting.items), evening, strict=True):
        for task in slot.tasks:
            add_exercise(db, meeting, item.id, task.kind, task.title, task.settings)
    return meeting


def sample(db: Session, *, day: date, now: datetime, choose: Random) -> Meeting:
    """The newest sample meeting, made on ``day`` as ``make_sample`` does when there is none."""
    found = db.scalar(
        select(Meeting)
        .where(Meeting.title == TITLE, Meeting.host == HOST, ~Meeting.rehearsal)
        .order_by(Meeting.id.desc())
        .limit(1)
    )
    return found or make_sample(db, day=day, now=now, choose=choose)


def slots() -> tuple[Slot, ...]:
    """The evening's items; those without a fixed start simply follow the one before."""
    return (
        _slot(time(16, 0), 30, "Velkommen, mat og mingling", ItemKind.ARRIVAL),
        _slot(
            time(16, 30),
            10,
            "Åpning",
            ItemKind.TALK,
            speaker="ordfører i Steinkjer, Bjørn Arild Gram",
        ),
        _slot(
            None,
            5,
            "Møteleder Astrid Skogseth presenterer dagens program, og vi tar en hilserunde",
            ItemKind.PLENARY,
            tasks=(
                Task("poll", "Hvem er i rommet?"),
                Task("poll", "Hvor kommer vi fra?", _WHERE_FROM),
            ),
        ),
        _slot(
            None,
            15,
            "Oppgave ved bordene: Medvirkningstrappa",
            ItemKind.TABLE_WORK,
            tasks=(Task("ladder", settings={"minutes": {"individual": 2, "table": 8}}),),
        ),
        _slot(
            time(17, 0),
            30,
            "«Sjækk kor d bryr mæ!» Hva er effekter av god innbyggerinvolvering?",
            ItemKind.TALK,
            speaker="Hildegunn Nordtug, Distriktssenteret",
            description="Innledning, samtaler og en runde i plenum om gode grunner til å"
            " involvere innbyggerne.",
            tasks=(Task("ideas"), Task("questions")),
        ),
        _slot(
            time(17, 30),
            20,
            "Kulturelt innslag fra Henningrevyen og kort pause",
            ItemKind.BREAK,
            least=10,
            description="Tid til å fylle opp kaffekoppen.",
        ),
        _slot(
            time(17, 50),
            30,
            "«Det herre må kommunen bættere årn opp i!»",
            ItemKind.TALK,
            speaker="Håkon Sivertsen, Trøndelag Forskning og Utvikling",
            description="Hva får innbyggere til å involvere seg? Innledning, og samtale med"
            " Marit Eriksen, innbygger og ildsjel i Ogndal.",
            tasks=(Task("questions"),),
        ),
        _slot(
            time(18, 20),
            30,
            "Dialog rundt bordene: Hva fremmer og hemmer?",
            ItemKind.TABLE_WORK,
            description="Hvem involverer seg – og hvem involverer seg ikke? Tiltak?"
            " Oppsummering i plenum.",
            tasks=(Task("forces"), Task("groups"), Task("measures")),
        ),
        _slot(
            time(18, 50),
            10,
            "Marit Voll oppsummerer ettermiddagen",
            ItemKind.TALK,
            speaker="styreleder i KS Nord-Trøndelag, Marit Voll",
        ),
        _slot(
            time(19, 0),
            0,
            "Takk for i dag",
            ItemKind.CLOSE,
            tasks=(Task("poll", "Hvordan var møtet?", _FEEDBACK),),
        ),
    )


_WHERE_FROM = {
    "question": "Hvilken kommune kommer du fra?",
    "options": [
        "Steinkjer",
        "Verran",
        "Snåsa",
        "Inderøy",
        "Verdal",
        "Levanger",
        "Namsos",
        "En annen kommune",
    ],
}
_FEEDBACK = {"question": "I hvilken grad har du hatt utbytte av møtet?", "choice": "scale"}


def _slot(
    start: time | None,
    minutes: int,
    title: str,
    kind: ItemKind,
    *,
    speaker: str = "",
    description: str = "",
    least: int | None = None,
    tasks: tuple[Task, ...] = (),
) -> Slot:
    item = ReadItem(
        day=0,
        start=start,
        minutes=minutes,
        title=title,
        speaker=speaker,
        description=description,
        kind=kind,
        least_minutes=minutes if least is None else least,
    )
    return Slot(item, tasks)
