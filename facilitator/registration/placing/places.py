"""Who has a place: the only functions that change how many of a meeting's places are taken.

Each one first takes the meeting's turn, so that what it counts stays true until it commits, and
ends by offering what is free to those who wait, in order. A party is decided as a whole. More
places than there are taken only when an organiser says so.

They are called before anything else of the transaction is written, so that no two wait for each
other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Closed, Invalid, Refused
from facilitator.models import Meeting, Registration
from facilitator.registration import parties, times, told, turns
from facilitator.registration.asked.people import Person, address_of
from facilitator.registration.parties import party_of
from facilitator.registration.placing import line, steps
from facilitator.registration.post import letters
from facilitator.registration.post.letters import LetterKind
from facilitator.registration.standing import By, State


@dataclass(frozen=True)
class Registered:
    """What became of a form: the people of the party, the first one first.

    ``fresh`` is False when the address was known before.
    """

    people: Sequence[Registration]
    fresh: bool


def register(
    db: Session,
    meeting: Meeting,
    people: Sequence[Person],
    *,
    form: str,
    language: str,
    new_id: Callable[[], str],
    now: datetime,
) -> Registered:
    """Register a party by the public form: all of them get a place, or all of them wait.

    When the first one's address is registered already, nothing changes, and a letter with the
    link goes there, at most one an hour, unless it is the same form that was sent twice.

    Args:
        people: the one who registers first, who has an e-mail address; then who comes along.
        form: the form's own id.
        language: what its letters are written in.
        new_id: makes the id of a registration.
        now: aware UTC.

    Raises:
        Closed: ``registration_closed``.
        Invalid: ``bad_party`` with the ``most`` who may register together.
    """
    turn = turns.take(db, meeting, now)
    most = steps.party_most(turn.invitation)
    if not 1 <= len(people) <= most:
        raise Invalid("bad_party", most=most)
    known = steps.known(turn, people, form)
    address = address_of(people[0].email)
    same = next((one for one in known if one.address == address), None)
    twice = same is not None and same.form == form
    closed = not turn.invitation.open or now >= times.closes_at(turn.plan, turn.invitation)
    if closed and not twice:
        # Also to those who are registered: nobody finds out who is.
        raise Closed("registration_closed")
    if same is not None:
        if not twice:
            letters.write_link(db, same, now)
        return Registered(party_of(db, same), fresh=False)
    for one in known:
        if one.form == form:
            # Somebody went back to it and filled it in for another one.
            one.form = None
    there = turn.counts()
    taken = {one.address for one in known}
    rows = steps.rows_of(turn, people, [new_id() for _ in people], language, taken)
    rows[0].form = form
    for row in rows:
        row.consented_at = now
    letters.write(db, rows[0], steps.place(turn, rows, there), now)
    steps.settle(turn)
    return Registered(rows, fresh=True)


def add(
    db: Session,
    meeting: Meeting,
    person: Person,
    *,
    over: bool,
    id: str,
    language: str,
    now: datetime,
) -> Registration:
    """Put somebody on the list as an organiser: a place when there is one, else they wait.

    The same ``id`` again is the same person.

    Args:
        over: give a place although all are taken.
        now: aware UTC.

    Raises:
        Refused: ``known_address``.
        Unknown: ``unknown_registration``, when the ``id`` is another meeting's.
    """
    turn = turns.take(db, meeting, now)
    before = steps.earlier(turn, id)
    if before is not None:
        return before
    steps.refuse_known(turn, [person])
    there = turn.counts()
    [row] = steps.rows_of(turn, [person], [id], language)
    letters.write(db, row, steps.place(turn, [row], there, over=over), now)
    steps.settle(turn)
    return row


def add_all(
    db: Session,
    meeting: Meeting,
    people: Sequence[Person],
    *,
    over: bool,
    new_id: Callable[[], str],
    language: str,
    now: datetime,
) -> Sequence[Registration]:
    """Put people on the list as if each of them was added in turn, but all at once.

    Args:
        people: each comes alone, and no two have the same address.
        over: give them places although all are taken.
        new_id: makes the id of a registration.
        now: aware UTC.

    Raises:
        Refused: ``known_address``, when one of them is registered already.
    """
    turn = turns.take(db, meeting, now)
    steps.refuse_known(turn, people)
    # What can be offered already is not for those who come now.
    steps.settle(turn)
    rows = steps.rows_alone(turn, people, [new_id() for _ in people], language)
    if rows:
        told.note(db, rows[0])
    there = turn.counts()
    free = len(rows) if over or there.free is None else there.free
    placed = 0 if there.waiting and not over else min(free, len(rows))
    for some in (rows[:placed], rows[placed:]):
        if some:
            kind = steps.place(turn, some, turn.counts(), over=over)
            with db.no_autoflush:
                for row in some:
                    letters.write(db, row, kind, now)
    steps.settle(turn)
    return rows


def admit(
    db: Session, meeting: Meeting, person: Person, *, id: str, language: str, now: datetime
) -> Registration:
    """Let in somebody at the door who had not registered; over when all places are taken.

    The same ``id`` again is the same person. No letter is written, and an address that somebody
    registered with is not taken over.

    Args:
        now: aware UTC.

    Raises:
        Unknown: ``unknown_registration``, when the ``id`` is another meeting's.
    """
    turn = turns.take(db, meeting, now)
    before = steps.earlier(turn, id)
    if before is not None:
        return before
    taken = {one.address for one in steps.known(turn, [person])}
    there = turn.counts()
    [row] = steps.rows_of(turn, [person], [id], language, taken)
    row.walk_in = True
    steps.confirm(turn, [row], there)
    steps.settle(turn)
    return row


def change(
    db: Session, meeting: Meeting, registration: Registration, person: Person, now: datetime
) -> None:
    """Write down what is now said of somebody; whether they have a place stays as it is.

    Raises:
        Refused: ``known_address``, when somebody else has registered with that address.
    """
    turn = turns.take(db, meeting, now)
    one = turn.one(registration)
    address = address_of(person.email)
    if one.state != State.CANCELLED and address != address_of(one.email):
        steps.refuse_known(turn, [person])
        one.address = address
    one.name, one.email, one.role = person.name, person.email, person.role
    one.municipality, one.diet = person.municipality, person.diet
    one.answers = dict(person.answers)
    changes.touch(db, meeting.id, changes.REGISTRATIONS)


def accept(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Take the place that is held for the registration's party; a second time changes nothing.

    Raises:
        Refused: ``offer_over``.
    """
    turn = turns.take(db, meeting, now)
    line.shorten(turn)
    party = party_of(db, registration)
    offered = [one for one in party if one.offered_until is not None and now < one.offered_until]
    if not offered:
        if any(one.state == State.CONFIRMED for one in party):
            return
        raise Refused("offer_over")
    for one in offered:
        one.state, one.offered_until = State.CONFIRMED, None
    letters.write(db, parties.contact(party), LetterKind.CONFIRMED, now)
    steps.settle(turn)


