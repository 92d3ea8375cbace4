"""An evening that is played faster, by a steady clock that the test moves on."""

from playwright.sync_api import Page

MINUTE = 60_000
PLAYED = """async ({ changes, steps }) => {
  const { Playback } = await import('/js/playback.js');
  let now = 0;
  const end = changes.at(-1);
  const next = (at) => changes.find((change) => change > at) ?? end;
  const playback = new Playback({ start: 0, end, next }, () => now);
  const acts = {
    wait: (milliseconds) => { now += milliseconds; },
    toggle: () => playback.toggle(),
    speed: (times) => playback.setSpeed(times),
    seek: (at) => playback.seek(at),
    skips: (on) => { playback.skips = on; },
  };
  return steps.map(([act, value]) => {
    acts[act](value);
    return [playback.go(), playback.speed, playback.playing];
  });
}"""


def test_it_runs_from_once_to_sixty_times_as_quickly_and_ends_at_the_end(page: Page) -> None:
    changes = [MINUTE * number for number in range(1, 11)]
    steps = [
        ("speed", 1),
        ("toggle", None),
        ("wait", 1000),
        ("speed", 60),
        ("wait", 1000),
        ("speed", 20),
        ("wait", 1000),
        ("toggle", None),
        ("wait", 1000),
        ("toggle", None),
        ("wait", 99_000),
        ("toggle", None),
    ]
    played = page.evaluate(PLAYED, {"changes": changes, "steps": steps})
    assert played == [
        [0, 1, False],
        [0, 1, True],
        [1000, 1, True],
        [1000, 60, True],
        [61_000, 60, True],
        [61_000, 20, True],
        [81_000, 20, True],
        [81_000, 20, False],
        [81_000, 20, False],
        [81_000, 20, True],
        [10 * MINUTE, 20, False],
        [0, 20, True],
    ]


def test_a_pause_is_left_out_once_its_page_has_been_seen_unless_one_wants_it(page: Page) -> None:
    changes = [20 * MINUTE, 40 * MINUTE]
    steps = [
        ("speed", 1),
        ("toggle", None),
        ("wait", 4000),
        ("wait", 1),
        ("wait", 5000),
        ("skips", False),
        ("wait", 9000),
    ]
    played = page.evaluate(PLAYED, {"changes": changes, "steps": steps})
    after = 20 * MINUTE
    assert [at for at, _speed, _playing in played] == [
        *(0, 0, 4000, after - 5000, after, after, after + 9000),
    ]
