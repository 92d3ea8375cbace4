"""The desk that the tests of the console sit at, and an organiser."""

from random import Random

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from facilitator.samples import make_sample
from tests.app.conftest import SetClock
from tests.app.pages.desk import Desk
from tests.app.pages.organiser import Organiser
from tests.factories import EVENING, NOON


@pytest.fixture
def desk(client: FlaskClient, medvirk: Medvirk, clock: SetClock) -> Desk:
    """The desk of the sample meeting at a quarter to four, before anything has begun."""
    with medvirk.database.writing() as db:
        meeting = make_sample(db, day=EVENING, now=NOON, choose=Random(1), tables=4)
    return Desk(client, medvirk, clock, meeting).at(15, 45)


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser who came in by the link."""
    return Organiser(client, medvirk).enter()


@pytest.fixture
def at_ladder(desk: Desk) -> Desk:
    """The ladder's item has run since 16.49, four minutes late; nobody works yet."""
    for hour, minute in ((16, 0), (16, 32), (16, 43), (16, 49)):
        desk.at(hour, minute).next()
    return desk
