"""The database of the domain's tests: a real file, or PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.database import Database
from facilitator.models import Base
from tests.services import database_of_its_own


@pytest.fixture(scope="session")
def postgres_tables(postgres_url: str) -> Iterator[str]:
    """A database of PostgreSQL with all tables; to empty them is quicker than to make them."""
    with database_of_its_own(postgres_url) as url:
        database = Database(url)
        Base.metadata.create_all(database.engine)
        database.close()
        yield url


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The database of one test, as SQLAlchemy's address."""
    if request.config.getoption("database") == "sqlite":
        return f"sqlite:///{tmp_path / 'medvirk.sqlite'}"
    url: str = request.getfixturevalue("postgres_tables")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with all tables."""
    database = Database(database_url)
    if database_url.startswith("sqlite"):
        Base.metadata.create_all(database.engine)
    else:
        names = ", ".join(Base.metadata.tables)
        with database.engine.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
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
