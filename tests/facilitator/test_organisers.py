"""Organisers: how passwords are kept, and that links are used once."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy.orm import Session

from facilitator import organisers
from facilitator.errors import Refused
from facilitator.models import Organiser
from tests.factories import NOON

PASSWORD = "fire ord på rad"


@pytest.fixture
def kari(db: Session) -> Organiser:
    """An organiser with a password."""
    kari = organisers.invite(db, name=" Kari  Moen ", email="Kari@example.com", now=NOON)
    organisers.choose_password(kari, PASSWORD)
    return kari


def refused(act: object, *arguments: object, **named: object) -> str:
    assert callable(act)
    with pytest.raises(Refused) as refusal:
        act(*arguments, **named)
    return refusal.value.code


def test_a_password_is_kept_as_argon2_and_never_as_itself(kari: Organiser) -> None:
    parameters = extract_parameters(kari.password)
    assert (kari.name, kari.address, PASSWORD in kari.password) == (
        "Kari Moen",
        "kari@example.com",
        False,
    )
    assert (parameters.type.name, parameters.memory_cost, parameters.time_cost) == ("ID", 19456, 2)


def test_a_letter_may_be_typed_in_either_of_its_forms(db: Session, kari: Organiser) -> None:
    apart = PASSWORD.replace("å", "a\u030a")
    assert organisers.with_password(db, "KARI@example.com", apart) is kari


def test_nobody_comes_in_by_another_password_or_by_none(db: Session, kari: Organiser) -> None:
    per = organisers.invite(db, name="Per", email="per@example.com", now=NOON)
    tries = [("kari", "fire ord"), ("kari", ""), ("per", ""), ("per", PASSWORD), ("ola", PASSWORD)]
    for name, password in tries:
        code = refused(organisers.with_password, db, f"{name}@example.com", password)
        assert code == "wrong_password"
    known = [(kari, PASSWORD), (kari, "fire ord"), (per, ""), (per, PASSWORD)]
    assert [organisers.knows_password(*one) for one in known] == [True, False, False, False]


def test_what_no_address_has_in_it_is_looked_for_all_the_same(db: Session) -> None:
    # PostgreSQL would fail of it.
    assert refused(organisers.with_password, db, "kari\x00@example.com", "\x00") == "wrong_password"


@pytest.mark.parametrize(
    ("password", "code"), [("elleve tegn", "short_password"), ("x" * 201, "too_long")]
)
def test_only_the_length_of_a_password_matters(kari: Organiser, password: str, code: str) -> None:
    assert refused(organisers.choose_password, kari, password) == code
    organisers.choose_password(kari, "aaaaaaaaaaaa")


def test_one_that_was_kept_in_a_weaker_way_is_kept_anew(db: Session, kari: Organiser) -> None:
    kari.password = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert organisers.is_kept_as_before(kari)
    organisers.renew_hash(kari, PASSWORD)
    assert not organisers.is_kept_as_before(kari)
    assert organisers.with_password(db, "kari@example.com", PASSWORD) is kari


def test_a_link_is_used_once(db: Session, kari: Organiser) -> None:
    assert organisers.use_link(db, kari.id, 1) is kari
    assert refused(organisers.use_link, db, kari.id, 1) == "used_link"
    organisers.renew_link(kari)
    db.flush()
    assert refused(organisers.use_link, db, kari.id, 2) == "used_link"
    assert organisers.use_link(db, kari.id, 3) is kari


def test_who_is_removed_leaves_a_name_and_nothing_else(db: Session, kari: Organiser) -> None:
    assert refused(organisers.remove, db, kari, NOON) == "last_organiser"
    per = organisers.invite(db, name="Per", email="per@example.com", now=NOON)
    organisers.remove(db, kari, NOON)
    assert (kari.name, kari.email, kari.address, kari.password) == ("Kari Moen", "", None, "")
    assert organisers.those_here(db) == [per]
    assert organisers.first(db) is per
    for find in (organisers.known, organisers.at_address):
        assert refused(find, db, kari.id if find is organisers.known else "kari@example.com") == (
            "unknown_organiser"
        )
    assert refused(organisers.with_password, db, "kari@example.com", PASSWORD) == "wrong_password"
    again = organisers.invite(db, name="Kari", email="kari@example.com", now=NOON)
    assert refused(organisers.describe, db, per, name="Per", email=again.email) == "known_organiser"
