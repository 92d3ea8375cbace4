"""The server dies in the middle of the work: nothing is lost, nothing is doubled."""

import signal
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from app.access import Role
from facilitator import plenary
from facilitator.exercises import phases
from facilitator.models import Contribution, Exercise, Meeting
from facilitator.programme import conduct
from facilitator.samples import make_sample
from tests.app.live.hall import Hall, running
from tests.faults.phones import Crowd, Phone

PHONES = 50
EACH = 12
TABLES = 8


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A server of one's own."""
    with running(tmp_path / "data") as hall:
        yield hall


@pytest.fixture
def crowd() -> Iterator[Crowd]:
    """Phones that hang up when the test is over."""
    crowd = Crowd()
    yield crowd
    crowd.close()


def at_work(hall: Hall) -> tuple[Meeting, int]:
    """The sample meeting with its ideas open at the tables and shown on the stage."""
    now = datetime.now(UTC)
    with hall.database.writing() as db:
        meeting = make_sample(db, day=now.date(), now=now, choose=Random(), tables=TABLES)
        exercise = db.scalars(
            select(Exercise).where(Exercise.meeting_id == meeting.id, Exercise.kind == "ideas")
        ).one()
        conduct.start(db, meeting, exercise.item_id, "console", now)
        phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=now)
        plenary.reveal(db, meeting, exercise_id=exercise.id, on=True, now=now)
        return meeting, exercise.id


def stored(hall: Hall, meeting: Meeting) -> list[Contribution]:
    with hall.database.reading() as db:
        found = select(Contribution).where(Contribution.meeting_id == meeting.id)
        return list(db.scalars(found.order_by(Contribution.number)))


# What the clients' library leaves behind when nobody answers is closed by Python itself.
@pytest.mark.filterwarnings("ignore:unclosed", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_is_killed_while_fifty_phones_give_loses_and_doubles_nothing(
    hall: Hall, crowd: Crowd
) -> None:
    meeting, exercise = at_work(hall)
    before = hall.stage(meeting)
    before.wait_for(lambda: before.clocks)
    for number in range(PHONES):
        key = hall.key(meeting, Role.PHONE, hall.seat(meeting, number % TABLES + 1))
        messages = [
            {"exercise": exercise, "phase": "table", "body": {"text": f"fordi {number}.{each}"}}
            for each in range(EACH)
        ]
        Phone(crowd, hall.url, key, messages)
    for share in (0.2, 0.6):
        crowd.wait_for(lambda share=share: len(crowd.taken) > share * PHONES * EACH)
        hall.stop(signal.SIGKILL)
        crowd.wait_for(lambda: not any(phone.connected for phone in crowd.phones))
        kept = {one.id for one in stored(hall, meeting)}
        assert crowd.taken - kept == set()
        assert kept - crowd.given == set()
        hall.start()
    crowd.wait_for(lambda: len(crowd.taken) == PHONES * EACH)
    assert crowd.refused == []

    everything = stored(hall, meeting)
    assert {one.id for one in everything} == crowd.taken
    assert Counter(one.body["text"] for one in everything) == Counter(
        f"fordi {number}.{each}" for number in range(PHONES) for each in range(EACH)
    )
    assert [one.number for one in everything] == list(range(1, PHONES * EACH + 1))

    after = hall.stage(meeting)
    after.say("sync", {"versions": {"stage/page": 0}})
    after.html("stage/page", f"{PHONES * EACH} innspill · {TABLES} bord")
    after.wait_for(lambda: after.clocks)
    runs = [{**screen.clocks[-1], "server_now": 0, "version": 0} for screen in (before, after)]
    assert runs[0]["due"] is not None
    assert runs[0] == runs[1]
    ahead = after.clocks[-1]["server_now"] / 1000 - datetime.now(UTC).timestamp()
    assert abs(ahead) < 1
