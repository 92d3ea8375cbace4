"""What the acts on places are made of: the steps that people go through within one turn."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, or_, select, update

from facilitator import changes
from facilitator.errors import Refused, Unknown
from facilitator.models import Invitation, Registration
from facilitator.registration import parties, promise
from facilitator.registration.asked.people import Person, address_of
from facilitator.registration.placing import line
from facilitator.registration.post import letters
from facilitator.registration.post.letters import LetterKind
from facilitator.registration.standing import By, Counts, State
from facilitator.registration.turns import Turn

_NUMBER = (
    update(Invitation)
    .where(Invitation.meeting_id == bindparam("meeting"))
    .values(last_number=Invitation.last_number + bindparam("people"))
    .returning(Invitation.last_number)
)


def party_most(invitation: Invitation) -> int:
    """How many may register together: more than there are places would wait for ever."""
    places = invitation.party_most if invitation.capacity is None else invitation.capacity
    return min(invitation.party_most, max(1, places))


def known(turn: Turn, people: Sequence[Person], form: str = "") -> list[Registration]:
    """Those who are registered with an address of ``people``, or by ``form``."""
    addresses = {address for one in people if (address := address_of(one.email))}
    ways = [Registration.address.in_(addresses), Registration.form.in_([form] if form else [])]
    return list(
        turn.db.scalars(
            select(Registration)
            .where(Registration.meeting_id == turn.meeting.id, or_(*ways))
            .execution_options(populate_existing=True)
        )
    )


def earlier(turn: Turn, id: str) -> Registration | None:
    """The person of that id, when the same request came before."""
    found = turn.db.get(Registration, id)
    if found is not None and found.meeting_id != turn.meeting.id:
        raise Unknown("unknown_registration")
    return found


def refuse_known(turn: Turn, people: Sequence[Person]) -> None:
    """Raise ``known_address`` when somebody is registered with an address of ``people``."""
    if known(turn, people):
        raise Refused("known_address", field="email")


def rows_of(
    turn: Turn,
    people: Sequence[Person],
    ids: Sequence[str],
    language: str,
    taken: Collection[str | None] = (),
) -> list[Registration]:
    """Rows for a party that is new here; who has one of the ``taken`` addresses goes without."""
    turn.db.flush()
    promise.give(turn.db, turn.meeting)
    counted = {"meeting": turn.meeting.id, "people": len(people)}
    last = turn.db.connection().execute(_NUMBER, counted).scalar_one()
    given = set(taken)
    rows = []
    for number, (person, id) in enumerate(zip(people, ids, strict=True), last - len(people) + 1):
        address = address_of(person.email)
        rows.append(
            Registration(
                id=id,
                meeting_id=turn.meeting.id,
                number=number,
                line=number,
                party_id=ids[0],
                name=person.name,
                email=person.email,
                address=None if address in given else address,
                role=person.role,
                municipality=person.municipality,
                diet=person.diet,
                answers=dict(person.answers),
                language=language,
                created_at=turn.now,
            )
        )
        given.add(address)
    return rows


def rows_alone(
    turn: Turn, people: Sequence[Person], ids: Sequence[str], language: str
) -> list[Registration]:
    """Rows for people who are new here and come one by one."""
    rows = rows_of(turn, people, ids, language) if people else []
    for row in rows:
        row.party_id = row.id
    return rows


def place(
    turn: Turn, rows: Sequence[Registration], there: Counts, *, over: bool = False
) -> LetterKind:
    """Give ``rows``, who have no places, theirs together, or let them wait together.

    Args:
        there: how the registrations stood before.
        over: give them places although all are taken, or others wait.

    Returns:
        What is to be written to them.
    """
    fits = there.fits(len(rows)) and not there.waiting
    if fits or over:
        confirm(turn, rows, there)
    else:
        for number, row in enumerate(rows, line.next_line(turn)):
            row.state, row.line = State.WAITING, number
        _keep(turn, rows)
    return LetterKind.CONFIRMED if fits or over else LetterKind.WAITING


def confirm(turn: Turn, rows: Sequence[Registration], there: Counts) -> None:
    """Give ``rows`` places; those are over for whom there is none.

    Args:
        there: how the registrations stood before; who was offered a place holds one already.
    """
    more = 0
    for row in rows:
        if row.state != State.OFFERED:
            more += 1
            row.over = not there.fits(more)
        row.state, row.offered_until, row.stood = State.CONFIRMED, None, {}
    _keep(turn, rows)


def _keep(turn: Turn, rows: Sequence[Registration]) -> None:
    turn.db.add_all(rows)
    # A letter refers to its person, who must be there first.
    turn.db.flush()


def give_up(turn: Turn, people: Sequence[Registration], by: By, kind: LetterKind) -> None:
    """Take the places of ``people``, held or waited for, and write ``kind`` to their parties."""
    for party in parties.apart(people):
        contact = parties.contact_of(turn.db, party[0])
        for one in party:
            one.state, one.offered_until, one.over = State.CANCELLED, None, False
            one.cancelled_at, one.cancelled_by = turn.now, by
            # Both may be used anew.
            one.address, one.form = None, None
        letters.write(turn.db, contact, kind, turn.now)


def settle(turn: Turn) -> None:
    """End the turn: offer what is free to those who wait, and announce that something changed."""
    there = turn.counts()
    if there.offered:
        line.shorten(turn)
    line.offer_free(turn, there)
    changes.touch(turn.db, turn.meeting.id, changes.REGISTRATIONS)
