"""The room whose words are looked at before others may read them."""

import pytest
from sqlalchemy.orm import Session

from tests.facilitator.report.reviewed import Room


@pytest.fixture
def room(db: Session) -> Room:
    """A room where nobody has said anything."""
    return Room.of(db)
