"""People are told apart and found by what somebody types of them."""

import pytest

from facilitator.errors import Invalid
from facilitator.models import Registration
from facilitator.registration.asked.naming import labels_of, named, short_names


def person(number: int, name: str, municipality: str = "") -> Registration:
    """Somebody who registered."""
    return Registration(id=f"r{number}", number=number, name=name, municipality=municipality)


PEOPLE = {
    one.id: one
    for one in (
        person(1, "Kari Nordmann", "Steinkjer"),
        person(2, "Kari Nordmann", "Verdal"),
        person(3, "Ola Li"),
        person(4, "Ola Li"),
        person(5, "Åse Gram", "Namsos"),
        person(6, "Åse Gramstad"),
    )
}


def test_those_of_one_name_are_told_apart() -> None:
    assert list(labels_of(PEOPLE.values()).values()) == [
        "Kari Nordmann (Steinkjer)",
        "Kari Nordmann (Verdal)",
        "Ola Li (nr. 3)",
        "Ola Li (nr. 4)",
        "Åse Gram",
        "Åse Gramstad",
    ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [("kari nordmann (verdal)", 2), ("Verdal", 2), (" åse  gram ", 5), ("stad", 6), ("nr. 4", 4)],
)
def test_somebody_is_found_by_enough_of_their_name(typed: str, number: int) -> None:
    assert named(PEOPLE, typed, "person-1").number == number


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Kari", "several_people"), ("Per", "unknown_person"), ("", "unknown_person")],
)
def test_too_little_of_a_name_finds_nobody(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as raised:
        named(PEOPLE, typed, "person-1")
    assert (raised.value.code, raised.value.details) == (
        code,
        {"field": "person-1", "typed": typed},
    )


def test_first_names_are_enough_where_no_other_has_them() -> None:
    assert short_names(["Kari Nordmann", "Ola Li", "kari von Voll", "Cher", "Kari"]) == [
        "Kari N.",
        "Ola",
        "kari V.",
        "Cher",
        "Kari",
    ]
