"""The keys in links: derived from the secret, so nothing is stored and any can be shown again."""

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import String, and_, bindparam, cast, select, update
from sqlalchemy.orm import Session

from facilitator.errors import Unknown
from facilitator.models import Meeting, Organiser, Participant, Registration, Table

_MAC_BYTES = 20
_LONGEST_KEY = 200
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_KEY = re.compile(r"[A-Za-z0-9_.-]+")
"""PostgreSQL takes no query with a NUL in it."""


class Role(StrEnum):
    """What a key is for; the first letter of the key says it."""

    PHONE = "phone"
    STAGE = "stage"
    CONSOLE = "console"
    THEMES = "themes"
    VIEW = "view"
    """What a table's phones show, for the moderator to look at."""
    DOOR = "door"
    """Those who receive people at the door."""
    REGISTRATION = "registration"
    """A person's own registration: to see, change and give up."""
    BADGE = "badge"
    """What a person wears: it only says who comes in and where they sit."""
    ORGANISE = "organise"


_ROLES = {role[0]: role for role in Role}

_GENERATION = {
    Role.PHONE: "generation",
    Role.STAGE: "stage_generation",
    Role.CONSOLE: "console_generation",
    Role.VIEW: "console_generation",
    Role.THEMES: "themes_generation",
    Role.DOOR: "door_generation",
}
"""Where a meeting keeps the number that is raised to revoke the keys of a role."""


@dataclass(frozen=True)
class Access:
    """What the holder of a key may act as.

    ``meeting_id`` is 0 and ``code`` is empty for an organiser, whose key opens the whole
    installation once. ``seat`` is a phone's participant; for a screen of the moderator that is
    about one table, it is that table's number; for a person's own page the registration; for an
    organiser their number.
    """

    role: Role
    meeting_id: int = 0
    code: str = ""
    seat: str = ""
    generation: int = 0

    @property
    def participant_id(self) -> str | None:
        """The participant, for a phone."""
        return self.seat if self.role is Role.PHONE else None


def make_key(secret: str, meeting: Meeting, role: Role, seat: str = "") -> str:
    """The key of ``role`` in ``meeting``, fit for an address.

    Args:
        seat: a phone's participant id, or a table's number; ASCII without a full stop.
    """
    mac = _mac(secret, role, meeting.id, seat, generation_of(meeting, role))
    return f"{role[0]}{meeting.code}.{seat}.{mac}"


def make_entry_key(secret: str, organiser: Organiser) -> str:
    """The key by which an organiser comes in once; fit for an address."""
    role, seat = Role.ORGANISE, str(organiser.id)
    return f"{role[0]}.{seat}.{_mac(secret, role, 0, seat, organiser.entries)}"


def make_own_key(
    secret: str, meeting: Meeting, registration: Registration, role: Role = Role.REGISTRATION
) -> str:
    """A person's own key, to their registration or on their badge; fit for an address."""
    seat, generation = registration.id, registration.key_generation
    mac = _mac(secret, role, meeting.id, seat, generation)
    return f"{role[0]}{meeting.code}.{seat}.{mac}"


def generation_of(meeting: Meeting, role: Role) -> int:
    """The number that the keys of ``role`` in ``meeting`` have now."""
    generation: int = getattr(meeting, _GENERATION[role])
    return generation


def renew(db: Session, meeting: Meeting, role: Role) -> None:
    """Revoke the keys of ``role`` in ``meeting``; those that are made from now on hold."""
    name = _GENERATION[role]
    raised = {name: getattr(Meeting, name) + 1}
    db.execute(update(Meeting).where(Meeting.id == meeting.id).values(raised))
    db.refresh(meeting)


def held(db: Session, accesses: Collection[Access]) -> Collection[Access]:
    """Those of ``accesses``, to meetings, whose key still holds; in two queries at most."""
    meetings = select(Meeting).where(Meeting.id.in_({one.meeting_id for one in accesses}))
    columns = (Meeting.id, Meeting.code, *_GENERATIONS)
    there = {row.id: row for row in db.execute(meetings.with_only_columns(*columns))}
    people = {one.seat for one in accesses if one.role in _OWN}
    own = {}
    if people:
        found = select(Registration.id, Registration.key_generation)
        own = dict(db.execute(found.where(Registration.id.in_(people))).all())

    def holds(one: Access) -> bool:
        meeting = there.get(one.meeting_id)
        # A number may be another meeting's by now; a code is its own.
        if meeting is None or meeting.code != one.code:
            return False
        if one.role in _OWN:
            return bool(own.get(one.seat) == one.generation)
        return bool(getattr(meeting, _GENERATION[one.role]) == one.generation)

    return {one for one in accesses if holds(one)}


