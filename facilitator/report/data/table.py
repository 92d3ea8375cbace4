"""What was said at a meeting as one flat table, a row for each contribution.

Every column has a stable English name, which plain CSV and JSON use, and a title in the meeting's
language, which the files for spreadsheets use; the codebook has both. Numbers have few holes, and
each is explained: what its writer took back keeps its row without words, and private notes, which
are their writers' alone, are left out and counted. What single people chose in a poll was promised
to be shown together and without names, so its rows tell neither table nor time, and the edition
that others may read has none of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from facilitator.columns import SAID, Column, Holds, Single, Value
from facilitator.exercises import kinds
from facilitator.exercises.kind import Kind
from facilitator.models import Meeting
from facilitator.overview import Shown
from facilitator.report.asked import Asked
from facilitator.report.edition import Edition, Edits
from facilitator.report.record import Recorded, State, recorded
from facilitator.words import N_

NUMBER = Column(
    "number", Holds.WHOLE, N_("Nr."), N_("Innspillets nummer i møtet; det endres aldri."), width=7
)
MEETING = Column("meeting", Holds.TEXT, N_("Møte"), N_("Møtets tittel."), width=22)
CODE = Column("code", Holds.MARK, N_("Kode"), N_("Møtets kode."), width=9)
DATE = Column("date", Holds.DATE, N_("Dato"), N_("Da innspillet ble gitt, lokal tid."), width=11)
TIME = Column("time", Holds.TIME, N_("Klokka"), N_("Da innspillet ble gitt, lokal tid."), width=9)
UTC = Column(
    "utc",
    Holds.MOMENT,
    N_("UTC"),
    N_("Da innspillet ble gitt, i UTC. Tomt for svar fra enkeltpersoner."),
    width=19,
)
ITEM = Column("item", Holds.TEXT, N_("Programpost"), N_("Posten i programmet."), width=30)
EXERCISE_NUMBER = Column(
    "exercise_number",
    Holds.WHOLE,
    N_("Oppgave nr."),
    N_("Oppgavens plass i programmet; skiller oppgaver som heter det samme."),
)
EXERCISE = Column(
    "exercise",
    Holds.LABEL,
    N_("Oppgave"),
    N_("Det som ble spurt om, slik møtet kalte det."),
    width=30,
)
TABLE = Column(
    "table",
    Holds.WHOLE,
    N_("Bord"),
    N_("Bordets nummer. Tomt for svar fra enkeltpersoner, som vises samlet."),
    width=7,
)
PHASE = Column(
    "phase",
    Holds.CODE,
    N_("Fase"),
    N_("Fasen som var åpen da innspillet ble gitt. Tomt betyr at det ikke ble notert."),
    {phase.value: title for phase, title in Kind.phases.items()},
)
DOTS = Column(
    "dots", Holds.WHOLE, N_("Prikker"), N_("Prikker, eller støtte til spørsmål."), width=9
)
THEME = Column(
    "theme", Holds.TEXT, N_("Tema"), N_("Temaet som møtelederen samlet innspillet i."), width=26
)
LIFTED = Column(
    "lifted", Holds.FLAG, N_("Løftet fram"), N_("Om møtelederen viste det fram i plenum.")
)
HIGHLIGHT = Column(
    "highlight", Holds.FLAG, N_("Høydepunkt"), N_("Om bordet valgte det som sitt høydepunkt.")
)
STATE = Column(
    "state",
    Holds.CODE,
    N_("Tilstand"),
    N_("Hva det ble av innspillet. Det som er trukket tilbake, har ikke tekst."),
    {
        State.STANDING: N_("Står"),
        State.WITHDRAWN: N_("Trukket tilbake"),
        State.HIDDEN: N_("Skjult av møteleder"),
        State.LATE: N_("Kom etter at det var stengt"),
    },
    width=16,
)
SOURCE = Column(
    "source",
    Holds.CODE,
    N_("Kilde"),
    N_("Om det ble skrevet på mobil eller skrevet inn fra papir."),
    {"phone": N_("Mobil"), "paper": N_("Papir")},
    width=9,
)
REDACTED = Column(
    "redacted",
    Holds.FLAG,
    N_("Redigert"),
    N_("Om ord er byttet ut, for eksempel et navn."),
    width=9,
)
REVISIONS = Column(
    "revisions", Holds.WHOLE, N_("Endringer"), N_("Hvor mange ganger det ble endret."), width=10
)

_BEFORE = (NUMBER, MEETING, CODE, DATE, TIME, UTC, ITEM, EXERCISE_NUMBER, EXERCISE)
_AFTER = (DOTS, THEME, LIFTED, HIGHLIGHT, STATE, SOURCE, REDACTED, REVISIONS)


def _kind() -> Column:
    titles = {name: kind.title for name, kind in kinds().items()}
    return Column("kind", Holds.CODE, N_("Slag"), N_("Slaget oppgave."), titles, width=16)


@cache
def columns() -> tuple[Column, ...]:
    """The columns of the whole table; those that only one kind has come after what kinds share."""
    own = dict.fromkeys(
        column for kind in kinds().values() for column in kind.columns if column not in SAID
    )
    return (*_BEFORE, _kind(), PHASE, TABLE, *SAID, *own, *_AFTER)


def columns_of(exercise: Shown) -> tuple[Column, ...]:
    """The columns that contributions to ``exercise`` fill, for a table that has no others."""
    kind = exercise.kind
    if not exercise.listed:
        return (NUMBER, *kind.columns, STATE)
    after = [column for column in _AFTER if kind.has_themes or column is not THEME]
    return (NUMBER, DATE, TIME, PHASE, TABLE, *kind.columns, *after)


@dataclass(frozen=True)
class Line:
    """One contribution in the table.

    Args:
        exercise: the exercise's id.
        about: what every contribution has, by the columns' names.
        said: what was said, a mapping for each place where it stands; at least one.
    """

    exercise: int
    about: Mapping[str, Value]
    said: Sequence[Mapping[str, Single]]

    @property
    def flat(self) -> Mapping[str, Value]:
        """All of it in one row: what stands in several places has several values there."""
        if len(self.said) == 1:
            return {**self.about, **self.said[0]}
        names = self.said[0]
        return {**self.about, **{name: _all(name, self.said) for name in names}}

    @property
    def rows(self) -> Iterator[Mapping[str, Value]]:
        """A row for each place where it stands."""
        for one in self.said:
            yield {**self.about, **one}


def lines(
    db: Session, meeting: Meeting, asked: Mapping[int, Asked], edits: Edits
) -> Iterator[Line]:
    """The table of ``meeting`` by number, as an edition tells it; no more than a batch is held.

    Args:
        asked: its exercises, as ``asked.asked`` gives them.
    """
    zone, shared = ZoneInfo(meeting.zone), edits.edition is Edition.SHARED
    for one in recorded(db, meeting, asked, edits):
        if one.state is State.PRIVATE or (shared and not one.asked.shown.listed):
            continue
        gone = one.state is State.WITHDRAWN
        yield Line(
            one.asked.shown.id,
            _place(one, meeting, zone) | (_NOTHING if gone else _fate(one)),
            one.rows,
        )


def _place(one: Recorded, meeting: Meeting, zone: ZoneInfo) -> dict[str, Value]:
    """Where and when it was said, and what became of it."""
    said, asked = one.said, one.asked
    about: dict[str, Value] = {
        "number": said.number,
        "meeting": meeting.title,
        "code": meeting.code,
        "item": asked.item,
        "exercise_number": asked.number,
        "exercise": asked.shown.title,
        "kind": asked.shown.kind.name,
        "state": one.state.value,
        "source": "paper" if said.paper else "phone",
        "redacted": said.redacted,
        "revisions": said.revision,
    }
    if asked.shown.listed:
        utc = said.given_at.replace(microsecond=0)
        local = utc.astimezone(zone)
        phase = asked.steered.phase_at(said.given_at) if asked.steered else None
        about |= {
            "date": local.date(),
            "time": local.time(),
            "utc": utc,
            "phase": phase.value if phase else None,
            "table": said.table,
        }
    return about


def _fate(one: Recorded) -> dict[str, Value]:
    """What the room and the moderator made of it."""
    said = one.said
    return {
        "dots": said.dots,
        "theme": said.theme.title if said.theme else None,
        "lifted": said.lifted,
        "highlight": said.highlighted,
    }


_NOTHING: dict[str, Value] = {"lifted": False, "highlight": False}
"""What is told of the fate of what was taken back."""


def _all(name: str, rows: Iterable[Mapping[str, Single]]) -> Value:
    """What stands in one column of several rows, each value once."""
    values = tuple(dict.fromkeys(row[name] for row in rows if row[name] not in ("", None)))
    return values if len(values) > 1 else next(iter(values), None)
