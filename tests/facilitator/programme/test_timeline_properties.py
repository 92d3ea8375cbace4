"""What holds for every plan, every log and every moment."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from facilitator.programme.clock import clock
from facilitator.programme.log import LogEntry, fold
from facilitator.programme.plan import Plan, PlanItem
from facilitator.programme.timeline import RowStatus, Timeline, look

COMMANDS = ("start", "next", "back", "extend", "pause", "resume", "finish")
EARLIEST = datetime(2026, 3, 28, 10, tzinfo=UTC)
"""The day before clocks go forward in Oslo."""

moments = st.integers(0, 4 * 24 * 3600).map(lambda s: EARLIEST + timedelta(seconds=s))
item_ids = st.integers(1, 6)
lengths = st.integers(0, 5 * 3600).map(lambda s: timedelta(seconds=s))
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
odd_arguments = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(
        st.sampled_from(["to", "allotted", "seconds", "entry"]), inner, max_size=4
    ), max_leaves=6
)  # fmt: skip
odd_entries = st.builds(
    LogEntry,
    number=st.integers(),
    at=st.datetimes(timezones=st.just(UTC)),
    who=st.text(max_size=5),
    command=st.sampled_from([*COMMANDS, "undo"]) | st.text(max_size=8),
    arguments=odd_arguments,
    item=st.none() | st.integers(-1, 4),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    items = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        length = draw(lengths)
        least = draw(st.just(length) | lengths.map(lambda some, most=length: min(some, most)))
        fixed = draw(st.none() | st.times().map(lambda t: time(t.hour, t.minute)))
        day = draw(st.integers(0, 2))
        items.append(
            PlanItem(number, "Post", "talk", day, length, least, fixed, draw(st.booleans()))
        )
    return Plan(date(2026, 3, 28), "Europe/Oslo", tuple(items))


@st.composite
def logs(draw: st.DrawFn) -> tuple[LogEntry, ...]:
    """Logs as ``conduct`` writes them, from the meeting's first evening on, in order of time."""
    entries: list[LogEntry] = []
    for number, at in enumerate(sorted(draw(st.lists(moments, max_size=8))), start=1):
        state = fold(entries)
        command = draw(st.sampled_from([*COMMANDS, "undo"]))
        arguments = {
            "to": draw(item_ids),
            "allotted": draw(st.integers(0, 7200)),
            "seconds": draw(st.integers(-3600, 3600)),
            "entry": state.last,
        }
        entries.append(LogEntry(number, at, "Astrid", command, arguments, state.current))
    return tuple(entries)


@given(st.lists(odd_entries, max_size=12))
def test_the_fold_of_any_log_never_raises_and_no_run_ends_before_it_starts(
    entries: list[LogEntry],
) -> None:
    state = fold(entries)
    assert all(run.ended is not None and run.ended >= run.started for run in state.runs[:-1])
    assert all(run.given >= timedelta() <= run.paused for run in state.runs)


@given(logs(), moments, st.sampled_from(COMMANDS), item_ids, st.integers(-900, 900))
def test_undo_of_the_last_command_gives_the_state_before_it(
    entries: tuple[LogEntry, ...], at: datetime, command: str, item: int, seconds: int
) -> None:
    before = fold(entries)
    number = len(entries) + 1
    arguments = {"to": item, "allotted": 600, "seconds": seconds}
    done = (*entries, LogEntry(number, at, "Astrid", command, arguments, before.current))
    undo = LogEntry(number + 1, at, "Astrid", "undo", {"entry": number}, fold(done).current)
    assert fold((*done, undo)) == before


@given(plans(), logs(), moments)
def test_every_item_has_its_row_and_at_most_one_is_current(
    plan: Plan, entries: tuple[LogEntry, ...], now: datetime
) -> None:
    timeline = look(plan, fold(entries), now)
    assert [row.item for row in timeline.rows] == [item.id for item in plan.items]
    current = [row.item for row in timeline.rows if row.status is RowStatus.CURRENT]
    assert current == ([timeline.current] if timeline.row(timeline.current) else [])
    shown = clock(timeline)
    assert (shown["due"] is None) is (timeline.due is None)


@given(plans(), logs(), moments)
def test_what_is_to_come_is_expected_in_order_and_not_before_now(
    plan: Plan, entries: tuple[LogEntry, ...], now: datetime
) -> None:
    timeline = look(plan, fold(entries), now)
    later = [row for row in timeline.rows if row.status is RowStatus.LATER]
    spans = [(row.expected_start, row.expected_end) for row in later]
    assert all(start and end and now <= start <= end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans) if one[1] and other[0])


@given(plans(), logs(), moments, moments)
def test_a_later_now_never_gives_an_earlier_forecast(
    plan: Plan, entries: tuple[LogEntry, ...], one: datetime, other: datetime
) -> None:
    state = fold(entries)
    sooner, later = look(plan, state, min(one, other)), look(plan, state, max(one, other))
    assert all(
        was <= becomes
        for was, becomes in zip(_expected(sooner), _expected(later), strict=True)
        if was and becomes
    )
    assert sooner.drift_now <= later.drift_now or sooner.status != later.status


@given(plans(), moments, lengths, moments)
def test_an_extension_delays_what_is_to_come_by_no_more_than_itself(
    plan: Plan, started: datetime, extra: timedelta, now: datetime
) -> None:
    start = LogEntry(1, started, "Astrid", "start", {"to": 1, "allotted": 600}, None)
    seconds = int(extra.total_seconds())
    extend = LogEntry(2, started, "Astrid", "extend", {"seconds": seconds}, 1)
    before, after = look(plan, fold([start]), now), look(plan, fold([start, extend]), now)
    pairs = list(zip(_expected(before), _expected(after), strict=True))
    assert all(timedelta() <= b - a <= extra for a, b in pairs if a and b)


def _expected(timeline: Timeline) -> list[datetime | None]:
    return [moment for row in timeline.rows for moment in (row.expected_start, row.expected_end)]
