"""Two server processes on one PostgreSQL and one Redis are one installation to who uses it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

import pytest

from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing
from tests.app.live.conftest import open_ladder, sample_in
from tests.app.live.hall import PATIENCE, Hall, running
from tests.services import database_of_its_own, free_port


@dataclass
class Two:
    """Two processes of one installation, with a meeting whose tables are at work."""

    first: Hall
    second: Hall
    meeting: Meeting
    exercise: int


@pytest.fixture(scope="module")
def both(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Hall, Hall]]:
    folder: Path = tmp_path_factory.mktemp("processes")
    with database_of_its_own(postgres_url) as url:
        public = "http://medvirk.example"
        environ = {"DATABASE_URL": url, "REDIS_URL": redis_url, "PUBLIC_URL": public}
        halls = Hall(folder, environ), Hall(folder, environ)
        try:
            for hall in halls:
                hall.start()
            yield halls
        finally:
            for hall in halls:
                hall.close()


@pytest.fixture
def two(both: tuple[Hall, Hall]) -> Iterator[Two]:
    first, second = both
    meeting = sample_in(first)
    yield Two(first, second, meeting, open_ladder(first, meeting))
    for hall in both:
        while hall.screens:
            hall.screens.pop().close()


def test_what_one_process_takes_the_screens_of_the_other_show(two: Two) -> None:
    phone, neighbour = two.first.phone(two.meeting), two.second.phone(two.meeting)
    stage = two.second.stage(two.meeting)
    console = two.first.console(two.meeting)
    body = {"aspect": "example", "steps": [2], "text": "Gjestebud"}
    give = {"id": str(uuid4()), "exercise": two.exercise, "body": body}
    assert phone.say("give", give)["ok"] is True
    neighbour.html("phone/board", "Gjestebud")
    assert console.say("reveal", {"exercise": two.exercise, "on": True})["ok"] is True
    stage.html("stage/page", "Gjestebud")


def test_a_screen_gets_each_update_once(two: Two) -> None:
    phone, neighbour = two.first.phone(two.meeting), two.second.phone(two.meeting)
    neighbour.html("phone/seat", "2 er med")
    neighbour.received.clear()
    body = {"aspect": "example", "steps": [2], "text": "Innbyggerpanel"}
    phone.say("give", {"id": str(uuid4()), "exercise": two.exercise, "body": body})
    neighbour.html("phone/board", "Innbyggerpanel")
    boards = [one["version"] for one in neighbour.received if one["name"] == "phone/board"]
    assert boards == sorted(set(boards))


def test_phones_are_counted_wherever_they_are_connected(two: Two) -> None:
    console = two.second.console(two.meeting)
    here, there = two.first.phone(two.meeting, 4), two.second.phone(two.meeting, 4)
    console.html("console/tables", "2 mobiler")
    here.close()
    console.html("console/tables", "1 mobil")
    there.close()


def test_the_same_contribution_to_both_processes_is_kept_once(two: Two) -> None:
    seat = two.first.seat(two.meeting)
    key = two.first.key(two.meeting, "phone", seat)
    one, other = two.first.open({"key": key}), two.second.open({"key": key})
    body = {"aspect": "example", "steps": [2], "text": "Gjestebud"}
    give = {"id": str(uuid4()), "exercise": two.exercise, "body": body}
    assert one.say("give", give) == other.say("give", give)


def test_a_report_is_made_once_for_both_and_gone_from_both(two: Two) -> None:
    def status_and_page(hall: Hall) -> tuple[int, bytes]:
        with closing(HTTPConnection("127.0.0.1", hall.port, timeout=PATIENCE)) as connection:
            connection.request("GET", f"/m/{two.meeting.code}/report")
            answer = connection.getresponse()
            return answer.status, answer.read()

    halls, now = (two.first, two.second), two.meeting.created_at
    with two.first.database.writing() as db:
        publishing.publish(db, db.get_one(Meeting, two.meeting.id), Edition.FULL, now)
    with ThreadPoolExecutor() as pool:
        (status, page), other = pool.map(status_and_page, halls)
    assert (status, (status, page)) == (200, other)
    made = list((two.first.settings.data / "made").iterdir())
    assert [file.suffix for file in made] == [".made"]
    with two.second.database.writing() as db:
        publishing.unpublish(db, db.get_one(Meeting, two.meeting.id))
    assert [status_and_page(hall)[0] for hall in halls] == [404, 404]


def test_without_redis_a_process_serves_its_own_screens(tmp_path: Path) -> None:
    with running(tmp_path, REDIS_URL=f"redis://127.0.0.1:{free_port()}/0") as hall:
        meeting = sample_in(hall)
        exercise = open_ladder(hall, meeting)
        phone, neighbour = hall.phone(meeting), hall.phone(meeting)
        body = {"aspect": "example", "steps": [2], "text": "Gjestebud"}
        give = {"id": str(uuid4()), "exercise": exercise, "body": body}
        assert phone.say("give", give)["ok"] is True
        neighbour.html("phone/board", "Gjestebud")
