"""Those who registered together, and who of them gets the letters."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Registration
from facilitator.registration.standing import State


def party_of(db: Session, registration: Registration) -> list[Registration]:
    """Those who were registered together with the person, in order; cancelled ones too."""
    return list(
        db.scalars(
            select(Registration)
            .where(
                Registration.meeting_id == registration.meeting_id,
                Registration.party_id == registration.party_id,
            )
            .order_by(Registration.number)
            .execution_options(populate_existing=True)
        )
    )


def contact_of(db: Session, registration: Registration) -> Registration:
    """Whom letters to the person's party go to."""
    return contact(party_of(db, registration))


def contact(party: Sequence[Registration]) -> Registration:
    """Whom letters to ``party`` go to: the first who has an address and still comes.

    When nobody has, it is who registered them, who may have given up the own place only.
    """
    return next((one for one in party if one.email and one.state != State.CANCELLED), party[0])


def apart(people: Sequence[Registration]) -> list[list[Registration]]:
    """``people`` by the parties they belong to, in the order in which these come first."""
    parties: dict[str, list[Registration]] = {}
    for one in people:
        parties.setdefault(one.party_id, []).append(one)
    return list(parties.values())
