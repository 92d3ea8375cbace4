"""Those who arrange meetings here: how they come in, how they are invited, and how they go."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from email_validator import EmailNotValidError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from facilitator import parsing
from facilitator.errors import Invalid, Refused, Unknown
from facilitator.mail_address import mail_address
from facilitator.models import Deed, Meeting, Organiser
from facilitator.plain_text import plain_text
from facilitator.registration.asked.people import EMAIL_MOST, NAME_MOST, address_of

PASSWORD_LEAST, PASSWORD_MOST = 12, 200
"""How long a password may be, in characters. Nothing else is asked of it."""

# What OWASP's cheat sheet on password storage gives as its usual choice. While a password is
# looked at the server answers nobody else: this takes 17 ms of a core (measured; the library's own
# choice takes 150), so it stays under 50 ms on a machine that is a third as quick.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODYS = _HASHER.hash("")
"""Looked at for an address that nobody has, so that the answer takes as long as for any other."""


def those_here(db: Session) -> Sequence[Organiser]:
    """All who may come in, in the order that they were taken up."""
    return db.scalars(
        select(Organiser).where(Organiser.removed_at.is_(None)).order_by(Organiser.id)
    ).all()


def first(db: Session) -> Organiser:
    """The one who has been here longest: whoever owns the machine comes in as that one."""
    return those_here(db)[0]


def at_address(db: Session, email: str) -> Organiser:
    """The organiser with that e-mail address.

    Raises:
        Unknown: ``unknown_organiser``.
    """
    found = db.scalar(
        select(Organiser).where(
            Organiser.address == address_of(plain_text(email)), Organiser.removed_at.is_(None)
        )
    )
    if found is None:
        raise Unknown("unknown_organiser")
    return found


def of_meeting(db: Session, meeting: Meeting) -> Sequence[Organiser]:
    """Those who have done something in a meeting; all there are, when none of them has."""
    here = those_here(db)
    done = select(Deed.organiser_id).where(Deed.meeting_id == meeting.id).distinct()
    busy = set(db.scalars(done))
    return [one for one in here if one.id in busy] or here


def known(db: Session, organiser_id: int) -> Organiser:
    """The organiser of that number, who has not been removed.

    Raises:
        Unknown: ``unknown_organiser``.
    """
    found = db.get(Organiser, organiser_id)
    if found is None or found.removed_at is not None:
        raise Unknown("unknown_organiser")
    return found


def use_link(db: Session, organiser_id: int, entries: int) -> Organiser:
    """Come in by the one-time link that was made when the organiser had so many ``entries``.

    Of two who use it at the same time one comes in.

    Raises:
        Unknown: ``used_link``.
    """
    used = db.execute(
        update(Organiser)
        .where(
            Organiser.id == organiser_id,
            Organiser.entries == entries,
            Organiser.removed_at.is_(None),
        )
        .values(entries=Organiser.entries + 1)
        .returning(Organiser.id)
    ).scalar_one_or_none()
    if used is None:
        raise Unknown("used_link")
    return db.get_one(Organiser, organiser_id, populate_existing=True)


def renew_link(organiser: Organiser) -> None:
    """Let the links that were handed out before not hold any more."""
    organiser.entries += 1


def with_password(db: Session, email: str, password: str) -> Organiser:
    """The organiser with that address and that password.

    Raises:
        Refused: ``wrong_password``, whichever of the two is wrong.
    """
    try:
        organiser = at_address(db, email)
    except Unknown:
        _is_right(_NOBODYS, password)
        raise Refused("wrong_password") from None
    if not _is_right(organiser.password or _NOBODYS, password) or not organiser.password:
        raise Refused("wrong_password")
    return organiser


def is_kept_as_before(organiser: Organiser) -> bool:
    """Whether the password is kept otherwise than one that is chosen today."""
    return _HASHER.check_needs_rehash(organiser.password)


def renew_hash(organiser: Organiser, password: str) -> None:
    """Keep the organiser's ``password``, which stays, as one that is chosen today is kept."""
    organiser.password = _HASHER.hash(_normal(password))


def knows_password(organiser: Organiser, password: str) -> bool:
    """Whether ``password`` is the organiser's."""
    return bool(organiser.password) and _is_right(organiser.password, password)


def invite(db: Session, *, name: str, email: str, now: datetime) -> Organiser:
    """Take somebody up as an organiser, who comes in by a one-time link.

    Args:
        now: aware UTC.

    Raises:
        Invalid: ``no_text``, ``too_long``, ``bad_email``, ``known_organiser``, with the ``field``.
    """
    invited = Organiser(created_at=now)
    describe(db, invited, name=name, email=email)
    db.add(invited)
    db.flush()
    return invited


def describe(db: Session, organiser: Organiser, *, name: str, email: str) -> None:
    """Say who an organiser is.

    Raises:
        Invalid: ``no_text``, ``too_long``, ``bad_email``, ``known_organiser``, with the ``field``.
    """
    name = " ".join(parsing.text(name, "name", most=NAME_MOST).split())
    email = parsing.text(email, "email", most=EMAIL_MOST)
    try:
        email = mail_address(email).normalized
    except EmailNotValidError:
        raise Invalid("bad_email", field="email") from None
    address = address_of(email)
    other = db.scalar(select(Organiser.id).where(Organiser.address == address))
    if other is not None and other != organiser.id:
        raise Invalid("known_organiser", field="email")
    organiser.name, organiser.email, organiser.address = name, email, address


def choose_password(organiser: Organiser, password: str) -> None:
    """Give an organiser a new password; every visit that began before is over.

    Raises:
        Invalid: ``short_password`` with ``least``, ``too_long`` with ``most``; and the ``field``.
    """
    if len(password) < PASSWORD_LEAST:
        raise Invalid("short_password", field="password", least=PASSWORD_LEAST)
    if len(password) > PASSWORD_MOST:
        raise Invalid("too_long", field="password", length=len(password), most=PASSWORD_MOST)
    organiser.password = _HASHER.hash(_normal(password))
    end_visits(organiser)


def end_visits(organiser: Organiser) -> None:
    """End every visit of an organiser, on all machines."""
    organiser.generation += 1


def remove(db: Session, organiser: Organiser, now: datetime) -> None:
    """Let somebody be an organiser no more; the log keeps the name and nothing else.

    Args:
        now: aware UTC.

    Raises:
        Refused: ``last_organiser``.
    """
    # Two who remove each other at the same time: the second waits here, and then is the last one.
    here = db.scalars(
        select(Organiser.id)
        .where(Organiser.removed_at.is_(None))
        .order_by(Organiser.id)
        .with_for_update()
    )
    if set(here) <= {organiser.id}:
        raise Refused("last_organiser")
    organiser.email, organiser.address, organiser.password = "", None, ""
    organiser.removed_at = now
    end_visits(organiser)
    renew_link(organiser)


def _is_right(hashed: str, password: str) -> bool:
    try:
        return _HASHER.verify(hashed, _normal(password[: PASSWORD_MOST + 1]))
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    """One and the same for the same letters, however a keyboard puts ``å`` together."""
    return unicodedata.normalize("NFKC", password)
