"""A room that answers a question with two sides: a kind of its own, three tables, two helpers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from facilitator import themes
from facilitator.errors import Refused
from facilitator.exercises.ideas import Ideas
from facilitator.models import Act, Contribution, Exercise, Meeting, Participant, Theme
from facilitator.parsing import fields, one_of, text
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


class Sides(Ideas):
    """Body: ``{side, text}``, for or against."""

    name = "sides"
    shelves = {"for": "For", "against": "Mot"}  # noqa: RUF012

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        given = fields(body, ("side", "text"))
        side = one_of(given["side"], "side", list(self.shelves))
        return {"side": side, "text": text(given["text"], "text")}

    def shelf(self, body: Mapping[str, Any]) -> str:
        side: str = body["side"]
        return side


class Room:
    """A meeting with one open exercise, and a phone at each of three tables."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        self.exercise: Exercise = make_exercise(
            db, make_item(db, self.meeting), "sides", phase="table"
        )
        self.phones: list[Participant] = [make_phone(db, self.meeting, n) for n in (1, 2, 3)]
        db.info.clear()

    def say(self, *texts: str, side: str = "for", phase: str | None = None) -> list[str]:
        """Let the tables say one text each, in turn; their ids."""
        return [
            make_contribution(
                self.db,
                self.phones[place % 3],
                self.exercise,
                {"side": side, "text": text},
                phase=phase,
            ).id
            for place, text in enumerate(texts)
        ]

    @property
    def themes(self) -> dict[str, list[str]]:
        """What stands in each theme, by title, in the order of themes and contributions."""
        return dict(self.listed)

    @property
    def listed(self) -> list[tuple[str, list[str]]]:
        """The same, where several themes may have one title."""
        self.db.flush()
        themes = self.db.scalars(
            select(Theme)
            .where(Theme.dissolved_at.is_(None))
            .order_by(Theme.shelf, Theme.position, Theme.id)
        ).all()
        return [
            (
                theme.title,
                list(
                    self.db.scalars(
                        select(Contribution.id)
                        .where(
                            Contribution.theme_id == theme.id,
                            Contribution.withdrawn_at.is_(None),
                        )
                        .order_by(Contribution.number)
                    )
                ),
            )
            for theme in themes
        ]

    @property
    def loose(self) -> list[str]:
        """What is in no theme."""
        self.db.flush()
        return list(
            self.db.scalars(
                select(Contribution.id)
                .where(Contribution.theme_id.is_(None), Contribution.shared)
                .order_by(Contribution.number)
            )
        )

    def theme(self, title: str) -> Theme:
        return self.db.scalars(
            select(Theme).where(Theme.title == title, Theme.dissolved_at.is_(None))
        ).one()

    @property
    def acts(self) -> Sequence[tuple[str, str]]:
        return [(one.act, one.who) for one in self.db.scalars(select(Act).order_by(Act.id))]

    def by(self, who: str = "themes") -> dict[str, Any]:
        """Who does it, and when."""
        return {"who": who, "now": NOON}


def make(room: Room, title: str, *ids: str, **more: Any) -> Theme:
    """A theme of ``ids``."""
    themes.make(
        room.db,
        room.meeting,
        exercise_id=room.exercise.id,
        ids=ids,
        title=title,
        **{"shelf": "for", **room.by(), **more},
    )
    return room.theme(title)


def refusal(act: Callable[[], object]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as error:
        act()
    return error.value.code, error.value.details


def statements(db: Session, act: Callable[[], object]) -> int:
    """How many statements ``act`` sends to the database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    connection = db.connection()
    event.listen(connection, "before_cursor_execute", note)
    act()
    db.flush()
    event.remove(connection, "before_cursor_execute", note)
    return len(sent)
