"""Mistakes and refusals become pages that say what to do, and tell nothing else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.errors import Refused, Unknown
from facilitator.models import Registration
from tests.factories import make_meeting, make_registration


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/no/such/page", 404), ("POST", "/healthz", 405), ("GET", "/j/NOSUCH99", 404)],
)
def test_what_is_not_there_is_a_page_of_our_own(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert "Traceback" not in answer.text


def test_a_mistake_of_ours_tells_nothing_of_itself(app: Flask) -> None:
    def broken() -> str:
        raise ValueError("a secret")

    app.add_url_rule("/broken", view_func=broken)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get("/broken")
    assert (answer.status_code, "a secret" in answer.text) == (500, False)
    assert "Noe gikk galt hos oss." in answer.text


@pytest.mark.parametrize(
    ("refused", "status", "words"),
    [
        (Unknown("unknown_table", number=9), 404, "Det er ikke noe bord 9 her."),
        (Refused("enough", most=5), 409, "Bordet har gitt så mange svar"),
    ],
)
def test_a_refusal_of_the_domain_is_a_page_with_its_text(
    app: Flask, client: FlaskClient, refused: Refused, status: int, words: str
) -> None:
    def refuse() -> str:
        raise refused

    app.add_url_rule("/refused", view_func=refuse)
    answer = client.get("/refused")
    assert answer.status_code == status
    assert words in answer.text


def test_what_fails_is_logged_without_the_key_that_stands_in_its_address(
    app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    app.view_functions["signup.own"] = lambda key: {}[0]
    assert client.get("/r/rTRAPP47.hemmelig").status_code == 500
    assert [record.getMessage() for record in caplog.records] == ["signup.own [GET] failed"]
    assert "hemmelig" not in caplog.text


def test_what_a_statement_that_fails_had_to_store_is_not_told(db: Session) -> None:
    meeting = make_meeting(db)
    make_registration(db, meeting, name="Kari Moen", email="kari@example.com")
    (kari,) = db.scalars(select(Registration))
    with pytest.raises(IntegrityError) as failed, db.begin_nested():
        db.execute(insert(Registration).values(id=kari.id, name=kari.name, email=kari.email))
    assert "Kari" not in str(failed.value)
    assert "kari@example.com" not in str(failed.value)
