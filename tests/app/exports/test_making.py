"""How files are made: once for everybody, anew when anything changed, again after a failure."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.config import Settings
from app.database import Database
from app.exports import making
from app.exports import wanted as known_by
from app.exports.making import Answer, Maker
from app.exports.shelf import Failed, Made, UnderWay
from app.exports.wanted import Wanted
from facilitator.models import Invitation, Meeting
from facilitator.report.edition import Edition
from facilitator.report.organiser import words as report
from tests.app.exports.worker import FORMATS, GO, name_of
from tests.app.waiting import PATIENCE, eventually
from tests.factories import NOON, make_meeting


class Desk:
    """Where one asks for files of one meeting."""

    def __init__(self, settings: Settings, database: Database, meeting: Meeting) -> None:
        self.settings = settings
        self.database = database
        self.meeting_id = meeting.id
        self.folder = settings.data / "made"
        self._makers: list[Maker] = []
        self.maker = self.another()

    def another(self) -> Maker:
        """Another server process's."""
        self._makers.append(Maker(self.settings, self.database, "tests.app.exports.worker"))
        return self._makers[-1]

    def close(self) -> None:
        """End what was begun."""
        for maker in self._makers:
            maker.end_all()

    def wanted(self, name: str, edition: Edition = Edition.FULL) -> Wanted:
        """The file in one of the tests' formats."""
        with self.database.reading() as db:
            meeting = db.get_one(Meeting, self.meeting_id)
            return self.maker.wanted(meeting, FORMATS[name], edition)

    def wait(self, name: str) -> Answer:
        """What becomes of it."""
        return self.maker.wait(self.wanted(name), PATIENCE)

    def begin(self, name: str) -> Wanted:
        """Begin one that does not end by itself, and wait until it is half done."""
        file = self.wanted(name)
        self.maker.make(file)
        eventually(lambda: self.maker.follow(file.key) == UnderWay(file.key, 2, 5))
        return file

    def there(self) -> set[str]:
        """The endings of what lies in the folder."""
        return {file.suffix for file in self.folder.iterdir()}


def words(answer: Answer) -> str:
    """What stands in a file that was made."""
    assert isinstance(answer, Made), answer
    return answer.file.read_text()


