"""What every answer tells the browser to refuse, and posts from other sites."""

import gzip
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import Medvirk, create_app
from app.access import Role, make_key
from app.config import Settings
from app.upgrade import ready_database
from facilitator.models import Meeting
from tests.factories import make_meeting


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    with medvirk.database.writing() as db:
        return make_meeting(db)


def test_nothing_of_others_is_loaded_framed_or_told(client: FlaskClient) -> None:
    headers = dict(client.get("/healthz").headers)
    del headers["Content-Length"]
    assert headers == {
        "Content-Type": "application/json",
        "Content-Security-Policy": (
            "default-src 'self'; connect-src 'self' ws://localhost wss://localhost;"
            " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
            " frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


@pytest.mark.parametrize(
    ("path", "role", "framed"),
    [
        ("/stage/{key}", Role.STAGE, "'self'"),
        ("/console/{key}/see/1", Role.CONSOLE, "'self'"),
        ("/console/{key}/table/1", Role.CONSOLE, "'none'"),
        ("/console/{key}", Role.CONSOLE, "'none'"),
    ],
)
def test_the_stage_and_a_tables_phones_may_be_framed_by_ourselves(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting, path: str, role: Role, framed: str
) -> None:
    key = make_key(medvirk.settings.secret_key, meeting, role)
    policy = client.get(path.format(key=key)).headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors {framed}")


def test_only_behind_tls_are_browsers_told_to_insist_on_it(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://medvirk.example"))
    ready_database(settings, app.extensions["medvirk"].database)
    headers = app.test_client().get("/healthz").headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert app.config["SESSION_COOKIE_SECURE"] is True


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        ({"Sec-Fetch-Site": "same-origin"}, 404),
        ({"Sec-Fetch-Site": "none"}, 404),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Origin": "http://localhost"}, 404),
        ({"Origin": "http://elsewhere.example"}, 403),
        ({"Origin": "http://localhost.elsewhere.example"}, 403),
        ({"Origin": "null"}, 404),
    ],
)
def test_nobody_sits_down_because_another_site_says_so(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/j/NOSUCH99/sit", data={"table": "1"}, headers=headers)
    assert answer.status_code == status


def test_a_page_is_packed_for_those_who_take_it(client: FlaskClient) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_a_form_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    app.add_url_rule("/form", view_func=lambda: "taken", methods=["POST"])
    assert client.post("/form").status_code == 400
