"""Norway's municipalities: all of them are there, however one writes them."""

import pytest

from facilitator.registration.asked.municipalities import all_names, by_county, named

COUNTS = {
    "Oslo": 1,
    "Rogaland": 23,
    "Møre og Romsdal": 27,
    "Nordland": 41,
    "Østfold": 12,
    "Akershus": 21,
    "Buskerud": 18,
    "Innlandet": 46,
    "Vestfold": 6,
    "Telemark": 17,
    "Agder": 25,
    "Vestland": 43,
    "Trøndelag": 38,
    "Troms": 21,
    "Finnmark": 18,
}
"""Since 1 January 2024."""


def test_each_county_has_all_its_municipalities() -> None:
    assert {county: len(set(names)) for county, names in by_county().items()} == COUNTS


def test_they_are_listed_once_each_from_a_to_aa() -> None:
    names = all_names()
    assert (len(names), len(set(names))) == (357, 357)
    assert [name for name in names if "(" in name] == [
        "Herøy (Møre og Romsdal)",
        "Herøy (Nordland)",
        "Våler (Innlandet)",
        "Våler (Østfold)",
    ]
    assert [name for name in names if name[0] in "ÆØÅ"][:3] == ["Øksnes", "Ørland", "Ørsta"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("steinkjer kommune", "Steinkjer"),
        ("HÅ", "Hå"),
        ("Raarvihke", "Røyrvik"),
        ("Raarvihke – Røyrvik", "Røyrvik"),
        ("Kautokeino/Guovdageaidnu", "Kautokeino"),
        ("Ulvik herad", "Ulvik"),
        ("herøy (nordland)", "Herøy (Nordland)"),
        ("Herøy", "Herøy"),
        ("Namsos / Steinkjer", "Namsos / Steinkjer"),
        ("Östersund", "Östersund"),
        ("", ""),
    ],
)
def test_what_is_typed_becomes_the_name_that_is_meant(typed: str, meant: str) -> None:
    assert named(typed) == meant
