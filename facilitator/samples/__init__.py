"""The sample meeting: "Kommune 3.0" as it was announced, with the items that one slot holds."""

from datetime import date, datetime, time
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.exercises import kinds
from facilitator.meetings import make
from facilitator.models import Meeting
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import ReadItem

ZONE = "Europe/Oslo"
TITLE, HOST = "Kommune 3.0", "Forskningsdagene på Steinkjer"


def make_sample(
    db: Session, *, day: date, now: datetime, choose: Random, tables: int = 8
) -> Meeting:
    """Make the sample meeting on ``day`` (local) with all exercises that are installed.

    Args:
        now: aware UTC.
        choose: where the code's randomness comes from.
    """
    return make(
        db,
        title=TITLE,
        subtitle="Verdien av innbyggerinvolvering",
        host=HOST,
        place="Steinkjer",
        date=day,
        zone=ZONE,
        language="nb",
        items=programme(),
        tables=tables,
        now=now,
        choose=choose,
    )


def sample(db: Session, *, day: date, now: datetime, choose: Random) -> Meeting:
    """The newest sample meeting, made on ``day`` as ``make_sample`` does when there is none."""
    found = db.scalar(
        select(Meeting)
        .where(Meeting.title == TITLE, Meeting.host == HOST, ~Meeting.rehearsal)
        .order_by(Meeting.id.desc())
        .limit(1)
    )
    return found or make_sample(db, day=day, now=now, choose=choose)


def programme() -> tuple[ReadItem, ...]:
    """The evening's items; those without a fixed start simply follow the one before."""
    return (
        _item(time(16, 0), 30, "Velkommen, mat og mingling", ItemKind.ARRIVAL),
        _item(
            time(16, 30),
            10,
            "Åpning",
            ItemKind.TALK,
            speaker="ordfører i Steinkjer, Bjørn Arild Gram",
        ),
        _item(
            None,
            5,
            "Møteleder Astrid Skogseth presenterer dagens program, og vi tar en hilserunde",
            ItemKind.PLENARY,
            exercises=("poll",),
        ),
        _item(
            None,
            15,
            "Oppgave ved bordene: Medvirkningstrappa",
            ItemKind.TABLE_WORK,
            exercises=("ladder",),
        ),
        _item(
            time(17, 0),
            30,
            "«Sjækk kor d bryr mæ!» Hva er effekter av god innbyggerinvolvering?",
            ItemKind.TALK,
            speaker="Hildegunn Nordtug, Distriktssenteret",
            description="Innledning, samtaler og en runde i plenum om gode grunner til å"
            " involvere innbyggerne.",
            exercises=("ideas", "questions"),
        ),
        _item(
            time(17, 30),
            20,
            "Kulturelt innslag fra Henningrevyen og kort pause",
            ItemKind.BREAK,
            least=10,
            description="Tid til å fylle opp kaffekoppen.",
        ),
        _item(
            time(17, 50),
            30,
            "«Det herre må kommunen bættere årn opp i!»",
            ItemKind.TALK,
            speaker="Håkon Sivertsen, Trøndelag Forskning og Utvikling",
            description="Hva får innbyggere til å involvere seg? Innledning, og samtale med"
            " Marit Eriksen, innbygger og ildsjel i Ogndal.",
            exercises=("questions",),
        ),
        _item(
            time(18, 20),
            30,
            "Dialog rundt bordene: Hva fremmer og hemmer?",
            ItemKind.TABLE_WORK,
            description="Hvem involverer seg – og hvem involverer seg ikke? Tiltak?"
            " Oppsummering i plenum.",
            exercises=("forces", "groups", "measures"),
        ),
        _item(
            time(18, 50),
            10,
            "Marit Voll oppsummerer ettermiddagen",
            ItemKind.TALK,
            speaker="styreleder i KS Nord-Trøndelag, Marit Voll",
        ),
        _item(time(19, 0), 0, "Takk for i dag", ItemKind.CLOSE),
    )


def _item(
    start: time | None,
    minutes: int,
    title: str,
    kind: ItemKind,
    *,
    speaker: str = "",
    description: str = "",
    least: int | None = None,
    exercises: tuple[str, ...] = (),
) -> ReadItem:
    return ReadItem(
        day=0,
        start=start,
        minutes=minutes,
        title=title,
        speaker=speaker,
        description=description,
        kind=kind,
        least_minutes=minutes if least is None else least,
        exercises=tuple(name for name in exercises if name in kinds()),
    )
