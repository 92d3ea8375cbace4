"""An installation in a folder of its own, without a server."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Medvirk, create_app
from app.config import Settings, settings_from
from app.database import Database
from app.upgrade import ready_database
from tests.factories import NOON


class SetClock:
    """A clock that stands until it is told to move."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **length: float) -> None:
        """Let time pass, as ``timedelta`` takes it."""
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> SetClock:
    """Noon in Oslo on the day of the factories' meeting."""
    return SetClock(NOON)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of an installation that nobody changed."""
    return settings_from({"MEDVIRK_DATA": str(tmp_path / "data")})


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database with all tables, made once: to make them takes long."""
    settings = settings_from({"MEDVIRK_DATA": str(tmp_path_factory.mktemp("empty"))})
    database = Database(settings.database_url)
    ready_database(settings, database)
    database.close()
    assert settings.sqlite_file
    return settings.sqlite_file


@pytest.fixture
def app(settings: Settings, clock: SetClock, empty_database: Path) -> Iterator[Flask]:
    """The application on an empty database."""
    assert settings.sqlite_file
    shutil.copy(empty_database, settings.sqlite_file)
    # Nothing but how fast it is depends on where compiled templates are kept.
    app = create_app(replace(settings, cache=Path(os.environ["MEDVIRK_CACHE"])), clock)
    parts: Medvirk = app.extensions["medvirk"]
    ready_database(settings, parts.database)
    yield app
    # A test may have put another maker in the place of the first.
    app.extensions["medvirk"].maker.end_all()
    parts.database.close()


@pytest.fixture
def medvirk(app: Flask) -> Medvirk:
    """The application's parts."""
    parts: Medvirk = app.extensions["medvirk"]
    return parts


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a window."""
    return app.test_client()


@pytest.fixture
def database(medvirk: Medvirk) -> Database:
    """The application's database."""
    return medvirk.database


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """An open writing transaction."""
    with database.writing() as db:
        yield db
