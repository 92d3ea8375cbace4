"""Helpers join what the tables said: by dragging, by keyboard, with a finger, and both at once."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from app.links import paths_of
from facilitator import contributions, tables, themes
from facilitator.exercises import phases
from facilitator.models import Meeting
from facilitator.programme import conduct
from tests.browser.axe import AXE, too_small, violations
from tests.browser.house import Sample
from tests.browser.pointing import centre, pull
from tests.browser.room import CONSOLE, Room, shoot
from tests.browser.test_keyboard import tab_to
from tests.factories import make_uuid

TABLET = (820, 1180)
SAID = {
    "Tidlig nok": 1,
    "Gratis mat": 2,
    "Et åpent rådhus": 3,
    "At noen svarer": 4,
}


@pytest.fixture
def forces(sample: Sample) -> int:
    """The dialogue runs, and four tables have said what promotes and one what hinders."""
    exercise = sample.exercise("forces")
    with sample.house.database.writing() as db:
        meeting, now = db.get_one(Meeting, sample.meeting.id), sample.house.now
        conduct.start(db, meeting, sample.item_of("forces"), "console", now)
        phases.open_phase(db, meeting, exercise_id=exercise, phase="table", now=now)
    for text, table in SAID.items():
        say(sample, exercise, text, table)
    say(sample, exercise, "Dårlig tid", 5, side="hinders")
    return exercise


def say(sample: Sample, exercise: int, text: str, table: int, side: str = "promotes") -> None:
    """A phone at ``table`` says something."""
    now = datetime.now(UTC)
    with sample.house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        phone = tables.sit(
            db, meeting, number=table, participant_id=None, new_id=make_uuid, now=now
        )
        contributions.give(
            db,
            phone,
            id=make_uuid(),
            exercise_id=exercise,
            body={"side": side, "text": text},
            phase=None,
            now=now,
        )


def piece(page: Page, text: str) -> Locator:
    """A contribution on the board."""
    return page.locator(".piece", has_text=text)


def card(page: Page, title: str) -> Locator:
    """A theme on the board."""
    return page.locator(".card").filter(has=page.locator(f'textarea:text-is("{title}")'))


def board(page: Page) -> list[tuple[str, list[str]]]:
    """What a helper sees: what is loose, and the themes in order with what is in them."""
    found: list[tuple[str, list[str]]] = page.evaluate(
        """() => Array.from(document.querySelectorAll('.shelf:not([hidden]) :is(.loose, .card)'))
          .map((part) => [
            part.querySelector('textarea')?.value ?? '',
            Array.from(part.querySelectorAll('.said-text'), (said) => said.textContent),
          ])"""
    )
    return [(title, said) for title, said in found]


def shows(page: Page, *expected: tuple[str, list[str]]) -> None:
    """Wait until the helper sees this."""
    for _ in range(100):
        if board(page) == list(expected):
            return
        page.wait_for_timeout(50)
    assert board(page) == list(expected)


def drag(page: Page, what: Locator, to: Locator, *, at: tuple[float, float] = (0.5, 0.5)) -> None:
    """Pull ``what`` to ``to`` with the mouse, and let go."""
    mouse = page.mouse
    x, y = centre(what)
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 12, y + 12, steps=3)
    # What is in the hand holds the board still: only now is it sure where things are.
    expect(page.locator(".ghost")).to_be_visible()
    end = to.bounding_box()
    assert end
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    mouse.move(end["x"] + end["width"] * at[0], end["y"] + end["height"] * at[1], steps=3)
    mouse.up()


def test_contributions_are_joined_by_dragging(room: Room, forces: int) -> None:
    page = room.themes()
    early, food, open_house, answer = SAID
    shows(page, ("", [answer, open_house, food, early]))

    drag(page, piece(page, answer), piece(page, early))
    shows(page, ("", [open_house, food]), (early, [early, answer]))
    # What it is called is a proposal, to be written over at once.
    expect(page.locator(".card textarea")).to_be_focused()
    page.keyboard.type("Tid og svar")
    page.keyboard.press("Enter")
    shows(page, ("", [open_house, food]), ("Tid og svar", [early, answer]))

    piece(page, open_house).locator(".pick").check()
    piece(page, food).locator(".pick").check()
    drag(page, piece(page, food).locator(".said-text"), card(page, "Tid og svar"))
    shows(page, ("", []), ("Tid og svar", [early, food, open_house, answer]))
    expect(page.locator(".bar-chosen")).to_be_hidden()

    drag(page, piece(page, food), page.locator(".themes-head:visible"))
    page.keyboard.press("Escape")
    shows(page, ("", []), ("Tid og svar", [early, open_house, answer]), (food, [food]))

    drag(page, card(page, food).locator(".grip").first, card(page, "Tid og svar"), at=(0.1, 0.5))
    shows(page, ("", []), (food, [food]), ("Tid og svar", [early, open_house, answer]))

    drag(page, piece(page, open_house), page.locator(".loose:visible"), at=(0.5, 0.9))
    shows(page, ("", [open_house]), (food, [food]), ("Tid og svar", [early, answer]))

    page.locator("#undo").click()
    shows(page, ("", []), (food, [food]), ("Tid og svar", [early, open_house, answer]))


def test_what_is_let_go_elsewhere_or_escaped_from_stays(room: Room, forces: int) -> None:
    page = room.themes()
    early, food, open_house, answer = SAID
    drag(page, piece(page, early), page.locator(".choices"))
    page.mouse.move(*centre(piece(page, early)))
    page.mouse.down()
    page.mouse.move(*centre(piece(page, food)), steps=4)
    expect(page.locator(".ghost")).to_have_text(early)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".ghost")).to_have_count(0)
    shows(page, ("", [answer, open_house, food, early]))


def test_all_of_it_goes_without_a_mouse(room: Room, forces: int, sample: Sample) -> None:
    page = room.themes()
    keys = page.keyboard
    early, food, open_house, answer = SAID

    tab_to(page, ".pick")
    keys.press("Space")
    tab_to(page, ".pick")
    keys.press("Space")
    keys.press("Shift+Tab")
    expect(page.locator("[data-count-chosen]")).to_have_text("2")
    to(page, "[data-make]")
    keys.press("Enter")
    expect(page.locator(".card textarea")).to_be_focused()
    keys.type("Åpenhet")
    keys.press("Enter")
    shows(page, ("", [food, early]), ("Åpenhet", [open_house, answer]))

    to(page, f"[data-contribution='{id_of(page, early)}'] .pick")
    keys.press("Space")
    to(page, "[data-open=move-to]")
    keys.press("Enter")
    to(page, "[data-into]")
    keys.press("Enter")
    shows(page, ("", [food]), ("Åpenhet", [early, open_house, answer]))

    to(page, f"[data-contribution='{id_of(page, early)}'] .pick")
    keys.press("Space")
    to(page, "[data-split]")
    keys.press("Enter")
    expect(card(page, early).locator("textarea")).to_be_focused()
    shows(page, ("", [food]), ("Åpenhet", [open_house, answer]), (early, [early]))

    to(page, ".card:last-child .menu summary")
    keys.press("Enter")
    to(page, ".card:last-child [id^=before]")
    keys.press("Enter")
    shows(page, ("", [food]), (early, [early]), ("Åpenhet", [open_house, answer]))

    to(page, ".card:first-child .menu summary")
    keys.press("Enter")
    to(page, "[data-merge]")
    keys.press("Enter")
    to(page, "dialog[open] [data-into]")
    keys.press("Enter")
    shows(page, ("", [food]), ("Åpenhet", [early, open_house, answer]))

    to(page, f"[data-contribution='{id_of(page, early)}'] .pick")
    keys.press("Space")
    to(page, "[data-take-out]")
    keys.press("Enter")
    shows(page, ("", [food, early]), ("Åpenhet", [open_house, answer]))

    to(page, ".card .menu summary")
    keys.press("Enter")
    to(page, "[id^=dissolve]")
    keys.press("Enter")
    shows(page, ("", [answer, open_house, food, early]))
    to(page, "#undo")
    keys.press("Enter")
    shows(page, ("", [food, early]), ("Åpenhet", [open_house, answer]))


def to(page: Page, selector: str) -> None:
    """Press Tab until the focus is at one of these."""
    tab_to(page, selector)


def id_of(page: Page, text: str) -> str:
    id = piece(page, text).get_attribute("data-contribution")
    assert id
    return id


def test_a_finger_drags_by_the_grip_and_scrolls_elsewhere(room: Room, forces: int) -> None:
    page = room.themes(TABLET, has_touch=True, is_mobile=True)
    early, food, open_house, answer = SAID
    pull(page, piece(page, early).locator(".said-text"), piece(page, food))
    pull(page, piece(page, early).locator(".grip"), piece(page, food))
    shows(page, ("", [answer, open_house]), (food, [early, food]))


def test_the_sides_are_worked_on_one_at_a_time(room: Room, forces: int) -> None:
    page = room.themes()
    page.locator(".sides label", has_text="Hemmer").click()
    shows(page, ("", ["Dårlig tid"]))
    page.get_by_label("Nytt tema").last.fill("Tid")
    page.keyboard.press("Enter")
    shows(page, ("", ["Dårlig tid"]), ("Tid", []))
    page.reload()
    shows(page, ("", ["Dårlig tid"]), ("Tid", []))


def test_two_helpers_see_each_other_and_neither_loses_what_they_write(
    room: Room, forces: int, sample: Sample
) -> None:
    one, other = room.themes(), room.themes()
    early, food, open_house, answer = SAID
    drag(one, piece(one, early), piece(one, food))
    shows(other, ("", [answer, open_house]), (food, [early, food]))

    title = other.locator(".card textarea")
    title.fill("Halvskrevet na")
    piece(one, answer).locator(".pick").check()
    one.locator(".card [data-put]").click()
    one.locator(".card textarea").fill("Mat")
    one.keyboard.press("Enter")
    shows(other, ("", [open_house]), ("Halvskrevet na", [early, food, answer]))
    expect(title).to_be_focused()

    other.keyboard.press("Enter")
    expect(other.locator(".top-notice")).to_have_text(
        "Noen andre har kalt temaet «Mat» i mellomtida. Se over og prøv igjen."
    )
    expect(title).to_have_value("Halvskrevet na")
    other.keyboard.type("vn")
    other.keyboard.press("Enter")
    shows(one, ("", [open_house]), ("Halvskrevet navn", [early, food, answer]))
    shows(other, ("", [open_house]), ("Halvskrevet navn", [early, food, answer]))


def test_suggestions_are_followed_or_put_away_here_alone(
    room: Room, forces: int, sample: Sample
) -> None:
    say(sample, forces, "Tidlig nok!", 6)
    say(sample, forces, "Maten er gratis", 7)
    one, other = room.themes(), room.themes()
    suggestions = one.locator(".suggestion:visible")
    expect(suggestions).to_have_count(2)
    mat = one.locator(".suggestion", has_text="Gratis mat")
    mat.get_by_role("button", name="Ikke").click()
    expect(suggestions).to_have_count(1)
    expect(other.locator(".suggestion:visible")).to_have_count(2)
    suggestions.get_by_role("button", name="Slå sammen", exact=True).click()
    expect(card(one, "Tidlig nok").locator(".said-text")).to_have_text(
        ["Tidlig nok", "Tidlig nok!"]
    )
    expect(one.locator(".twins:visible")).to_have_count(0)


def test_the_moderator_joins_from_the_list_and_sees_the_themes_below(
    room: Room, forces: int, sample: Sample
) -> None:
    console, helper = room.console(), room.themes()
    early, food, open_house, answer = SAID
    row = console.locator(".contribution", has_text=early)
    row.get_by_role("button", name="Tema").click()
    sheet = console.locator("dialog[open]")
    sheet.get_by_label("Nytt tema …").fill("Tidlig")
    console.keyboard.press("Enter")
    strip = console.locator(".theme-card").first
    expect(strip).to_have_text("Tidlig Fremmer · 1 innspill fra 1 bord")
    shows(helper, ("", [answer, open_house, food]), ("Tidlig", [early]))

    console.locator(".contribution", has_text=food).get_by_role("button", name="Tema").click()
    sheet.get_by_role("button", name="Tidlig").click()
    expect(strip).to_have_text("Tidlig Fremmer · 2 innspill fra 2 bord")
    shows(helper, ("", [answer, open_house]), ("Tidlig", [early, food]))

    row.get_by_role("button", name="Tema").click()
    sheet.get_by_role("button", name="Ta ut av temaet").click()
    shows(helper, ("", [answer, open_house, early]), ("Tidlig", [food]))


@pytest.mark.parametrize("count", [0, 12, 200])
@pytest.mark.parametrize(("name", "size"), [("laptop", CONSOLE), ("tablet", TABLET)])
def test_the_board_is_whole_and_clear_at_every_size(
    room: Room, sample: Sample, name: str, size: tuple[int, int], count: int
) -> None:
    exercise = sample.exercise("ideas")
    with sample.house.database.writing() as db:
        meeting, now = db.get_one(Meeting, sample.meeting.id), sample.house.now
        conduct.start(db, meeting, sample.item_of("ideas"), "console", now)
        phases.open_phase(db, meeting, exercise_id=exercise, phase="table", now=now)
        phones = [
            tables.sit(db, meeting, number=table, participant_id=None, new_id=make_uuid, now=now)
            for table in range(1, 9)
        ]
        ids = [
            contributions.give(
                db,
                phones[number % 8],
                id=make_uuid(),
                exercise_id=exercise,
                body={"text": f"Grunn {number} til å spørre folk i grenda om {number} ting"},
                phase=None,
                now=now + timedelta(seconds=number),
            ).id
            for number in range(count)
        ]
        if ids:
            made = {"exercise_id": exercise, "who": "themes", "now": now}
            themes.make(db, meeting, ids=ids[: count // 4], title="Grenda", **made)
            themes.make(db, meeting, ids=ids[count // 4 : count // 3], **made)
        phases.open_phase(db, meeting, exercise_id=exercise, phase="plenary", now=now)
    touch = {"has_touch": True, "is_mobile": True} if name == "tablet" else {}
    room.script = AXE.read_text()
    page = room.themes(size, **touch)
    assert violations(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    assert name == "laptop" or too_small(page) == []
    shoot(f"themes/{name}-{count:03}", page)
    assert paths_of(sample.house.settings, sample.meeting)["console"] not in page.content()
