"""The organiser's pages with their scripts: a preview while one writes, lists that are dragged."""

from playwright.sync_api import Page

from tests.browser_modules.hall import Hall, document

SCRIPT = 'import "/js/organise.js"'


def test_what_is_understood_is_shown_while_one_writes(page: Page, hall: Hall) -> None:
    asked: list[dict[str, str]] = []

    def understood(fields: dict[str, str]) -> str:
        asked.append(fields)
        return f"<ol><li>{fields['text']}</li></ol>"

    hall.posts["/preview"] = understood
    hall.pages["/new"] = document(
        """<form data-paste data-preview="/preview" data-preview-target="understood">
        <input type="hidden" name="csrf_token" value="hemmelig"><textarea name="text"></textarea>
        </form><div id="understood"></div>""",
        SCRIPT,
    )
    page.goto(f"{hall.origin}/new")
    page.locator("textarea").press_sequentially("Kl. 16")
    page.locator("li", has_text="Kl. 16").wait_for()
    page.locator("textarea").press_sequentially(".30")
    page.locator("li", has_text="Kl. 16.30").wait_for()
    assert asked == [
        {"csrf_token": "hemmelig", "text": "Kl. 16"},
        {"csrf_token": "hemmelig", "text": "Kl. 16.30"},
    ]


def test_what_goes_on_is_asked_for_until_it_is_over(page: Page, hall: Hall) -> None:
    def box(state: str, lives: str) -> str:
        return f"""<div id="box" data-refresh="/state"><p data-state {lives}>{state}</p></div>"""

    page.clock.install()
    hall.pages["/rehearsal"] = document(box("begynner", "data-lives"), SCRIPT)
    hall.pages["/state"] = "<p data-state data-lives>er i gang</p>"
    page.goto(f"{hall.origin}/rehearsal")
    page.clock.run_for(2000)
    page.locator("[data-state]", has_text="er i gang").wait_for()
    hall.pages["/state"] = "<p data-state>er over</p>"
    hall.pages["/rehearsal"] = document(box("er over", "") + "<form></form>", SCRIPT)
    page.clock.run_for(2000)
    page.locator("form").wait_for(state="attached")
    assert page.locator("[data-state]").text_content() == "er over"


def programme(order: str) -> str:
    items = "".join(
        f"""<li data-item="{item}" id="item-{item}" draggable="true">Post {item}
        <form data-move method="post" action="/move"><input type="hidden" name="item"
        value="{item}"><button id="up-{item}" name="before" value="{order[at - 1]}">Opp</button>
        </form></li>"""
        for at, item in enumerate(order)
    )
    return document(f'<ol id="programme" data-sortable>{items}</ol>', SCRIPT)


def open_programme(page: Page, hall: Hall) -> list[dict[str, str]]:
    asked: list[dict[str, str]] = []

    def move(fields: dict[str, str]) -> str:
        asked.append(fields)
        rest = order[0].replace(fields["item"], "")
        at = rest.index(fields["before"]) if fields["before"] else len(rest)
        order[0] = rest[:at] + fields["item"] + rest[at:]
        return programme(order[0])

    order = ["1234"]
    hall.posts["/move"] = move
    hall.pages["/programme"] = programme(order[0])
    page.goto(f"{hall.origin}/programme")
    page.evaluate("globalThis.same = true")
    return asked


def order_of(page: Page) -> str:
    order: str = page.evaluate(
        "[...document.querySelectorAll('[data-item]')].map((one) => one.dataset.item).join('')"
    )
    return order


def test_the_buttons_move_an_item_and_keep_the_focus(page: Page, hall: Hall) -> None:
    asked = open_programme(page, hall)
    page.locator("#up-3").focus()
    for expected in ("1324", "3124"):
        page.keyboard.press("Enter")
        page.wait_for_function(
            """expected => [...document.querySelectorAll("[data-item]")]
                 .map((one) => one.dataset.item).join("") === expected""",
            arg=expected,
        )
        assert page.evaluate("document.activeElement.id") == "up-3"
    assert asked == [{"item": "3", "before": "2"}, {"item": "3", "before": "1"}]
    assert page.evaluate("same")


def test_dragging_moves_an_item(page: Page, hall: Hall) -> None:
    asked = open_programme(page, hall)
    first = {"x": 20, "y": 1}
    page.drag_and_drop("#item-3", "#item-1", target_position=first)
    page.wait_for_function("document.querySelector('[data-item]').dataset.item === '3'")
    last = {"x": 20, "y": page.locator("#item-4").evaluate("one => one.offsetHeight - 2")}
    page.drag_and_drop("#item-1", "#item-4", target_position=last)
    page.wait_for_function("document.querySelector('li:last-child').dataset.item === '1'")
    assert asked == [{"item": "3", "before": "1"}, {"item": "1", "before": ""}]
    assert order_of(page) == "3241"


def test_dropping_an_item_where_it_was_does_nothing(page: Page, hall: Hall) -> None:
    asked = open_programme(page, hall)
    page.drag_and_drop("#item-2", "#item-3", target_position={"x": 20, "y": 1})
    page.drag_and_drop("#item-2", "#item-2", target_position={"x": 20, "y": 1})
    assert (asked, order_of(page)) == ([], "1234")
