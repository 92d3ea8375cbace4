"""Two installations: the one that the tests run on, and another of SQLite beside it."""

from collections.abc import Iterator

import pytest

from app.database import Database
from facilitator.models import Base


@pytest.fixture
def elsewhere() -> Iterator[Database]:
    """Another installation, empty, in memory."""
    other = Database("sqlite://")
    Base.metadata.create_all(other.engine)
    yield other
    other.close()
