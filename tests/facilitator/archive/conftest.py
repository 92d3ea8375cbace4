"""Two installations: the one that the tests run on, and another of SQLite beside it."""

from collections.abc import Iterator

import pytest

from app.database import Database
from tests.installations import elsewhere_in_memory


@pytest.fixture
def elsewhere() -> Iterator[Database]:
    """Another installation, empty, in memory."""
    with elsewhere_in_memory() as other:
        yield other
