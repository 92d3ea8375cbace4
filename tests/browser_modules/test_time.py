"""Time as people read it, and the server's time by a clock of one's own that is wrong."""

from playwright.sync_api import Page

MINUTE = 60_000


def test_time_that_is_left_counts_down_and_time_that_is_over_counts_up(page: Page) -> None:
    lefts = [
        444_000,
        443_001,
        60_000,
        59_000,
        1,
        0,
        -999,
        -1000,
        -80_000,
        75 * MINUTE,
        -75 * MINUTE,
    ]
    shown = page.evaluate(
        "async lefts => lefts.map((await import('/js/time.js')).timeLeft)",
        lefts,
    )
    assert shown == [
        *("7:24", "7:24", "1:00", "0:59", "0:01", "0:00", "0:00", "+0:01", "+1:20"),
        *("1:15:00", "+1:15:00"),
    ]


def test_a_countdown_stops_at_nothing(page: Page) -> None:
    shown = page.evaluate(
        "async lefts => lefts.map((await import('/js/time.js')).countdown)", [61_000, 0, -61_000]
    )
    assert shown == ["1:01", "0:00", "0:00"]


def test_the_wall_clock_is_the_meetings_on_both_nights_that_the_clocks_change(page: Page) -> None:
    moments = [
        1_774_745_999_000,  # 2026-03-29T00:59:59Z, a second before summer
        1_774_746_000_000,
        1_792_886_399_000,  # 2026-10-24T23:59:59Z
        1_792_889_999_000,  # 2026-10-25T00:59:59Z, a second before the hour that comes twice
        1_792_890_000_000,
    ]
    shown = page.evaluate(
        """async moments => {
          const { hoursMinutes, hoursMinutesSeconds } = await import('/js/time.js');
          return moments.map((moment) => [
            hoursMinutes(moment, "Europe/Oslo"), hoursMinutesSeconds(moment, "UTC"),
          ]);
        }""",
        moments,
    )
    assert shown == [
        ["01.59", "00.59.59"],
        ["03.00", "01.00.00"],
        ["01.59", "23.59.59"],
        ["02.59", "00.59.59"],
        ["02.00", "01.00.00"],
    ]


SKEW = """async samples => {
  const { Skew } = await import('/js/skew.js');
  const skew = new Skew();
  return samples.map(([server, asked, answered]) => {
    skew.add(server, asked ?? -Infinity, answered);
    return [Math.round(skew.serverTime(answered) * 10) / 10, Math.round(skew.uncertainty)];
  });
}"""


def test_the_quickest_answer_says_most(page: Page) -> None:
    # The server is at 1,000,000 when this clock is at 0; the answers take 400, 10 and 600 ms.
    shown = page.evaluate(
        SKEW, [[1_000_100, 0, 400], [1_001_005, 1000, 1010], [1_002_500, 2000, 2600]]
    )
    assert shown == [[1_000_300.5, 201], [1_001_010.5, 6], [1_002_600.5, 6]]


def test_a_message_that_nobody_asked_for_says_at_least_how_late_it_is(page: Page) -> None:
    shown = page.evaluate(
        """async () => {
          const { Skew } = await import('/js/skew.js');
          const skew = new Skew();
          const before = skew.known;
          skew.add(1_000_000, -Infinity, 100);
          return [before, skew.known, skew.serverTime(100)];
        }"""
    )
    assert shown == [False, True, 1_000_000]


def test_a_late_message_does_not_disturb_what_is_known(page: Page) -> None:
    shown = page.evaluate(SKEW, [[1_000_005, 0, 10], [1_000_500, None, 3000]])
    assert shown == [[1_000_010.5, 6], [1_003_000.5, 6]]


def test_a_server_whose_clock_steps_back_is_believed_at_once(page: Page) -> None:
    shown = page.evaluate(SKEW, [[1_000_005, 0, 10], [400_005, 1000, 1010]])
    assert [time for time, _ in shown] == [1_000_010.5, 400_010.5]


def test_a_laptop_that_slept_starts_afresh(page: Page) -> None:
    # Its steady clock stood still for an hour.
    shown = page.evaluate(SKEW, [[1_000_005, 0, 10], [4_601_005, 1000, 1010]])
    assert [time for time, _ in shown] == [1_000_010.5, 4_601_010.5]


def test_clocks_that_drift_apart_over_an_evening_are_followed(page: Page) -> None:
    # Fifty parts in a million, an answer of 20 ms every ten seconds for three hours.
    samples = [
        [1_000_000 + round(at * 1.00005) + 10, at, at + 20] for at in range(0, 10_800_000, 10_000)
    ]
    shown = page.evaluate(SKEW, samples)
    wrong = [time - (server + 10) for (time, _), (server, *_) in zip(shown, samples, strict=True)]
    assert max(map(abs, wrong)) < 15
