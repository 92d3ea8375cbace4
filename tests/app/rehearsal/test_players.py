"""What a simulated phone and a simulated moderator do when things do not go by themselves."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from app.rehearsal import moderator, phones
from app.rehearsal.moderator import Moderator
from app.rehearsal.parts import Cue
from app.rehearsal.phones import Phone, Tally
from app.rehearsal.screens import NotSeated
from facilitator.programme.timeline import Status, Timeline
from tests.app.conftest import SetClock
from tests.factories import NOON

GIVE = {"id": "a", "exercise": 1, "body": {"text": "Tillit"}}


class Line:
    """A screen's connection that a test makes and loses, and answers by hand."""

    def __init__(self) -> None:
        self.connected = False
        self.said: list[tuple[str, Mapping[str, Any]]] = []
        self.waiting: list[Callable[[Mapping[str, Any]], None]] = []

    @property
    def under_way(self) -> int:
        return len(self.waiting)

    def connect(self) -> bool:
        self.connected = True
        return True

    def hang_up(self) -> None:
        self.connected = False

    def sync(self) -> None:
        """Nobody asks what is new here."""

    def say(self, name: str, payload: Mapping[str, Any], answered: Callable[..., None]) -> bool:
        if self.connected:
            self.said.append((name, payload))
            self.waiting.append(answered)
        return self.connected

    def ask(self, name: str, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        self.said.append((name, payload))
        return {"ok": True}

    def answer(self, **answer: Any) -> None:
        self.waiting.pop(0)(answer)


class Time:
    """The seconds that ``monotonic`` tells."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    for module in (phones, moderator):
        monkeypatch.setattr(module, "monotonic", time)
    return time


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture
def line(seconds: Time) -> Line:
    return Line()


@pytest.fixture
def phone(line: Line, tally: Tally) -> Phone:
    return Phone(lambda: "key", lambda _key: line, tally)  # type: ignore[arg-type, return-value]


def test_what_is_given_without_a_net_waits_in_the_phone(
    phone: Phone, line: Line, tally: Tally
) -> None:
    phone.say("give", GIVE)
    assert (line.said, phone.unanswered) == ([], 1)
    phone.come()
    phone.tend(Random(1))
    assert line.said == [("give", GIVE)]
    line.answer(ok=True)
    assert (phone.unanswered, tally.acknowledged) == (0, {"a"})


def test_what_a_lost_line_carried_is_sent_again_when_it_is_back(phone: Phone, line: Line) -> None:
    phone.come()
    phone.say("give", GIVE)
    phone.go()
    phone.come()
    phone.tend(Random(1))
    assert line.said == [("give", GIVE)] * 2


def test_what_may_be_taken_later_is_sent_again_a_little_later(
    phone: Phone, line: Line, tally: Tally, seconds: Time
) -> None:
    phone.come()
    phone.say("give", GIVE)
    line.answer(ok=False, code="too_fast", retry=True)
    phone.tend(Random(1))
    assert len(line.said) == 1
    seconds.now += 2
    phone.tend(Random(1))
    assert (len(line.said), tally.refused) == (2, {})


def test_what_is_refused_for_good_is_not_sent_again(
    phone: Phone, line: Line, tally: Tally, seconds: Time
) -> None:
    phone.come()
    phone.say("give", GIVE)
    line.answer(ok=False, code="closed")
    seconds.now += 60
    phone.tend(Random(1))
    assert (len(line.said), phone.unanswered, tally.refused) == (1, 0, {"closed": 1})


def test_a_phone_that_finds_no_seat_tries_again(line: Line, tally: Tally, seconds: Time) -> None:
    seats = iter([NotSeated("503"), OSError("no server"), "key"])

    def sit() -> str:
        found = next(seats)
        if isinstance(found, Exception):
            raise found
        return found

    phone = Phone(sit, lambda _key: line, tally)  # type: ignore[arg-type, return-value]
    phone.has_net = True
    tried = []
    for _again in range(4):
        if phone.needs_net():
            phone.come()
        tried.append((phone.needs_net(), phone.connected))
        seconds.now += 3
    assert tried == [(False, False), (False, False), (False, True), (False, True)]


@pytest.fixture
def console() -> Line:
    return Line()


@pytest.fixture
def steering(console: Line, tally: Tally, clock: SetClock, seconds: Time) -> Moderator:
    console.connect()
    return Moderator(console, tally, clock)  # type: ignore[arg-type]


RUNNING = Timeline(
    now=NOON,
    status=Status.RUNNING,
    current=7,
    started=NOON,
    due=NOON + timedelta(minutes=1),
    next=8,
)
OPEN = Cue(0, "phase", {"exercise": 1, "phase": "table"})


def nobody(_exercise: int) -> bool:
    return False


def somebody(_exercise: int) -> bool:
    return True


def test_the_moderator_starts_goes_on_and_ends_when_time_is_up(
    steering: Moderator, console: Line, clock: SetClock, seconds: Time
) -> None:
    last = replace(RUNNING, next=None)
    for timeline in (Timeline(now=NOON), RUNNING, RUNNING, last):
        steering.step(timeline, nobody)
        seconds.now += 1
        clock.pass_by(seconds=40)
    assert console.said == [
        ("next", {"current": None}),
        ("next", {"current": 7}),
        ("finish", {"current": 7}),
    ]


def test_nothing_is_gone_on_from_while_something_is_left_to_do(
    steering: Moderator, console: Line, clock: SetClock
) -> None:
    steering.begin([replace(OPEN, at=5)])
    clock.pass_by(minutes=9)
    assert (steering.step(RUNNING, nobody), console.said) == (False, [])


def test_a_phase_is_not_closed_over_somebody_but_not_held_up_for_ever(
    steering: Moderator, console: Line, seconds: Time
) -> None:
    steering.begin([OPEN])
    assert not steering.step(RUNNING, somebody)
    seconds.now += 3
    assert steering.step(RUNNING, somebody)
    assert console.said == [("phase", OPEN.payload)]


def test_while_the_clock_stands_the_moderator_waits_as_long(
    steering: Moderator, console: Line, seconds: Time
) -> None:
    steering.begin([replace(OPEN, at=10)])
    paused = replace(RUNNING, status=Status.PAUSED)
    for timeline, length in ((RUNNING, 5), (paused, 60), (RUNNING, 3)):
        seconds.now += length
        assert not steering.step(timeline, nobody)
    seconds.now += 3
    assert steering.step(RUNNING, nobody)


def test_nothing_is_done_with_what_was_never_said(
    steering: Moderator, console: Line, tally: Tally
) -> None:
    tally.take("give", {"id": "b"}, {"ok": True})
    steering.begin(
        [
            Cue(0, "lift", {"id": "a", "on": True}),
            Cue(0, "lift", {"id": "b", "on": True}),
            Cue(0, "theme", {"do": "make", "exercise": 1, "ids": ["a", "b"]}),
            Cue(0, "theme", {"do": "make", "exercise": 1, "ids": ["a"]}),
        ]
    )
    assert [steering.step(RUNNING, nobody) for _cue in range(4)] == [False, True, True, False]
    assert console.said == [
        ("lift", {"id": "b", "on": True}),
        ("theme", {"do": "make", "exercise": 1, "ids": ["b"]}),
    ]
