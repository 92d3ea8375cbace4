"""Which moments are worth a picture, however much happened."""

from datetime import UTC, datetime, timedelta

from facilitator.replay.moments import MOST, moments
from facilitator.replay.span import Span

START = datetime(2026, 9, 24, 14, tzinfo=UTC)
SPAN = Span(START, START + timedelta(hours=3))


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_what_tables_say_is_gathered_and_what_the_moderator_does_is_not() -> None:
    said = [(after(seconds), False) for seconds in (3, 3.5, 4, 6, 6.5)]
    happened = sorted([*said, (after(4.5), True), (after(-1), True)])
    found = moments(happened, SPAN)
    assert [at for at in found if at < after(30)] == [
        after(seconds) for seconds in (0, 4, 4.5, 6.5)
    ]
    assert found[-1] == SPAN.end


def test_there_are_only_so_many_however_much_is_said() -> None:
    said = [(after(seconds), False) for seconds in range(1, 10_000)]
    assert len(moments(said, SPAN)) < MOST + 3 * 60 * 2 + 3


def test_a_moderator_who_never_rests_is_shown_to_the_end() -> None:
    happened = [(after(2 * n + turn), bool(turn)) for n in range(1, 2 * MOST) for turn in (0, 1)]
    assert {at for at, _at_once in happened} <= set(moments(happened, SPAN))
