"""An installation with one small meeting, and phones that ask it for pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, medvirk
from app.config import Settings
from app.database import Database
from facilitator.models import Base
from tests.factories import NOON, make_item, make_meeting

SECRET = "a secret of the tests"


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An installation with the meeting TRAPP47: four tables and one talk."""
    settings = Settings(tmp_path, database_url, SECRET, host="127.0.0.1")
    app = create_app(settings, clock=lambda: NOON)
    with app.app_context():
        Base.metadata.create_all(medvirk().database.engine)
        with medvirk().database.writing() as db:
            meeting = make_meeting(db, code="TRAPP47")
            make_item(db, meeting, title="Velkommen")
        yield app
        medvirk().database.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A phone that keeps cookies."""
    return app.test_client()


@pytest.fixture
def database(app: Flask) -> Database:
    """Where the installation keeps its data."""
    return medvirk().database
