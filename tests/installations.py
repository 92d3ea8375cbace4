"""Other installations than the one that a test runs on."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.database import Database
from facilitator.models import Base


@contextmanager
def elsewhere_in_memory() -> Iterator[Database]:
    """Another installation, empty, gone afterwards."""
    other = Database("sqlite://")
    Base.metadata.create_all(other.engine)
    try:
        yield other
    finally:
        other.close()
