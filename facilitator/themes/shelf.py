"""The themes on a shelf of an exercise and what is in them, as the database has them."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Refused, Unknown
from facilitator.models import Contribution, Exercise, Theme


def standing(db: Session, exercise_id: int, shelf: str) -> Sequence[Theme]:
    """The themes on a shelf, in order."""
    return db.scalars(
        select(Theme)
        .where(
            Theme.exercise_id == exercise_id,
            Theme.shelf == shelf,
            Theme.dissolved_at.is_(None),
        )
        .order_by(Theme.position, Theme.id)
    ).all()


def new(db: Session, exercise: Exercise, shelf: str, title: str) -> Theme:
    """An empty theme, the last of its shelf."""
    last = max((one.position for one in standing(db, exercise.id, shelf)), default=0)
    theme = Theme(
        meeting_id=exercise.meeting_id,
        exercise_id=exercise.id,
        shelf=shelf,
        title=title,
        position=last + 1,
    )
    db.add(theme)
    db.flush()
    return theme


def place_of(db: Session, theme: Theme) -> int:
    """Which of its shelf a standing theme is; 1 is the first."""
    return standing(db, theme.exercise_id, theme.shelf).index(theme) + 1


def put_at(db: Session, theme: Theme, place: int) -> Collection[int]:
    """Let a standing theme be number ``place`` of its shelf, or the last when there are fewer.

    Returns:
        The ids of the themes whose position is another now; none when it was there already.
    """
    order = list(standing(db, theme.exercise_id, theme.shelf))
    others = [one for one in order if one is not theme]
    before = min(max(place - 1, 0), len(others))
    wanted = [*others[:before], theme, *others[before:]]
    if wanted == order:
        return ()
    moved = []
    for position, one in enumerate(wanted, start=1):
        if one.position != position:
            one.position = position
            moved.append(one.id)
    return moved


def in_exercise(db: Session, exercise: Exercise, ids: Sequence[str]) -> list[Contribution]:
    """The contributions in the order of ``ids``, when all of them stand and are the room's.

    Raises:
        Unknown: ``unknown_contribution``.
        Refused: ``other_exercise``, when one answers another exercise.
    """
    found = {
        one.id: one
        for one in db.scalars(
            select(Contribution).where(
                Contribution.id.in_(ids),
                Contribution.meeting_id == exercise.meeting_id,
                Contribution.shared,
                Contribution.withdrawn_at.is_(None),
            )
        )
    }
    if not found.keys() >= set(ids):
        raise Unknown("unknown_contribution")
    if any(one.exercise_id != exercise.id for one in found.values()):
        raise Refused("other_exercise")
    return [found[id] for id in dict.fromkeys(ids)]


def members(db: Session, theme: Theme) -> Sequence[Contribution]:
    """All that is in a theme; what was withdrawn since is among them."""
    return db.scalars(select(Contribution).where(Contribution.theme_id == theme.id)).all()


def announce(
    db: Session, meeting_id: int, contributions: Collection[str], themes: Collection[int]
) -> None:
    """Announce a change of ``themes``, and that ``contributions`` came, went or moved."""
    tables = db.scalars(
        select(Contribution.table_id)
        .where(or_(Contribution.id.in_(list(contributions)), Contribution.theme_id.in_(themes)))
        .distinct()
    ).all()
    shown = (changes.CONTRIBUTIONS, *map(changes.of_table, sorted(tables))) if tables else ()
    changes.touch(db, meeting_id, changes.THEMES, *shown)
