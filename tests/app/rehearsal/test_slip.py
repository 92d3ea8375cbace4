"""What a rehearsal tells of itself, and the lock that says that it lives."""

import os

import pytest

from app.config import Settings
from app.rehearsal.slip import Slip, State, Told
from facilitator.errors import Refused

PLAYING = Told(State.PLAYING, tables=8, phones=48, speed=20, steers="rehearsal", code="SEL42")


@pytest.fixture
def slip(settings: Settings) -> Slip:
    return Slip(settings, "TRAPP47")


def test_nothing_is_known_of_a_meeting_that_was_never_rehearsed(slip: Slip) -> None:
    assert (slip.read(), slip.held) == (None, False)


def test_what_is_told_is_read_as_long_as_it_lives(slip: Slip) -> None:
    with slip.taken():
        slip.write(PLAYING)
        assert (slip.read(), slip.held) == (PLAYING, True)


def test_one_that_went_without_a_word_has_failed(slip: Slip) -> None:
    with slip.taken():
        slip.write(PLAYING)
    told = slip.read()
    assert told is not None
    assert (told.state, told.problem, told.code) == (State.FAILED, "broken_off", "SEL42")


def test_there_is_one_at_a_time(slip: Slip, settings: Settings) -> None:
    with slip.taken():
        with pytest.raises(Refused) as error:
            Slip(settings, "TRAPP47").take()
        os.close(Slip(settings, "TRAPP48").take())
    assert error.value.code == "rehearsing"
    os.close(slip.take())


def test_a_process_that_inherits_the_lock_holds_it_on(slip: Slip) -> None:
    with slip.taken() as handle:
        inherited = os.dup(handle)
    assert slip.held
    os.close(inherited)
    assert not slip.held


def test_it_is_asked_to_stop_once(slip: Slip) -> None:
    with slip.taken():
        slip.ask_to_stop()
        assert slip.asked_to_stop
    with slip.taken():
        assert not slip.asked_to_stop


def test_a_slip_that_cannot_be_read_tells_nothing(slip: Slip, settings: Settings) -> None:
    with slip.taken():
        slip.write(PLAYING)
        (settings.data / "rehearsals/TRAPP47.json").write_text('{"state": "asleep"}')
        assert slip.read() is None


def test_all_that_were_ever_rehearsed_are_found(slip: Slip, settings: Settings) -> None:
    with slip.taken():
        slip.write(PLAYING)
    assert [one.code for one in Slip.all(settings)] == ["TRAPP47"]
