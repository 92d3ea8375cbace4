"""The organiser of a meeting that is full, with people in line."""

import pytest
from flask.testing import FlaskClient

from app import Medvirk
from tests.app.pages.organiser import Organiser
from tests.facilitator.registration.halls import make_hall, register


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of a meeting with two places: Anne and Berit have them, Cato and Dina wait."""
    with medvirk.database.writing() as db:
        meeting = make_hall(db, 2)
        meeting.code = "TRAPP47"
        anne = register(db, meeting, "Anne")
        anne.role, anne.municipality, anne.diet = "politician", "Steinkjer", "Nøtter"
        register(db, meeting, "Berit")
        register(db, meeting, "Cato", "Carl")
        register(db, meeting, "Dina & <co>")
    return Organiser(client, medvirk).enter()
