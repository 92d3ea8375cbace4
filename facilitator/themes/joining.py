"""What helpers do with themes: make, add, take out, rename, split, merge, move, dissolve.

All functions take ``db`` (in a writing transaction), ``who`` does it and ``now`` (aware UTC), and
lock the meeting first. They give the ``Act`` that was logged, which ``facilitator.reverting``
undoes, or None when everything was so already.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from facilitator.board import locked
from facilitator.errors import Invalid, Refused, Stale, Unknown
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Kind
from facilitator.exercises.phases import exercise_of
from facilitator.models import Act, Contribution, Exercise, Meeting, Theme
from facilitator.parsing import text
from facilitator.themes import shelf as on_shelf
from facilitator.themes.titles import TITLE_MOST, title_from


class ThemeAct(StrEnum):
    """What is done with themes, as acts are logged and messages say it."""

    MAKE = "make"
    ADD = "add"
    TAKE_OUT = "take_out"
    RENAME = "rename"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"
    DISSOLVE = "dissolve"


def make(
    db: Session,
    meeting: Meeting,
    *,
    exercise_id: int,
    ids: Sequence[str] = (),
    title: str = "",
    shelf: str = "",
    who: str,
    now: datetime,
) -> Act:
    """Make a theme, the last of its shelf, and join contributions in it.

    Args:
        ids: contributions, which leave the themes that they were in; none makes an empty theme.
        title: empty takes the words of the first contribution.
        shelf: where an empty theme stands; the contributions say it otherwise.

    Raises:
        Unknown: ``unknown_exercise``, ``unknown_contribution``.
        Refused: ``no_themes``, ``other_exercise``, ``mixed_shelves``.
        Invalid: ``no_text``, ``too_long``, ``bad_choice``.
    """
    locked(db, meeting.id)
    exercise = exercise_of(db, meeting, exercise_id)
    kind = kind_of(exercise.kind)
    if not kind.has_themes:
        raise Refused("no_themes")
    ones = on_shelf.in_exercise(db, exercise, ids)
    shelf = _shelf_of(kind, ones) if ones else shelf
    if shelf not in kind.shelves:
        raise Invalid("bad_choice", field="shelf")
    theme = on_shelf.new(db, exercise, shelf, _title(title or _first_words(kind, ones)))
    before = {"theme": theme.id, "to": theme.id, "was": _place(ones, theme.id)}
    return _log(db, exercise, ThemeAct.MAKE, before, who, now)


def add(
    db: Session, meeting: Meeting, *, theme_id: int, ids: Sequence[str], who: str, now: datetime
) -> Act | None:
    """Put contributions in a theme; they leave the themes that they were in.

    Raises:
        Unknown: ``unknown_theme``, ``unknown_contribution``.
        Refused: ``other_exercise``, ``mixed_shelves``.
    """
    theme, exercise = _theme(db, meeting, theme_id)
    ones = on_shelf.in_exercise(db, exercise, ids)
    if ones and _shelf_of(kind_of(exercise.kind), ones) != theme.shelf:
        raise Refused("mixed_shelves")
    was = _place(ones, theme.id)
    if not was:
        return None
    before = {"theme": theme.id, "to": theme.id, "was": was}
    return _log(db, exercise, ThemeAct.ADD, before, who, now)


def take_out(
    db: Session, meeting: Meeting, *, ids: Sequence[str], who: str, now: datetime
) -> Act | None:
    """Take contributions to one exercise out of the themes that they are in.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``other_exercise``.
    """
    locked(db, meeting.id)
    first = db.get(Contribution, ids[0]) if ids else None
    if first is None or first.meeting_id != meeting.id:
        raise Unknown("unknown_contribution")
    exercise = db.get_one(Exercise, first.exercise_id)
    was = _place(on_shelf.in_exercise(db, exercise, ids), None)
    if not was:
        return None
    return _log(db, exercise, ThemeAct.TAKE_OUT, {"to": None, "was": was}, who, now)


def rename(
    db: Session,
    meeting: Meeting,
    *,
    theme_id: int,
    title: str,
    base: int,
    who: str,
    now: datetime,
) -> Act | None:
    """Give a theme another title.

    Args:
        base: the revision of the theme that the writer saw.

    Raises:
        Unknown: ``unknown_theme``.
        Invalid: ``no_text``, ``too_long``.
        Stale: ``stale_title``, when somebody renamed it since (``title``, ``revision``).
    """
    theme, exercise = _theme(db, meeting, theme_id)
    title = _title(title)
    if title == theme.title:
        return None
    if base != theme.revision:
        raise Stale("stale_title", title=theme.title, revision=theme.revision)
    before = {"theme": theme.id, "title": theme.title, "after": title}
    theme.title = title
    theme.revision += 1
    return _log(db, exercise, ThemeAct.RENAME, before, who, now)


def split(
    db: Session,
    meeting: Meeting,
    *,
    theme_id: int,
    ids: Sequence[str],
    title: str = "",
    who: str,
    now: datetime,
) -> Act:
    """Let chosen contributions of a theme become one of their own, right after it.

    What somebody else has taken out of the theme meanwhile stays where it is now.

    Args:
        title: empty takes the words of the first contribution.

    Raises:
        Unknown: ``unknown_theme``, ``unknown_contribution``.
        Refused: ``other_exercise``; ``none_chosen``, when none of ``ids`` is in the theme.
        Invalid: ``no_text``, ``too_long``.
    """
    theme, exercise = _theme(db, meeting, theme_id)
    ones = [one for one in on_shelf.in_exercise(db, exercise, ids) if one.theme_id == theme.id]
    if not ones:
        raise Refused("none_chosen")
    title = _title(title or _first_words(kind_of(exercise.kind), ones))
    after = on_shelf.place_of(db, theme) + 1
    new = on_shelf.new(db, exercise, theme.shelf, title)
    moved = on_shelf.put_at(db, new, after)
    before = {"theme": new.id, "to": new.id, "was": _place(ones, new.id)}
    return _log(db, exercise, ThemeAct.SPLIT, before, who, now, moved)


def merge(
    db: Session, meeting: Meeting, *, theme_id: int, into: int, who: str, now: datetime
) -> Act:
    """Put all that is in a theme in another one, and end the first.

    Raises:
        Unknown: ``unknown_theme``.
        Invalid: ``bad_choice``, when it is one and the same.
        Refused: ``other_exercise``, ``mixed_shelves``.
    """
    theme, exercise = _theme(db, meeting, theme_id)
    target, _exercise = _theme(db, meeting, into)
    if theme is target:
        raise Invalid("bad_choice", field="into")
    if theme.exercise_id != target.exercise_id:
        raise Refused("other_exercise")
    if theme.shelf != target.shelf:
        raise Refused("mixed_shelves")
    place = on_shelf.place_of(db, theme)
    was = _place(on_shelf.members(db, theme), target.id)
    theme.dissolved_at = now
    before = {"theme": theme.id, "to": target.id, "was": was, "place": place}
    return _log(db, exercise, ThemeAct.MERGE, before, who, now)


def move(
    db: Session, meeting: Meeting, *, theme_id: int, place: int, who: str, now: datetime
) -> Act | None:
    """Put a theme in another place among those of its shelf.

    Args:
        place: 1 is the first; more than there are is the last.

    Raises:
        Unknown: ``unknown_theme``.
    """
    theme, exercise = _theme(db, meeting, theme_id)
    earlier = on_shelf.place_of(db, theme)
    moved = on_shelf.put_at(db, theme, place)
    if not moved:
        return None
    before = {"theme": theme.id, "place": earlier, "after": place}
    return _log(db, exercise, ThemeAct.MOVE, before, who, now, moved)


def dissolve(db: Session, meeting: Meeting, *, theme_id: int, who: str, now: datetime) -> Act:
    """End a theme; its contributions are loose again.

    Raises:
        Unknown: ``unknown_theme``.
    """
    theme, exercise = _theme(db, meeting, theme_id)
    place = on_shelf.place_of(db, theme)
    was = _place(on_shelf.members(db, theme), None)
    theme.dissolved_at = now
    before = {"theme": theme.id, "to": None, "was": was, "place": place}
    return _log(db, exercise, ThemeAct.DISSOLVE, before, who, now)


def _theme(db: Session, meeting: Meeting, theme_id: int) -> tuple[Theme, Exercise]:
    """The theme, when it stands, with its exercise; the meeting is locked from here on."""
    locked(db, meeting.id)
    theme = db.get(Theme, theme_id)
    if theme is None or theme.meeting_id != meeting.id or theme.dissolved_at is not None:
        raise Unknown("unknown_theme")
    return theme, db.get_one(Exercise, theme.exercise_id)


def _shelf_of(kind: Kind, ones: Sequence[Contribution]) -> str:
    shelves = {kind.shelf(one.body) for one in ones}
    if len(shelves) > 1:
        raise Refused("mixed_shelves")
    return shelves.pop()


def _title(title: str) -> str:
    return " ".join(text(title, "title", most=TITLE_MOST).split())


def _first_words(kind: Kind, ones: Sequence[Contribution]) -> str:
    return title_from(kind, ones[0].body) if ones else ""


def _place(ones: Sequence[Contribution], theme_id: int | None) -> dict[str, int | None]:
    """Put ``ones`` in a theme, or in none; where those were that moved."""
    was = {one.id: one.theme_id for one in ones if one.theme_id != theme_id}
    for one in ones:
        one.theme_id = theme_id
    return was


def _log(
    db: Session,
    exercise: Exercise,
    act: ThemeAct,
    before: dict[str, Any],
    who: str,
    now: datetime,
    moved: Collection[int] = (),
) -> Act:
    """Log what was done, with what it takes to undo it, and announce it."""
    logged = Act(
        meeting_id=exercise.meeting_id,
        exercise_id=exercise.id,
        at=now,
        who=who,
        act=act.value,
        before=before,
    )
    db.add(logged)
    db.flush()
    themes = {*moved, *([before["theme"]] if "theme" in before else ())}
    on_shelf.announce(db, exercise.meeting_id, before.get("was", ()), themes)
    return logged
