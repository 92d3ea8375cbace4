"""The form that people describe themselves in, when they register and when they change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from app.refusals import explain
from facilitator.errors import Invalid
from facilitator.models import Invitation, Registration
from facilitator.registration import own
from facilitator.registration.asked import people, questions
from facilitator.registration.asked.answering import in_field
from facilitator.registration.asked.people import Person

_OF_EACH = ("name", "role", "municipality", "diet")
"""What is asked about everybody in a party; the first one is asked more."""


@dataclass(frozen=True)
class Form:
    """A form as it is drawn: what stands in its fields, and what is wrong there.

    Args:
        typed: by the fields' names.
        numbers: whom of the party it has fields for; 1 is the one who registers.
        problems: what is wrong, in words, by the fields' names in the order of the page.
    """

    invitation: Invitation
    typed: Mapping[str, str]
    numbers: Sequence[int] = (1,)
    problems: Mapping[str, str] = field(default_factory=dict)

    def with_problems(self, problems: Mapping[str, str]) -> "Form":
        """The same, with what is wrong with it."""
        fields = ["name", "email", *_OF_EACH[1:], *(one.field for one in self.questions)]
        fields += [name_of(field, number) for number in self.numbers for field in _OF_EACH]
        ordered = sorted(problems, key=lambda name: (*fields, name).index(name))
        return replace(self, problems={name: problems[name] for name in ordered})

    @property
    def roles(self) -> Sequence[tuple[str, str]]:
        """What one may come as: the stored words and how they are said in bokmål."""
        return [(role, people.ROLES.get(role, role)) for role in people.roles_of(self.invitation)]

    @property
    def questions(self) -> Sequence[questions.Question]:
        """The organiser's own."""
        return questions.questions_of(self.invitation)

    @property
    def asks_diet(self) -> bool:
        """Whether the kitchen wants to know."""
        return own.asks_diet(self.invitation)


def name_of(field: str, number: int) -> str:
    """The name of ``field`` of the party's person ``number``, counted from 1."""
    return field if number == 1 else f"{field}-{number}"


def read(
    form: Form, *, needed: Sequence[str] = ("name", "email")
) -> tuple[dict[int, Person], dict[str, str]]:
    """The people that the form describes by their number in it, and what is wrong in words.

    Fields of somebody who comes along that are all empty describe nobody.

    Args:
        needed: what the first one must have filled in.
    """
    party: dict[int, Person] = {}
    problems: dict[str, str] = {}
    for number in form.numbers:
        typed = form.typed
        if number > 1:
            typed = {name: typed.get(name_of(name, number), "") for name in _OF_EACH}
            if not any(words.strip() for words in typed.values()):
                continue
        wanted = needed if number == 1 else ("name",)
        party[number], wrong = people.person_of(typed, form.invitation, needed=wanted)
        for name, refused in wrong.items():
            if number == 1 or name in _OF_EACH:
                problems[name_of(name, number)] = _words(name, number, refused, form)
    return party, problems


def typed_of(registrations: Sequence[Registration]) -> dict[str, str]:
    """What stands in the fields of a form about ``registrations``."""
    typed: dict[str, str] = {}
    for number, one in enumerate(registrations, start=1):
        typed |= {name_of(name, number): getattr(one, name) for name in _OF_EACH}
    first = registrations[0]
    typed["email"] = first.email
    for key, answer in first.answers.items():
        typed[f"question-{key}"] = in_field(answer)
    return typed


def _words(name: str, number: int, refused: Invalid, form: Form) -> str:
    """What is wrong with one field, said so that it can be understood away from the field."""
    said = explain(refused)
    if refused.code == "no_text":
        if number > 1:
            said = _("Skriv navnet på person %(number)s, eller tøm feltene.", number=number)
        elif name == "name":
            said = _("Skriv navnet ditt.")
        elif name == "email":
            said = _("Skriv e-postadressen din, så får du svar dit.")
        else:
            asked = next((one.text for one in form.questions if one.field == name), "")
            said = _("Svar på spørsmålet «%(question)s»", question=asked)
    return said
