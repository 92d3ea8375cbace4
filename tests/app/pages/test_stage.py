"""The projector's page: opened by its key, and by no other; framed by nobody but us."""

from random import Random

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from app.access import Role, make_key
from facilitator.models import Meeting
from facilitator.samples import make_sample
from tests.app.pages.page import read
from tests.factories import EVENING, NOON


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """The sample meeting, not yet started."""
    with medvirk.database.writing() as db:
        return make_sample(db, day=EVENING, now=NOON, choose=Random(1))


def key(medvirk: Medvirk, meeting: Meeting, role: Role) -> str:
    return make_key(medvirk.settings.secret_key, meeting, role)


def test_the_stage_opens_with_its_key(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting
) -> None:
    stage = key(medvirk, meeting, Role.STAGE)

    answer = client.get(f"/stage/{stage}")

    page = read(answer.text)
    assert answer.status_code == 200
    assert page.one("data-audience")["data-audience"] == "stage"
    assert page.one("data-key")["data-key"] == stage
    assert [region["data-region"] for region in page.all("data-region")] == [
        "stage/page",
        "stage/bar",
    ]


def test_the_stage_may_be_framed_by_the_console_and_by_no_other_site(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting
) -> None:
    answer = client.get(f"/stage/{key(medvirk, meeting, Role.STAGE)}")

    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"].split("; ")


def test_what_is_not_the_stages_key_opens_nothing(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting
) -> None:
    console = key(medvirk, meeting, Role.CONSOLE)
    stage = key(medvirk, meeting, Role.STAGE)

    answers = [client.get(f"/stage/{wrong}") for wrong in (console, stage[:-1], "nothing")]

    assert [
        (answer.status_code, "Lenka gjelder ikke lenger." in answer.text) for answer in answers
    ] == [(404, True)] * 3


def test_a_revoked_key_opens_nothing(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting
) -> None:
    stage = key(medvirk, meeting, Role.STAGE)
    with medvirk.database.writing() as db:
        db.get_one(Meeting, meeting.id).stage_generation += 1

    assert client.get(f"/stage/{stage}").status_code == 404
