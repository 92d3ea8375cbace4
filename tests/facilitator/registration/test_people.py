"""What somebody says about a person is read, and what is no person's is refused."""

import pytest

from facilitator.models import Invitation
from facilitator.registration.asked.people import person_of

INVITATION = Invitation(roles=[], questions=[], asks_diet=True)


@pytest.mark.parametrize(
    "name",
    [
        "Vinn en tur: https://vinn.example",
        "www.vinn.example",
        "Gå til vinn.example/nå",
        "//x://y",
        "Vinn en tur på Vinn.COM!",
        "vinn-nå.no",
    ],
)
def test_a_name_that_would_be_a_link_in_a_letter_is_refused(name: str) -> None:
    _, problems = person_of({"name": name}, INVITATION)
    assert {field: refused.code for field, refused in problems.items()} == {"name": "bad_name"}


@pytest.mark.parametrize(
    "name",
    [
        "Bjørn A. Gram",
        "St.Olav Hansen",
        "Kari/Ola Nordmann",
        "Anne-Grethe O'Neill 🙂",
        "Eli.Normann",
    ],
)
def test_people_may_be_called_what_they_are_called(name: str) -> None:
    assert person_of({"name": name}, INVITATION)[0].name == name
    assert person_of({"name": name}, INVITATION)[1] == {}


def test_a_role_is_known_by_its_word_and_by_how_it_is_said() -> None:
    said = [person_of({"name": "A", "role": role}, INVITATION) for role in ("Politiker", "other")]
    assert [(person.role, problems) for person, problems in said] == [
        ("politician", {}),
        ("other", {}),
    ]


def test_addresses_of_no_real_network_are_for_trying_registration_out() -> None:
    said = [
        person_of({"name": "A", "email": email}, INVITATION)
        for email in ("kari@eksempel.test", "kari@kommune.local")
    ]
    assert [(person.email, list(problems)) for person, problems in said] == [
        ("kari@eksempel.test", []),
        ("kari@kommune.local", ["email"]),
    ]
