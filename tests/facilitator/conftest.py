"""The database of the domain's tests: a real file, or PostgreSQL."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.models import Base


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with all tables."""
    database = Database(database_url)
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """An open writing transaction."""
    with database.writing() as db:
        yield db


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what uses a database; the rest is the same as on SQLite."""
    if config.getoption("database") == "sqlite":
        return
    here = [item for item in items if "database_url" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in here])
    items[:] = here