def read_key(secret: str, db: Session, key: object) -> Access:
    """What ``key`` gives access to.

    Raises:
        Unknown: ``bad_key``, when it is none of this installation's, or was revoked.
    """
    if not isinstance(key, str) or len(key) > _LONGEST_KEY or not _KEY.fullmatch(key):
        raise Unknown("bad_key")
    name, *rest = key.split(".")
    role = _ROLES.get(name[:1])
    if role is None or len(rest) != 2:
        raise Unknown("bad_key")
    seat, mac = rest
    access = _claimed(db, role, name[1:], seat)
    right = _mac(secret, role, access.meeting_id, seat, access.generation)
    if not hmac.compare_digest(mac, right):
        raise Unknown("bad_key")
    return access


def meeting_of(db: Session, access: Access) -> Meeting:
    """The meeting of a key that was read before, when the key still holds.

    Raises:
        Unknown: ``bad_key``.
    """
    meeting = db.get(Meeting, access.meeting_id)
    if meeting is None or generation_of(meeting, access.role) != access.generation:
        raise Unknown("bad_key")
    return meeting


_OWN = (Role.REGISTRATION, Role.BADGE)
_AT_A_TABLE = (Role.PHONE, Role.VIEW)
_THIS_MEETING = Meeting.id == bindparam("meeting_id")
_GENERATIONS = [getattr(Meeting, name) for name in dict.fromkeys(_GENERATION.values())]
_MEETING_OF_CODE = select(Meeting.id, Meeting.code, *_GENERATIONS).where(
    Meeting.code == bindparam("code")
)
_STANDING_OF_PHONE = (
    select(Meeting.generation, Meeting.version, Participant.table_id)
    .outerjoin(
        Participant,
        and_(Participant.meeting_id == Meeting.id, Participant.id == bindparam("seat")),
    )
    .where(_THIS_MEETING)
)
_STANDING_AT_TABLE = (
    select(*_GENERATIONS, Meeting.version, Table.id.label("table_id"))
    .outerjoin(
        Table, and_(Table.meeting_id == Meeting.id, cast(Table.number, String) == bindparam("seat"))
    )
    .where(_THIS_MEETING)
)


@dataclass(frozen=True)
class Standing:
    """What the database says of an access now."""

    meeting_version: int
    table_id: int | None
    """The table that the screen is about."""


def standing_of(db: Session, access: Access) -> Standing:
    """That the key of ``access`` still holds, in one query.

    Raises:
        Unknown: ``bad_key``.
    """
    query = _STANDING_OF_PHONE if access.role is Role.PHONE else _STANDING_AT_TABLE
    found = (
        db.connection()
        .execute(query, {"seat": access.seat, "meeting_id": access.meeting_id})
        .first()
    )
    if (
        found is None
        or getattr(found, _GENERATION[access.role]) != access.generation
        or (found.table_id is None and (access.seat or access.role in _AT_A_TABLE))
    ):
        raise Unknown("bad_key")
    return Standing(found.version, found.table_id)


def participant_of(db: Session, access: Access) -> Participant:
    """The participant of a phone's key.

    Raises:
        Unknown: ``bad_key``.
    """
    participant = db.get(Participant, access.seat)
    if participant is None or participant.meeting_id != access.meeting_id:
        raise Unknown("bad_key")
    return participant


def registration_of(db: Session, access: Access) -> Registration:
    """The registration of a person's own key or badge.

    Raises:
        Unknown: ``bad_key``.
    """
    found = db.get(Registration, access.seat) if access.role in _OWN else None
    if found is None or found.meeting_id != access.meeting_id:
        raise Unknown("bad_key")
    return found


def _claimed(db: Session, role: Role, code: str, seat: str) -> Access:
    if role is Role.ORGANISE:
        organiser = db.get(Organiser, int(seat)) if _NUMBER.fullmatch(seat) else None
        here = organiser is not None and organiser.removed_at is None
        # One that is not there gets a number that no key has.
        return Access(role, seat=seat, generation=organiser.entries if organiser and here else 0)
    meeting = db.connection().execute(_MEETING_OF_CODE, {"code": code}).first()
    if meeting is None:
        raise Unknown("bad_key")
    if role in _OWN:
        own = db.get(Registration, seat)
        # One that is not there gets a generation that no key has.
        generation = own.key_generation if own and own.meeting_id == meeting.id else 0
    else:
        generation = getattr(meeting, _GENERATION[role])
    return Access(role, meeting.id, meeting.code, seat, generation)


def _mac(secret: str, role: Role, meeting_id: int, seat: str, generation: int) -> str:
    # A line break separates the parts and is in none of them, so no two claims read the same.
    claim = f"medvirk key\n{role}\n{meeting_id}\n{seat}\n{generation}"
    digest = hmac.digest(secret.encode(), claim.encode(), sha256)[:_MAC_BYTES]
    return urlsafe_b64encode(digest).decode().rstrip("=")