def decline(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Give up the places that are held for the registration's party, as one of them."""
    turn = turns.take(db, meeting, now)
    party = party_of(db, registration)
    offered = [one for one in party if one.state == State.OFFERED]
    steps.give_up(turn, offered, By.PERSON, LetterKind.CANCELLED)
    steps.settle(turn)


def cancel(
    db: Session, meeting: Meeting, people: Sequence[Registration], *, by: By, now: datetime
) -> None:
    """Give up the places of ``people``, or their places in the waiting list.

    Those who cancelled before are left as they are.
    """
    turn = turns.take(db, meeting, now)
    gone = [one for one in turn.fresh(people) if one.state != State.CANCELLED]
    steps.give_up(turn, gone, by, LetterKind.CANCELLED)
    steps.settle(turn)


def restore(
    db: Session, meeting: Meeting, registration: Registration, *, over: bool, now: datetime
) -> None:
    """Undo a cancellation: the person gets a place when one is free, else waits.

    They wait as the last, or with those of their party who wait.

    Args:
        over: give a place although all are taken.

    Raises:
        Refused: ``known_address``, when somebody has registered with that address since.
    """
    turn = turns.take(db, meeting, now)
    one = turn.one(registration)
    if one.state != State.CANCELLED:
        return
    others = steps.known(turn, [Person(one.name, one.email)])
    if any(other.party_id != one.party_id for other in others):
        raise Refused("known_address", field="email")
    one.address = None if others else address_of(one.email)
    one.cancelled_at, one.cancelled_by = None, ""
    kind = steps.place(turn, [one], turn.counts(), over=over)
    line.close_ranks(turn)
    letters.write(db, parties.contact_of(db, one), kind, now)
    steps.settle(turn)


def give_place(
    db: Session, meeting: Meeting, people: Sequence[Registration], now: datetime
) -> None:
    """Give ``people`` who wait a place at once, as an organiser, also when all are taken."""
    turn = turns.take(db, meeting, now)
    waiting = [one for one in turn.fresh(people) if one.state in (State.WAITING, State.OFFERED)]
    steps.confirm(turn, waiting, turn.counts())
    for party in parties.apart(waiting):
        letters.write(db, parties.contact_of(db, party[0]), LetterKind.CONFIRMED, now)
    steps.settle(turn)


def move_up(db: Session, meeting: Meeting, registration: Registration, now: datetime) -> None:
    """Move the registration's party one place up in the waiting list."""
    turn = turns.take(db, meeting, now)
    line.swap(turn, registration)
    steps.settle(turn)


def resize(db: Session, meeting: Meeting, capacity: int | None, now: datetime) -> None:
    """Set how many places there are; fewer than are taken takes nobody's place away."""
    turn = turns.take(db, meeting, now)
    turn.invitation.capacity = capacity
    steps.settle(turn)


def expire(db: Session, meeting: Meeting, now: datetime) -> None:
    """Take back the offers whose time is over, and offer what is free to the next in line."""
    turn = turns.take(db, meeting, now)
    line.shorten(turn)
    late = db.scalars(
        select(Registration)
        .where(Registration.meeting_id == meeting.id, Registration.offered_until <= now)
        .order_by(Registration.line)
        .execution_options(populate_existing=True)
    )
    steps.give_up(turn, late.all(), By.OFFER, LetterKind.LAPSED)
    steps.settle(turn)
