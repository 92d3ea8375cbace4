"""A room with two sides for the tests of themes."""

import pytest
from sqlalchemy.orm import Session

from facilitator import exercises
from facilitator.themes import board
from tests.facilitator.themes.sides import Room, Sides


@pytest.fixture(autouse=True)
def sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind with two shelves, whatever kinds are installed."""
    known = {**exercises.kinds(), "sides": Sides()}
    for module in (exercises, board):
        monkeypatch.setattr(module, "kinds", lambda: known)


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db)
