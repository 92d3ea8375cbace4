"""Reads what somebody says about a person: in a form, at the door, in a row of a file."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from email_validator import EmailNotValidError

from facilitator import parsing
from facilitator.errors import Invalid
from facilitator.mail_address import mail_address
from facilitator.models import Invitation
from facilitator.registration.asked import municipalities, questions
from facilitator.words import N_

NAME_MOST, EMAIL_MOST, DIET_MOST = 120, 254, 400
CHOICE_MOST = 80
"""The longest role or municipality, in characters."""

ROLES: Mapping[str, str] = {
    "citizen": N_("innbygger"),
    "politician": N_("politiker"),
    "employee": N_("ansatt"),
    "researcher": N_("forsker"),
    "other": N_("annet"),
}
"""What people usually are: the word that is stored, and how it is said."""


# Anybody may have a letter sent to anybody, with a name of their choice in it.
_WEB_ADDRESS = re.compile(
    r"://|\bwww\.|\.[a-z]{2,}/"
    # Mail programs make links of these alone, too.
    r"|\w\.(app|biz|click|cn|com|dev|edu|eu|gov|info|io|ly|me|mil|net|no|online|org|ru|shop|site"
    r"|store|tk|top|xyz)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Person:
    """Somebody as they were described, clean."""

    name: str
    email: str = ""
    role: str = ""
    municipality: str = ""
    diet: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


def roles_of(invitation: Invitation) -> Sequence[str]:
    """What people may say they are: words of ``ROLES``, or texts of the organiser's."""
    return invitation.roles or tuple(ROLES)


def address_of(email: str) -> str | None:
    """``email`` as it is compared; None when it is empty."""
    return email.casefold() or None


def person_of(
    typed: Mapping[str, str], invitation: Invitation, *, needed: Collection[str] = ("name",)
) -> tuple[Person, dict[str, Invalid]]:
    """The person that ``typed`` describes, and what is wrong with it by the field's name.

    Args:
        typed: ``name``, ``email``, ``role``, ``municipality``, ``diet`` and ``question-<id>``;
            all may be missing.
        needed: the fields that must not be empty.

    Returns:
        A person who is only whole when nothing is wrong.
    """
    problems: dict[str, Invalid] = {}

    def line(name: str, most: int) -> str:
        try:
            text = parsing.text(typed.get(name, ""), name, most=most, least=int(name in needed))
        except Invalid as refused:
            problems[name] = refused
            return ""
        return " ".join(text.split())

    person = Person(
        name=line("name", NAME_MOST),
        email=line("email", EMAIL_MOST),
        role=line("role", CHOICE_MOST),
        municipality=municipalities.named(line("municipality", CHOICE_MOST)),
        diet=line("diet", DIET_MOST) if invitation.asks_diet else "",
        answers=questions.answers_of(typed, invitation, problems),
    )
    if _WEB_ADDRESS.search(person.name):
        problems["name"] = Invalid("bad_name", field="name")
    if person.email:
        try:
            email = mail_address(person.email).normalized
        except EmailNotValidError:
            problems["email"] = Invalid("bad_email", field="email")
        else:
            person = _with(person, email=email)
    if person.role:
        role = _role(person.role, invitation)
        if role is None:
            problems["role"] = Invalid("bad_choice", field="role")
        else:
            person = _with(person, role=role)
    return person, problems


def _with(person: Person, **changed: str) -> Person:
    return Person(**{**vars(person), **changed})


def _role(said: str, invitation: Invitation) -> str | None:
    """The role that is meant by its stored word or by how it is said in bokmål."""
    for role in roles_of(invitation):
        if said.casefold() in (role.casefold(), ROLES.get(role, role).casefold()):
            return role
    return None
