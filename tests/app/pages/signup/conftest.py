"""A meeting that one may register for, and a guest."""

from dataclasses import replace
from datetime import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import Medvirk
from facilitator.models import Invitation, Meeting
from tests.app.pages.signup.at_once import AtOnce
from tests.app.pages.signup.guest import Guest
from tests.factories import make_item, make_meeting


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """An evening with three places, from four to half past five."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(
            db, code="TRAPP47", place="Dampsaga, Steinkjer", host="Distriktssenteret", tables=4
        )
        make_item(db, meeting, title="Mat", start=time(16), minutes=30, kind="arrival")
        make_item(db, meeting, title="Åpning", minutes=60, speaker="ordføreren")
        invitation = db.get_one(Invitation, meeting.id)
        invitation.open, invitation.capacity = True, 3
        invitation.about = "Vil du bli hørt?\n\nKom og spis med oss."
        invitation.contact = "post@example.com"
        return meeting


@pytest.fixture
def guest(client: FlaskClient, medvirk: Medvirk, meeting: Meeting) -> Guest:
    """Somebody who was sent the meeting's address."""
    return Guest(client, medvirk, meeting)


@pytest.fixture
def at_once(app: Flask, medvirk: Medvirk) -> Medvirk:
    """The same installation, which makes files at once."""
    parts = replace(medvirk, maker=AtOnce(medvirk.settings, medvirk.database))
    app.extensions["medvirk"] = parts
    return parts
