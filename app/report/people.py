"""How many people there were, by their roles: from the registrations, never from what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.languages import gettext
from facilitator import forgetting
from facilitator.models import Meeting
from facilitator.registration.asked.people import ROLES
from facilitator.registration.standing import State


@dataclass(frozen=True)
class People:
    """Those who came, or had a place.

    Args:
        came: how many were ticked at the door; 0 when nobody was.
        placed: how many had a place, those who came without having registered among them.
        roles: of those who had a place; what few people are, and what was not said, is taken
            together with no name.
    """

    came: int = 0
    placed: int = 0
    roles: Sequence[tuple[str, int]] = ()


def people_of(db: Session, meeting: Meeting) -> People:
    """The people of ``meeting``, the same before and after their names are forgotten."""
    figures: dict[str, Any] = forgetting.figures_kept(db, meeting)
    if not figures:
        return People()
    roles = [
        (gettext(ROLES[role]) if role in ROLES else role, count)
        for role, count in figures["roles"].items()
    ]
    named = sorted(((role, n) for role, n in roles if role), key=lambda one: (-one[1], one[0]))
    rest = [(role, n) for role, n in roles if not role]
    return People(
        came=figures["arrived"],
        placed=figures["states"].get(State.CONFIRMED, 0),
        # Nothing is told apart when all are in one heap.
        roles=(*named, *rest) if named else (),
    )
