"""The report of a short evening; the evening is held once, and each test begins from there."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import Medvirk, create_app
from app.config import settings_from
from app.report.drawing import Drawn, draw_report
from facilitator.report.edition import Edition
from tests.app.report.evening import Told


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Flask]:
    """The application on a database of its own."""
    settings = settings_from({"MEDVIRK_DATA": str(tmp_path_factory.mktemp("report"))})
    assert settings.sqlite_file
    shutil.copy(empty_database, settings.sqlite_file)
    app = create_app(replace(settings, cache=Path(os.environ["MEDVIRK_CACHE"])))
    yield app
    app.extensions["medvirk"].database.close()


@pytest.fixture(scope="session")
def held(app: Flask) -> Iterator[Told]:
    """The evening."""
    parts: Medvirk = app.extensions["medvirk"]
    with parts.database.writing() as db:
        yield Told(db)


@pytest.fixture
def told(held: Told) -> Iterator[Told]:
    """The evening as it was held, whatever other tests did with it."""
    before = held.db.begin_nested()
    yield held
    before.rollback()
    held.db.expire_all()


@pytest.fixture
def db(told: Told) -> Session:
    """The transaction that the evening is in."""
    return told.db


@pytest.fixture(scope="session")
def drawn(app: Flask, held: Told) -> Drawn:
    """Its report for those who arranged it."""
    with app.app_context():
        return draw_report(held.db, held.meeting, Edition.FULL, held.end)