@pytest.fixture
def desk(settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A meeting of which there is no file yet."""
    monkeypatch.setattr(known_by, "module_of", name_of)
    with database.writing() as db:
        desk = Desk(settings, database, make_meeting(db, title="Kommune 3.0", version=41))
    yield desk
    desk.close()


def test_a_file_is_made_once_and_served_again_until_the_meeting_changes(desk: Desk) -> None:
    first = desk.wait("quick")
    assert words(first) == "('Kommune 3.0', 41, None) full"
    assert isinstance(first, Made)
    assert {path.stat().st_mode & 0o777 for path in (first.file, desk.folder)} == {0o600, 0o700}
    written = first.file.stat().st_mtime_ns
    assert desk.another().make(desk.wanted("quick")) == first
    assert (first.file.stat().st_mtime_ns, desk.there()) == (written, {".made"})
    with desk.database.writing() as db:
        report.change(db, db.get_one(Meeting, desk.meeting_id), {"introduction": "Takk!"}, {})
    assert words(desk.wait("quick")) == "('Kommune 3.0', 42, 'Takk!') full"
    # Whoever asked before that still finds what they asked for.
    assert desk.maker.follow(first.key) == first


def test_who_asks_while_it_is_made_waits_for_the_same_file_and_others_for_their_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_AT_ONCE", 1)
    file, other = desk.begin("slow"), desk.wanted("quick")
    assert desk.maker.make(other) == UnderWay(other.key, begun=False)
    assert [desk.maker.make(file), desk.another().make(file)] == 2 * [UnderWay(file.key, 2, 5)]
    assert UnderWay(file.key, 2, 5).percent == 40
    assert len(desk.maker.processes) == 1
    (desk.settings.data / GO).touch()
    with ThreadPoolExecutor() as pool:
        made = set(pool.map(lambda one: one.wait(file, PATIENCE), (desk.maker, desk.another())))
    made.add(desk.maker.wait(other, PATIENCE))
    assert {words(one) for one in made} == {"('Kommune 3.0', 41, None) full"}
    assert desk.there() == {".made"}


def test_what_a_killed_process_left_is_told_and_taken_over(desk: Desk) -> None:
    file = desk.begin("slow")
    (process,) = desk.maker.processes
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert desk.another().follow(file.key) == Failed(file.key, "making_broke_off")
    (desk.settings.data / GO).touch()
    assert words(desk.another().wait(file, PATIENCE)) == "('Kommune 3.0', 41, None) full"
    assert desk.there() == {".made"}


def test_who_waits_for_a_server_that_stops_gets_the_file_from_another(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pause = desk.begin("slow"), time.sleep

    def stop_the_first(seconds: float) -> None:
        desk.maker.end_all()
        (desk.settings.data / GO).touch()
        pause(seconds)

    monkeypatch.setattr(time, "sleep", stop_the_first)
    assert words(desk.another().wait(file, PATIENCE)) == "('Kommune 3.0', 41, None) full"


def test_a_server_that_stops_ends_what_it_has_begun(desk: Desk) -> None:
    file = desk.begin("slow")
    passing = desk.folder / f"{file.key}.passing"
    assert len([*passing.iterdir()]) == 1
    desk.maker.sweep()
    assert len([*passing.iterdir()]) == 1
    desk.maker.end_all()
    assert desk.maker.follow(file.key) == Failed(file.key, "making_broke_off")
    desk.maker.sweep()
    assert (desk.maker.follow(file.key), desk.there()) == (None, set())


def test_what_cannot_be_made_says_why_and_leaves_nothing_half(
    desk: Desk, capfd: pytest.CaptureFixture[str]
) -> None:
    with ThreadPoolExecutor(2) as pool:
        asked = [(desk.another(), desk.wanted(name)) for name in ("broken", "full")]
        failed = list(pool.map(lambda one: one[0].wait(one[1], PATIENCE), asked))
    assert all(isinstance(one, Failed) for one in failed)
    assert [one.code for one in failed if isinstance(one, Failed)] == [
        "not_made",
        "no_space",
    ]
    assert desk.there() == {".json"}
    log = capfd.readouterr().err
    for one in failed:
        assert isinstance(one, Failed)
        assert f"{one.key} could not be made [{one.details.get('number', '')}" in log
    assert "Kommune 3.0" not in log


def test_a_folder_that_cannot_be_written_is_told(desk: Desk) -> None:
    desk.folder.write_text("no folder")
    failed = desk.maker.make(desk.wanted("quick"))
    assert isinstance(failed, Failed)
    assert (failed.code, [*failed.details]) == ("not_made", ["number"])


def lay(desk: Desk, key: str, hours: float, size: int = 1) -> str:
    """The name of a file that was made so long before noon."""
    desk.folder.mkdir(exist_ok=True)
    file = desk.folder / f"{key}.made"
    file.write_bytes(bytes(size))
    at = (NOON - timedelta(hours=hours)).timestamp()
    os.utime(file, (at, at))
    return file.name


def test_files_go_when_they_are_old_or_stale_or_tell_of_who_is_forgotten(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.database.writing() as db:
        forgotten = make_meeting(db, version=7)
        db.get_one(Invitation, forgotten.id).forgotten_at = NOON - timedelta(hours=1)
    id = desk.meeting_id
    names = {
        "today's": lay(desk, f"{id}.csv.full.41-a", 1),
        "yesterday's": lay(desk, f"{id}.pdf.full.41-a", 25),
        "stale, just made": lay(desk, f"{id}.csv.full.40-a", 0.1),
        "stale": lay(desk, f"{id}.csv.full.40-b", 0.2),
        "of people who are forgotten": lay(desk, f"{forgotten.id}.csv.full.7-a", 1.01),
        "made after that": lay(desk, f"{forgotten.id}.csv.full.7-b", 0.9),
        "of no meeting": lay(desk, "99.csv.full.7-a", 0.01),
        "of both": lay(desk, f"{id}_{forgotten.id}.pdf.full.41_7-a", 0.8),
        "of both, stale": lay(desk, f"{id}_{forgotten.id}.pdf.full.41_6-a", 0.8),
    }

    def tidied() -> set[str]:
        desk.maker.tidy(desk.database, NOON)
        return {what for what, name in names.items() if (desk.folder / name).exists()}

    assert tidied() == {"today's", "stale, just made", "made after that", "of both"}
    # There is room for the newest ones only.
    monkeypatch.setattr(making, "MOST_BYTES", 2)
    assert tidied() == {"stale, just made", "of both"}
