"""How much one may send before it is too much."""

from app.live.limits import BYTES, FRAMES, Allowance, Flow, Limits

ONCE = Allowance(burst=3, rate=0)


def test_as_many_as_fit_at_once_and_then_no_more() -> None:
    limits = Limits(hold=True)
    assert [limits.take("give", "anna", ONCE) for _ in range(5)] == [True] * 3 + [False] * 2


def test_each_has_their_own_and_each_thing_counts_apart() -> None:
    limits = Limits(hold=True)
    for _ in range(3):
        limits.take("give", "anna", ONCE)
    assert limits.take("give", "bjørn", ONCE)
    assert limits.take("message", "anna", ONCE)
    assert not limits.take("give", "anna", ONCE)


def test_it_fills_again_with_time() -> None:
    limits = Limits(hold=True)
    quick = Allowance(burst=1, rate=1e9)
    assert [limits.take("give", "anna", quick) for _ in range(3)] == [True] * 3


def test_looking_takes_nothing() -> None:
    limits = Limits(hold=True)
    assert [limits.exhausted("lookup", "hall", ONCE) for _ in range(5)] == [False] * 5
    for _ in range(3):
        limits.take("lookup", "hall", ONCE)
    assert limits.exhausted("lookup", "hall", ONCE)


def test_lifted_limits_hold_nobody() -> None:
    limits = Limits(hold=False)
    assert all(limits.take("give", "anna", ONCE) for _ in range(100))
    assert not limits.exhausted("give", "anna", ONCE)
    assert all(Flow(hold=False).take(10**9) for _ in range(1000))


def test_a_connection_is_held_by_its_bytes_and_by_its_frames() -> None:
    assert not Flow(hold=True).take(int(BYTES.burst) + 1)
    flow = Flow(hold=True)
    taken = sum(flow.take(0) for _ in range(int(FRAMES.burst) * 2))
    assert FRAMES.burst <= taken < FRAMES.burst * 2
