"""Undoes one logged act, exactly that one, as far as it still can be; others stay as they are."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from facilitator import board
from facilitator.errors import Refused, Stale, Unknown
from facilitator.exercises import kind_of
from facilitator.models import Act, Contribution, Exercise, Meeting, Theme
from facilitator.themes import ThemeAct
from facilitator.themes import shelf as on_shelf


def revert(
    db: Session, meeting: Meeting, *, act_id: int, may: Collection[str] | None, now: datetime
) -> Act:
    """Undo an act with a contribution or a theme; a second time changes nothing.

    What somebody did afterwards with a part of it holds: only the rest is undone.

    Args:
        may: the acts that the sender may undo; None for all.
        now: aware UTC.

    Raises:
        Unknown: ``nothing_to_undo``; ``unknown_theme``, when the theme is gone.
        Stale: ``stale_undo``, when what was done afterwards leaves nothing of it to undo.
        Refused: ``not_allowed``; ``cannot_undo``, for a redaction: the old words are gone;
            ``hidden``, when what would be lifted again is hidden now.
    """
    board.locked(db, meeting.id)
    act = db.get(Act, act_id)
    if act is None or act.meeting_id != meeting.id:
        raise Unknown("nothing_to_undo")
    if may is not None and act.act not in may:
        raise Refused("not_allowed")
    if act.undone_at is not None:
        return act
    undo = _WAYS.get(act.act)
    if undo is None:
        raise Refused("cannot_undo")
    undo(db, act, now)
    act.undone_at = now
    return act


MARKS: Mapping[str, tuple[str, str, bool]] = {
    "hide": ("show", "hidden_at", True),
    "show": ("hide", "hidden_at", False),
    "lift": ("lower", "lifted_at", True),
    "lower": ("lift", "lifted_at", False),
    "answer": ("reopen", "answered_at", True),
    "reopen": ("answer", "answered_at", False),
}
"""For what is done with one contribution: its opposite, the mark, and whether it sets the mark."""


def _mark(db: Session, act: Act, now: datetime) -> None:
    """Set or take the mark as it was, unless somebody has set or taken it since."""
    opposite, field, on = MARKS[act.act]
    contribution = db.get_one(Contribution, act.contribution_id)
    later = _later(act, (act.act, opposite)).where(Act.contribution_id == act.contribution_id)
    if db.scalar(later.limit(1)) is not None:
        raise Stale("stale_undo")
    if act.act == "lower" and contribution.hidden_at is not None:
        raise Refused("hidden")
    setattr(contribution, field, None if on else now)
    board.touch(db, contribution)


def _paper(db: Session, act: Act, now: datetime) -> None:
    contribution = db.get_one(Contribution, act.contribution_id)
    if contribution.withdrawn_at is None:
        contribution.withdrawn_at = now
        board.touch(db, contribution)


def _came(db: Session, act: Act, _now: datetime) -> None:
    """Put back what came to a theme or left one."""
    moved = _put_back(db, act)
    if not moved:
        raise Stale("stale_undo")
    on_shelf.announce(db, act.meeting_id, moved, ())


def _made(db: Session, act: Act, now: datetime) -> None:
    """Put back what a new theme was made of; with nothing else in it, it ends."""
    theme = _theme(db, act)
    if theme.dissolved_at is not None:
        raise Stale("stale_undo")
    moved = _put_back(db, act)
    left = on_shelf.members(db, theme)
    if all(one.withdrawn_at for one in left):
        theme.dissolved_at = now
        for one in left:
            one.theme_id = None
    elif not moved:
        raise Stale("stale_undo")
    on_shelf.announce(db, act.meeting_id, moved, {theme.id})


def _ended(db: Session, act: Act, _now: datetime) -> None:
    """Let a theme stand again where it stood, with what was in it and is still where it went."""
    theme = _theme(db, act)
    theme.dissolved_at = None
    # An older act does not say where.
    moved = on_shelf.put_at(db, theme, act.before.get("place") or on_shelf.place_of(db, theme))
    on_shelf.announce(db, act.meeting_id, _put_back(db, act), {theme.id, *moved})


def _renamed(db: Session, act: Act, _now: datetime) -> None:
    theme = _theme_untouched_since(db, act)
    theme.title = act.before["title"]
    theme.revision += 1
    on_shelf.announce(db, act.meeting_id, (), {theme.id})


def _moved(db: Session, act: Act, _now: datetime) -> None:
    theme = _theme_untouched_since(db, act)
    moved = on_shelf.put_at(db, theme, act.before["place"])
    on_shelf.announce(db, act.meeting_id, (), {theme.id, *moved})


_WAYS: Mapping[str, Callable[[Session, Act, datetime], None]] = {
    **dict.fromkeys(MARKS, _mark),
    "paper": _paper,
    ThemeAct.MAKE: _made,
    ThemeAct.SPLIT: _made,
    ThemeAct.ADD: _came,
    ThemeAct.TAKE_OUT: _came,
    ThemeAct.MERGE: _ended,
    ThemeAct.DISSOLVE: _ended,
    ThemeAct.RENAME: _renamed,
    ThemeAct.MOVE: _moved,
}

ACTS = frozenset({*_WAYS, "redact"})
"""Whatever is done with contributions and themes; a redaction cannot be undone."""


def _put_back(db: Session, act: Act) -> Collection[str]:
    """Put what is still where the act put it where it was before; the ids of those that moved.

    What was in a theme that has ended since, or has changed sides, becomes loose.
    """
    was: Mapping[str, int | None] = act.before["was"]
    there = db.scalars(
        select(Contribution).where(
            Contribution.id.in_(list(was)), Contribution.theme_id == act.before["to"]
        )
    ).all()
    kind = kind_of(db.get_one(Exercise, act.exercise_id).kind)
    earlier = {
        theme.id: theme.shelf
        for theme in db.scalars(
            select(Theme).where(
                Theme.id.in_({id for id in was.values() if id is not None}),
                Theme.dissolved_at.is_(None),
            )
        )
    }
    moved = []
    for one in there:
        theme_id = was[one.id]
        if theme_id is not None and earlier.get(theme_id) != kind.shelf(one.body):
            theme_id = None
        if one.theme_id != theme_id:
            one.theme_id = theme_id
            moved.append(one.id)
    return moved


def _later(act: Act, acts: Collection[str]) -> Select[Act]:
    """What was done after ``act`` and not undone."""
    return select(Act).where(
        Act.meeting_id == act.meeting_id,
        Act.id > act.id,
        Act.act.in_(acts),
        Act.undone_at.is_(None),
    )


def _theme(db: Session, act: Act) -> Theme:
    return db.get_one(Theme, act.before["theme"])


def _theme_untouched_since(db: Session, act: Act) -> Theme:
    """The theme of ``act``, when it stands and nobody has done the same to it since."""
    theme = _theme(db, act)
    if theme.dissolved_at is not None:
        raise Unknown("unknown_theme")
    later = _later(act, (act.act,)).where(Act.exercise_id == act.exercise_id)
    if any(one.before["theme"] == theme.id for one in db.scalars(later)):
        raise Stale("stale_undo")
    return theme
