"""What was done with contributions and themes, done again as it was logged."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import reverting
from facilitator.errors import Refused
from facilitator.exercises import kind_of
from facilitator.models import Act, Contribution, Exercise, Meeting, Theme
from facilitator.replay.scratch import copied
from facilitator.themes import ThemeAct
from facilitator.themes import shelf as on_shelf


@dataclass(frozen=True)
class Repeat:
    """An act that may be done again in the scratch copy, and undone when it was.

    Args:
        theme: the theme that it made, with its first title; None when it made none.
        given: the contributions that may be shown, by id.
    """

    act: Act
    theme: Theme | None
    given: Mapping[str, Contribution]

    @property
    def id(self) -> int:
        """The act's."""
        return self.act.id

    @property
    def at(self) -> datetime:
        """When it was done; aware UTC."""
        return self.act.at

    @property
    def undone_at(self) -> datetime | None:
        """When it was undone; aware UTC."""
        return self.act.undone_at

    def do(self, scratch: Session) -> None:
        """Let it happen in the scratch copy."""
        act = copied(self.act, undone_at=None)
        scratch.add(act)
        scratch.flush()
        if act.act in reverting.MARKS:
            _opposite, mark, on = reverting.MARKS[act.act]
            self._mark(scratch, mark, on)
        elif act.act in set(ThemeAct):
            self._join(scratch, act.before)

    def undo(self, scratch: Session) -> None:
        """Let it be undone in the scratch copy, as it was then."""
        at = self.act.undone_at
        if at is None or not self._may_show(self.act.contribution_id):
            return
        meeting = scratch.get_one(Meeting, self.act.meeting_id)
        # What is not in the copy cannot be put back there.
        with suppress(Refused):
            reverting.revert(scratch, meeting, act_id=self.act.id, may=None, now=at)

    def _mark(self, scratch: Session, mark: str, on: bool) -> None:
        if self._may_show(self.act.contribution_id):
            one = scratch.get(Contribution, self.act.contribution_id)
            if one is not None:
                setattr(one, mark, self.act.at if on else None)

    def _may_show(self, contribution_id: str | None) -> bool:
        if contribution_id is None:
            return True
        one = self.given.get(contribution_id)
        return one is not None and one.hidden_at is None

    def _join(self, scratch: Session, before: Mapping[str, Any]) -> None:
        if self.theme is not None:
            self._make(scratch, self.theme, before)
        theme = scratch.get(Theme, before["theme"]) if "theme" in before else None
        if "was" in before:
            _put(scratch, before["was"], before["to"])
        if theme is None:
            return
        match self.act.act:
            case ThemeAct.MERGE | ThemeAct.DISSOLVE:
                theme.dissolved_at = self.act.at
            case ThemeAct.RENAME:
                theme.title = before.get("after", theme.title)
                theme.revision += 1
            case ThemeAct.MOVE if "after" in before:
                on_shelf.put_at(scratch, theme, before["after"])

    def _make(self, scratch: Session, theme: Theme, before: Mapping[str, Any]) -> None:
        standing = on_shelf.standing(scratch, theme.exercise_id, theme.shelf)
        made = copied(theme, position=max((one.position for one in standing), default=0) + 1)
        scratch.add(made)
        scratch.flush()
        if self.act.act == ThemeAct.SPLIT:
            came_from = next(iter(before["was"].values()), None)
            places = {one.id: place for place, one in enumerate(standing, start=1)}
            if came_from in places:
                on_shelf.put_at(scratch, made, places[came_from] + 1)


def acts_of(db: Session, meeting: Meeting, given: Mapping[str, Contribution]) -> Sequence[Repeat]:
    """All acts of ``meeting`` in the order in which they were done.

    Args:
        given: the contributions that may be shown, by id.
    """
    acts = db.scalars(select(Act).where(Act.meeting_id == meeting.id).order_by(Act.id)).all()
    themes = {
        theme.id: theme for theme in db.scalars(select(Theme).where(Theme.meeting_id == meeting.id))
    }
    titles: dict[int, str] = {}
    for act in acts:
        if act.act == ThemeAct.RENAME:
            titles.setdefault(act.before["theme"], act.before["title"])
    makes = (ThemeAct.MAKE, ThemeAct.SPLIT)
    repeats = []
    for act in acts:
        theme = themes.get(act.before["theme"]) if act.act in makes else None
        if theme is not None:
            title = titles.get(theme.id, theme.title)
            theme = copied(theme, title=title, revision=0, dissolved_at=None)
        repeats.append(Repeat(act, theme, given))
    return repeats


def _put(scratch: Session, was: Mapping[str, int | None], to: int | None) -> None:
    """Put contributions in a theme, or in none, where they stand on its shelf by now."""
    theme = scratch.get(Theme, to) if to is not None else None
    for id in was:
        one = scratch.get(Contribution, id)
        if one is None:
            continue
        kind = kind_of(scratch.get_one(Exercise, one.exercise_id).kind)
        # Its words may have moved it to another side since: only the last ones are known.
        stands = theme is not None and theme.shelf == kind.shelf(one.body)
        one.theme_id = to if stands else None
