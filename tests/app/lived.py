"""A lively evening that is played through the domain while somebody keeps what the stage shows."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import Medvirk
from app.live.memory import Memory
from app.live.presence import Here
from app.live.protocol import Audience
from app.live.reading import Reading
from app.live.regions import parts_of
from facilitator import (
    asides,
    contributions,
    dots,
    moderation,
    plenary,
    reverting,
    screen,
    tables,
    themes,
)
from facilitator.errors import Refused
from facilitator.exercises import phases
from facilitator.models import Act, Contribution, Meeting, Participant, Theme
from facilitator.overview import Evening, Shown, evening_of
from facilitator.programme import conduct
from facilitator.samples import make_sample
from facilitator.samples.voices import bodies_of
from tests.factories import EVENING, make_phone, make_uuid

BEGINS = datetime(2026, 9, 24, 15, 0, tzinfo=UTC)
WHO = "console"
TABLES = 3


def stage_of(medvirk: Medvirk, db: Session, meeting_id: int, now: datetime) -> Mapping[str, str]:
    """The regions of the stage as they stand, with nobody connected."""
    reading = Reading(db, Memory(), meeting_id, now, Here({}, frozenset()))
    renderer = medvirk.live.renderer
    common = renderer.common(reading)
    return {
        part.region.name: renderer.draw(part, renderer.gather(reading, common, part), "nb")
        for part in parts_of(Audience.STAGE, meeting_id, None, None)
    }


class Lived:
    """The sample meeting with phones at three tables, whose people and moderator do as they like.

    ``kept`` is what the stage showed after each step that was taken: when, and its regions.
    """

    def __init__(self, medvirk: Medvirk, db: Session, choose: Random) -> None:
        self.medvirk, self.db, self.choose = medvirk, db, choose
        self.now = BEGINS
        self.meeting: Meeting = make_sample(
            db, day=EVENING, now=BEGINS, choose=choose, tables=TABLES
        )
        self.phones: Sequence[Participant] = [
            make_phone(db, self.meeting, number % TABLES + 1) for number in range(6)
        ]
        self.kept: list[tuple[datetime, Mapping[str, str]]] = []
        self.taken: set[str] = set()
        """The names of the steps that were taken at least once."""

    @property
    def evening(self) -> Evening:
        return evening_of(self.db, self.meeting.id, self.now)

    @property
    def exercise(self) -> Shown:
        """The one that the room is at, or any of those that it might turn to.

        Raises:
            Refused: there is none.
        """
        evening = self.evening
        if not evening.exercises:
            raise Refused("unknown_exercise")
        one = self.choose.choice(evening.exercises)
        return evening.active if evening.active and self.choose.random() < 0.9 else one

    def one(self, *wanted: Any) -> Contribution:
        """Something that stands.

        Raises:
            Refused: nothing does.
        """
        return self._any(
            select(Contribution)
            .where(
                Contribution.meeting_id == self.meeting.id,
                Contribution.shared,
                Contribution.withdrawn_at.is_(None),
                *wanted,
            )
            .order_by(Contribution.number)
        )

    def _any(self, query: Any) -> Any:
        found = self.db.scalars(query).all()
        if not found:
            raise Refused("nothing")
        return self.choose.choice(found)

    def live(self, name: str, **more: Any) -> None:
        """Take a step, as far as it is allowed, some seconds later; then look at the stage."""
        self.now += timedelta(seconds=self.choose.randint(5, 50))
        with suppress(Refused):
            STEPS[name](self, **more)
            self.taken.add(name)
        self.db.flush()
        # Every other time, for that takes longer than to live.
        if self.choose.random() < 0.5:
            self.look()

    def look(self) -> None:
        """Keep what the stage shows now."""
        shown = stage_of(self.medvirk, self.db, self.meeting.id, self.now)
        self.kept.append((self.now, shown))

    def live_on(self, steps: int) -> None:
        """Take so many steps by chance."""
        for _ in range(steps):
            self.live(self.choose.choice(OFTEN))

    def live_through(self, *kinds: str, steps: int = 14) -> None:
        """Run the programme: each item, and in all phases its exercises of ``kinds``, once each.

        Args:
            steps: so many are taken in each phase.
        """
        left = set(kinds)
        for item in self.evening.items:
            self.live("start", item=item)
            for exercise in self.evening.exercises:
                if exercise.kind.name in left:
                    left.remove(exercise.kind.name)
                    for phase in exercise.kind.phases:
                        self.live("phase", exercise_id=exercise.id, phase=phase)
                        self.live_on(steps)
        for name in ("back", "next", "undo", "finish"):
            self.live(name)


def _give(lived: Lived) -> None:
    exercise = lived.exercise
    contributions.give(
        lived.db,
        lived.choose.choice(lived.phones),
        id=make_uuid(),
        exercise_id=exercise.id,
        body=lived.choose.choice(bodies_of(exercise.kind.name)),
        phase=None,
        now=lived.now,
    )


def _paper(lived: Lived) -> None:
    exercise = lived.exercise
    asides.type_from_paper(
        lived.db,
        lived.meeting,
        id=make_uuid(),
        exercise_id=exercise.id,
        table=lived.choose.randint(1, TABLES),
        body=lived.choose.choice(bodies_of(exercise.kind.name)),
        who=WHO,
        now=lived.now,
    )


def _highlight(lived: Lived) -> None:
    # Which one a table chose before is not known: it chooses once.
    one = lived.one()
    chosen = Contribution.highlighted_at.is_not(None)
    taken = select(Contribution).where(
        Contribution.exercise_id == one.exercise_id, Contribution.table_id == one.table_id, chosen
    )
    if lived.db.scalars(taken).first() is None:
        phone = next(phone for phone in lived.phones if phone.table_id == one.table_id)
        contributions.highlight(lived.db, phone, id=one.id, now=lived.now)


def _done(lived: Lived) -> None:
    phone = lived.choose.choice(lived.phones)
    tables.mark_done(lived.db, phone, exercise_id=lived.exercise.id, on=True, now=lived.now)


def _support(lived: Lived) -> None:
    phone, one = lived.choose.choice(lived.phones), lived.one()
    dots.support(lived.db, phone, id=one.id, on=True, now=lived.now)


def _phase(lived: Lived, exercise_id: int | None = None, phase: str | None = None) -> None:
    exercise = lived.exercise
    phases.open_phase(
        lived.db,
        lived.meeting,
        exercise_id=exercise_id or exercise.id,
        phase=phase or lived.choose.choice([*exercise.kind.phases]),
        now=lived.now,
    )


def _moderate(act: Callable[..., object]) -> Callable[[Lived], None]:
    def step(lived: Lived) -> None:
        id, on = lived.one().id, lived.choose.random() < 0.6
        act(lived.db, lived.meeting, id=id, on=on, who=WHO, now=lived.now)

    return step


def _hide_for_a_while(lived: Lived) -> None:
    id = lived.one(Contribution.hidden_at.is_(None)).id
    moderation.hide(lived.db, lived.meeting, id=id, on=True, who=WHO, now=lived.now)
    lived.look()
    lived.now += timedelta(seconds=10)
    moderation.hide(lived.db, lived.meeting, id=id, on=False, who=WHO, now=lived.now)


def _steer(act: Callable[..., object], **choices: Callable[[Lived], Any]) -> Callable[..., None]:
    def step(lived: Lived) -> None:
        chosen = {name: choice(lived) for name, choice in choices.items()}
        exercise_id = lived.exercise.id
        act(lived.db, lived.meeting, exercise_id=exercise_id, now=lived.now, **chosen)

    return step


def _yes(lived: Lived) -> bool:
    return lived.choose.random() < 0.7


def _table(lived: Lived) -> int | None:
    return lived.choose.choice([None, *range(1, TABLES + 1)])


def _theme(lived: Lived) -> Theme:
    found = select(Theme).where(Theme.meeting_id == lived.meeting.id, Theme.dissolved_at.is_(None))
    theme: Theme = lived._any(found.order_by(Theme.id))
    return theme


def _joined(lived: Lived) -> None:
    one = lived.one()
    others = [
        other.id
        for other in lived.db.scalars(
            select(Contribution).where(Contribution.exercise_id == one.exercise_id)
        )
    ]
    ids = [one.id, *lived.choose.sample(others, min(2, len(others)))]
    themes.make(
        lived.db,
        lived.meeting,
        exercise_id=one.exercise_id,
        ids=list(dict.fromkeys(ids)),
        title=f"Tema {lived.choose.randint(1, 99)}",
        who=WHO,
        now=lived.now,
    )


def _others(lived: Lived, theme: Theme) -> Sequence[Theme]:
    """The other themes on its shelf."""
    return lived.db.scalars(
        select(Theme)
        .where(
            Theme.exercise_id == theme.exercise_id,
            Theme.shelf == theme.shelf,
            Theme.id != theme.id,
            Theme.dissolved_at.is_(None),
        )
        .order_by(Theme.id)
    ).all()


def _themed(act: Callable[..., object], **choices: Callable[[Lived, Theme], Any]) -> Any:
    def step(lived: Lived) -> None:
        theme = _theme(lived)
        chosen = {field: choice(lived, theme) for field, choice in choices.items()}
        act(lived.db, lived.meeting, theme_id=theme.id, who=WHO, now=lived.now, **chosen)

    return step


def _merge(lived: Lived) -> None:
    theme = _theme(lived)
    others = _others(lived, theme)
    if not others:
        raise Refused("nothing")
    into = lived.choose.choice(others).id
    themes.merge(lived.db, lived.meeting, theme_id=theme.id, into=into, who=WHO, now=lived.now)


def _loose(lived: Lived, theme: Theme) -> list[str]:
    return [lived.one(Contribution.exercise_id == theme.exercise_id).id]


def _inside(lived: Lived, theme: Theme) -> list[str]:
    return [lived.one(Contribution.theme_id == theme.id).id]


def _revert(lived: Lived) -> None:
    acts = select(Act).where(
        Act.meeting_id == lived.meeting.id,
        Act.undone_at.is_(None),
        # What is hidden by the end is never shown, and what somebody wrote is not taken back here.
        Act.act.not_in(("show", "paper")),
    )
    act = lived._any(acts.order_by(Act.id.desc()).limit(3))
    reverting.revert(lived.db, lived.meeting, act_id=act.id, may=None, now=lived.now)


def _command(act: Callable[..., object], *more: Any) -> Callable[[Lived], None]:
    def step(lived: Lived) -> None:
        current = lived.evening.timeline.current
        act(lived.db, lived.meeting, current, *more, WHO, lived.now)

    return step


def _start(lived: Lived, item: int) -> None:
    conduct.start(lived.db, lived.meeting, item, WHO, lived.now)


def _undo(lived: Lived) -> None:
    entry = lived.evening.timeline.undo
    conduct.undo(lived.db, lived.meeting, entry or 0, WHO, lived.now)


def _black(lived: Lived) -> None:
    screen.blacken(lived.db, lived.meeting, not lived.meeting.black, lived.now)


STEPS: Mapping[str, Callable[..., None]] = {
    "give": _give,
    "paper": _paper,
    "highlight": _highlight,
    "done": _done,
    "support": _support,
    "phase": _phase,
    "lift": _moderate(moderation.lift),
    "answer": _moderate(moderation.answer),
    "hide": _hide_for_a_while,
    "reveal": _steer(plenary.reveal, on=_yes),
    "reveal a table": _steer(plenary.reveal, on=_yes, table=lambda _lived: 2),
    "turn": _steer(plenary.turn_page, page=lambda lived: lived.choose.randint(1, 2)),
    "dots": _steer(plenary.open_dots, on=_yes),
    "speak": _steer(plenary.give_floor, table=_table),
    "order": _steer(plenary.arrange_speakers, tables=lambda _lived: [2, 1]),
    "make": _joined,
    "add": _themed(themes.add, ids=_loose),
    "rename": _themed(
        themes.rename,
        title=lambda lived, _theme: f"Navn {lived.choose.randint(1, 99)}",
        base=lambda _lived, theme: theme.revision,
    ),
    "split": _themed(themes.split, ids=_inside),
    "merge": _merge,
    "move": _themed(themes.move, place=lambda lived, _theme: lived.choose.randint(1, 3)),
    "dissolve": _themed(themes.dissolve),
    "revert": _revert,
    "extend": _command(conduct.extend, 60),
    "pause": _command(conduct.pause),
    "resume": _command(conduct.resume),
    "start": _start,
    "back": _command(conduct.back),
    "next": _command(conduct.next_item),
    "undo": _undo,
    "black": _black,
    "finish": _command(conduct.finish),
}

OFTEN = (
    *(name for name in STEPS if name not in ("start", "next", "back", "undo", "finish")),
    *("give", "give", "give", "give", "make", "make", "reveal", "speak"),
)
