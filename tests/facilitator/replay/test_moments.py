"""When a replay looks at an evening: often enough to be true to it, seldom enough to be drawn."""

from datetime import timedelta

from facilitator.replay.moments import MOST_DRAWN, SLIDE, Beat, moments
from facilitator.replay.span import Span
from tests.factories import NOON

SPAN = Span(NOON, NOON + timedelta(hours=3))


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_what_is_said_is_gathered_and_what_the_moderator_does_is_seen_at_once() -> None:
    beats = [
        *(Beat(NOON + after(second), at_once=False) for second in (10, 11, 12, 15)),
        Beat(NOON + after(15.5), at_once=True),
        Beat(NOON + after(16), at_once=False),
    ]
    looked = [(at - NOON).total_seconds() for at in moments(beats, SPAN)]
    assert [one for one in looked if 0 < one < SLIDE.total_seconds()] == [12, 15, 15.5, 16]


def test_a_very_large_evening_is_drawn_in_as_many_strokes_as_a_large_one() -> None:
    said = [
        Beat(NOON + after(number / 2), at_once=number % 5 == 0, drawn=number)
        for number in range(1, 8000)
    ]
    looked = moments(said, SPAN)
    drawn = {max((one.drawn for one in said if one.at <= at), default=0) for at in looked}
    assert MOST_DRAWN / 4 < sum(drawn) < MOST_DRAWN * 1.1
