"""Whether a letter still tells the truth when it is about to be sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Letter, Meeting, Registration
from facilitator.programme.rows import plan_of
from facilitator.registration import times
from facilitator.registration.parties import apart
from facilitator.registration.post.letters import LetterKind
from facilitator.registration.standing import LIVE, By, State


@dataclass(frozen=True)
class Standing:
    """How things are: the party that the letter is about, and whether the meeting has begun."""

    party: Sequence[Registration]
    now: datetime
    begun: bool

    def has(self, *states: str) -> bool:
        """Whether anybody of the party stands so."""
        return any(one.state in states for one in self.party)


def is_true(letter: Letter, standing: Standing) -> bool:
    """Whether what ``letter`` tells is so; one that is overtaken is not sent."""
    so = _SO.get(letter.kind)
    return so is None or so(letter, standing)


def _offered(letter: Letter, standing: Standing) -> bool:
    """The very offer of the letter still stands; a later one has a letter of its own."""
    until = datetime.fromisoformat(letter.facts["until"])
    return until > standing.now and any(
        one.state == State.OFFERED and one.offered_until == until for one in standing.party
    )


def _lapsed(_letter: Letter, standing: Standing) -> bool:
    return not standing.has(*LIVE) and any(one.cancelled_by == By.OFFER for one in standing.party)


def _expected(_letter: Letter, standing: Standing) -> bool:
    """Somebody has a place and did not just walk in, who is there already."""
    return any(one.state == State.CONFIRMED and not one.walk_in for one in standing.party)


def _coming(_letter: Letter, standing: Standing) -> bool:
    return standing.has(State.CONFIRMED)


_SO: Mapping[str, Callable[[Letter, Standing], bool]] = {
    LetterKind.CONFIRMED: _expected,
    LetterKind.WAITING: lambda _letter, standing: standing.has(State.WAITING),
    LetterKind.AGAIN: lambda _letter, standing: standing.has(*LIVE),
    LetterKind.OFFER: _offered,
    LetterKind.LAPSED: _lapsed,
    LetterKind.CANCELLED: lambda _letter, standing: standing.has(State.CANCELLED),
    LetterKind.REMINDER: lambda letter, standing: not standing.begun and _coming(letter, standing),
    LetterKind.CHANGED: lambda _letter, standing: not standing.begun and standing.has(*LIVE),
    LetterKind.THANKS: _coming,
    LetterKind.MESSAGE: _coming,
}


def true_ones(
    db: Session, meeting: Meeting, letters: Sequence[Letter], now: datetime
) -> Sequence[Letter]:
    """Those of the meeting's ``letters`` that are true at ``now`` (aware UTC).

    Three queries at most.
    """
    if not letters:
        return ()
    begun = times.has_begun(db, meeting, plan_of(db, meeting), now)
    everybody = db.scalars(select(Registration).where(Registration.meeting_id == meeting.id)).all()
    party_of = {one.id: party for party in apart(everybody) for one in party}
    return [
        letter
        for letter in letters
        if is_true(letter, Standing(party_of.get(letter.registration_id or "", ()), now, begun))
    ]
