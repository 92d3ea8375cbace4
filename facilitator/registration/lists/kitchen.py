"""What the kitchen needs to know: how many will eat, and what some of them cannot eat."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Registration
from facilitator.registration.standing import State


@dataclass(frozen=True)
class Diet:
    """What somebody wrote, and how many wrote the same."""

    words: str
    count: int


@dataclass(frozen=True)
class Kitchen:
    """``eaters`` have a place; ``offered`` have been offered one and may come as well."""

    eaters: int
    offered: int
    diets: Sequence[Diet]

    @property
    def anything(self) -> int:
        """How many of the eaters wrote nothing."""
        return self.eaters - sum(diet.count for diet in self.diets)


def kitchen_of(db: Session, meeting_id: int) -> Kitchen:
    """Nobody's name: those who wrote the same, but for letters' size and full stops, are one.

    The most frequent come first. One query.
    """
    found = db.execute(
        select(Registration.state, Registration.diet).where(
            Registration.meeting_id == meeting_id,
            Registration.state.in_((State.CONFIRMED, State.OFFERED)),
        )
    ).all()
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        words = " ".join(row.diet.split()).rstrip(" .,;")
        if words and row.state == State.CONFIRMED:
            written[words.casefold()][words] += 1
    diets = [Diet(said.most_common(1)[0][0], said.total()) for said in written.values()]
    states = Counter(row.state for row in found)
    return Kitchen(
        eaters=states[State.CONFIRMED],
        offered=states[State.OFFERED],
        diets=sorted(diets, key=lambda diet: (-diet.count, diet.words.casefold())),
    )
