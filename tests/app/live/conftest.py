"""The server that the live tests share, and a meeting of its own for each test."""

from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy.orm import Session

from facilitator.exercises import phases
from facilitator.models import Meeting
from facilitator.programme import conduct
from facilitator.samples import make_sample
from tests.app.live.cast import Cast
from tests.app.live.hall import Hall, running


@pytest.fixture
def cast(db: Session) -> Cast:
    """A meeting with two phones, without a server."""
    return Cast(db)


@pytest.fixture(scope="session")
def shared_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One server for all tests that do not stop it."""
    with running(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


@pytest.fixture
def hall(shared_hall: Hall) -> Iterator[Hall]:
    """The shared server; what a test connected is hung up after it."""
    yield shared_hall
    while shared_hall.screens:
        shared_hall.screens.pop().close()


@pytest.fixture
def meeting(hall: Hall) -> Meeting:
    """The sample meeting, before it has begun."""
    return sample_in(hall)


def sample_in(hall: Hall) -> Meeting:
    """A sample meeting of today in ``hall``."""
    now = datetime.now(UTC)
    with hall.database.writing() as db:
        return make_sample(db, day=now.date(), now=now, choose=Random())


@pytest.fixture
def at_work(hall: Hall, meeting: Meeting) -> int:
    """The ladder of the sample meeting, open at the tables; its id."""
    return open_ladder(hall, meeting)


def open_ladder(hall: Hall, meeting: Meeting) -> int:
    """Run the item that has the ladder, and open it for the tables; its id."""
    now = datetime.now(UTC)
    with hall.database.writing() as db:
        meeting = db.get_one(Meeting, meeting.id)
        ladder = next(
            exercise
            for item in meeting.items
            for exercise in item.exercises
            if exercise.kind == "ladder"
        )
        conduct.start(db, meeting, ladder.item_id, "console", now)
        phases.open_phase(db, meeting, exercise_id=ladder.id, phase="table", now=now)
        return ladder.id
