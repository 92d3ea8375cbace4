"""Where things lie on a page, and a finger that pulls them from one place to another."""

from playwright.sync_api import Locator, Page


def centre(of: Locator) -> tuple[float, float]:
    """The middle of something, in pixels of the window."""
    box = of.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def pull(page: Page, what: Locator, to: Locator) -> None:
    """Lay a finger on ``what``, draw it to ``to`` and lift it."""
    (x, y), (to_x, to_y) = centre(what), centre(to)
    steps = [(x + (to_x - x) * part / 8, y + (to_y - y) * part / 8) for part in range(9)]
    touch = page.context.new_cdp_session(page)
    for kind, points in (
        ("touchStart", [steps[0]]),
        *(("touchMove", [step]) for step in steps[1:]),
        ("touchEnd", []),
    ):
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )
