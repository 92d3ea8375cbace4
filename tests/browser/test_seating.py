"""An organiser rearranges fifty people at eight tables: mouse, keyboard, menu, two at once."""

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from facilitator import organisers
from facilitator.models import Invitation, Meeting, Registration
from facilitator.registration.sitting import arrangement, wishes
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import Sample
from tests.browser.pointing import pull
from tests.browser.room import CONSOLE, PHONE, Room, shoot
from tests.factories import make_uuid, seat_everybody

TABLET = (820, 1180)
FIRST = "Kari Ola Åse Kristoffer-Alexander Per Ingrid Bo Thorbjørn Aleksandra Mohammed".split()
LAST = "Nordmann Gram Voll Bakken-Kristoffersen Li".split()
ROLES = ("citizen", "citizen", "politician", "employee", "citizen", "politician", "researcher")
TOWNS = "Steinkjer Verdal Levanger Namsos Inderøy Snåsa".split()


@pytest.fixture
def seated(sample: Sample) -> Sample:
    """Fifty people sit at eight tables of seven in three rounds; two of them wish to."""
    with sample.house.database.writing() as db:
        # Who has a password is not asked to choose one above the picture.
        organisers.first(db).password = "chosen"
        meeting, now = db.get_one(Meeting, sample.meeting.id), sample.house.now
        db.get_one(Invitation, meeting.id).capacity = None
        for number in range(50):
            id = make_uuid()
            db.add(
                Registration(
                    id=id,
                    meeting_id=meeting.id,
                    number=number + 1,
                    line=number + 1,
                    party_id=id,
                    state="confirmed",
                    name=f"{FIRST[number % 10]} {LAST[number // 10]}",
                    role=ROLES[number % 7],
                    municipality=TOWNS[number % 6],
                    created_at=now,
                )
            )
        db.flush()
        first, second = db.scalars(
            select(Registration).where(Registration.meeting_id == meeting.id).limit(2)
        )
        wishes.add(db, meeting, kind="together", people=[first, second])
        sizes = {table.number: 7 for table in meeting.tables}
        arrangement.arrange(
            db, meeting, rounds=3, mix=["role"], sizes=sizes, near_door=frozenset({1})
        )
        seat_everybody(db, meeting, now=now)
    return sample


def opened(room: Room, size: tuple[int, int] = CONSOLE, **options: object) -> Page:
    """The page of the room, opened by an organiser."""
    house, code = room.sample.house, room.sample.meeting.code
    page = room.page(room.device(size, **options), house.entry)
    page.goto(f"{house.origin}/organise/{code}/seating")
    return page


def at(page: Page, table: int) -> list[str]:
    """Who sits at a table, as the picture shows it."""
    found: list[str] = page.eval_on_selector_all(
        f"#table-{table} .seat", "seats => seats.map((seat) => seat.dataset.name)"
    )
    return found


def seat(page: Page, name: str) -> Locator:
    """Somebody in the picture."""
    return page.locator(f'svg .seat[data-name="{name}"]')


def sits(page: Page, name: str, table: int) -> None:
    """Wait until somebody sits at a table."""
    expect(seat(page, name)).to_have_attribute("data-at", str(table))


def free_and_full(page: Page) -> tuple[int, int]:
    """A table with room, and one without."""
    free = page.locator(".table:not([data-full])").first.get_attribute("data-table")
    full = page.locator(".table[data-full]").first.get_attribute("data-table")
    assert free
    assert full
    return int(free), int(full)


def drag(page: Page, what: Locator, to: Locator) -> None:
    """Pull ``what`` to ``to`` with the mouse, and let go."""
    to.scroll_into_view_if_needed()
    start, mouse = what.bounding_box(), page.mouse
    assert start
    mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(start["x"] + 40, start["y"] + 40, steps=3)
    expect(page.locator(".ghost")).to_be_visible()
    end = to.bounding_box()
    assert end
    mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    mouse.up()


def test_people_are_dragged_lifted_by_keyboard_and_moved_by_menu(
    room: Room, seated: Sample
) -> None:
    page, other = opened(room), opened(room)
    free, full = free_and_full(page)
    first, second, third, fourth, *_ = at(page, full)

    # To a table with room one comes beside the others, and is locked.
    drag(page, seat(page, first), page.locator(f"#table-{free} .top-of-table"))
    sits(page, first, free)
    expect(seat(page, first).locator(".lock")).to_have_count(1)
    sits(other, first, free)

    # In a full room one takes the place of somebody.
    last = at(page, free)[0]
    for name in at(page, full)[4:6]:
        assert name not in (second, third, fourth)
    full_now = next(table for table in range(1, 9) if table != full and len(at(page, table)) == 7)
    swapped = at(page, full_now)[0]
    drag(page, seat(page, second), seat(page, swapped).locator(".shape"))
    sits(page, second, full_now)
    sits(page, swapped, full)
    assert last in at(page, free)

    # By keyboard: from one to the next, lifted, to a table by its number, and put down.
    page.keyboard.press("Tab")
    seat(page, third).focus()
    seat(page, third).locator(".shape").hover()
    expect(page.locator(".tip")).to_contain_text(third)
    page.keyboard.press("Enter")
    expect(page.locator("[data-in-hand]")).to_contain_text(f"{third} er løftet.")
    expect(page.locator(".tip")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("[data-in-hand]")).to_be_empty()
    page.keyboard.press("Enter")
    to = next(table for table in range(1, 9) if table != full and len(at(page, table)) < 7)
    page.keyboard.press(str(to))
    expect(page.locator(f"#table-{to}")).to_have_attribute("data-target", "")
    page.keyboard.press("Enter")
    sits(page, third, to)
    expect(seat(page, third)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    expect(page.locator(".tray-people .person-name")).to_have_text(third)
    expect(other.locator(".tray-people .person-name")).to_have_text(third)

    # Whom one has chosen is moved by the menu, or by a click on a table.
    seat(page, fourth).locator(".shape").click()
    expect(page.get_by_role("heading", name=fourth)).to_be_visible()
    page.get_by_label("Flytt til bord i runde 1").select_option(index=0)
    page.get_by_role("button", name="Flytt", exact=True).click()
    expect(seat(page, fourth)).not_to_have_attribute("data-at", str(full))
    page.locator(f"#table-{full} .top-of-table").click()
    sits(page, fourth, full)
    page.get_by_role("button", name="Angre flyttingen").click()
    expect(seat(page, fourth)).not_to_have_attribute("data-at", str(full))

    # What one has not seen yet is not moved.
    moved_by_other = at(other, free)[0]
    page.route("**/seating?*since=*", lambda route: route.fulfill(status=204))
    page.locator("[data-go]").last.click()
    expect(page.locator("#round-title")).to_have_text("Runde 3 av 3")
    page.locator("[data-go]").first.click()
    expect(page.locator("#round-title")).to_have_text("Runde 1 av 3")
    drag(other, seat(other, moved_by_other), other.locator(".tray"))
    expect(seat(other, moved_by_other)).to_have_count(0)
    seat(page, moved_by_other).focus()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-notice]")).to_contain_text("er flyttet av noen andre i mellomtida")
    expect(seat(page, moved_by_other)).to_have_count(0)

    # What is saved is what the form says afterwards, and one goes on where it was folded away.
    for rounds in ("2", "3"):
        page.get_by_text("Runder, blanding og bord").click()
        page.locator("#rounds").select_option(rounds)
        page.locator("#room-form button").click()
        expect(page.locator("[data-go]")).to_have_count(int(rounds))
        expect(page.locator("#rounds")).to_have_value(rounds)
        expect(page.get_by_text("Runder, blanding og bord")).to_be_focused()


def test_a_finger_drags_people_or_taps_them_and_a_table_without_losing_sight_of_the_room(
    room: Room, seated: Sample
) -> None:
    page = opened(room, TABLET, has_touch=True, is_mobile=True)
    free, full = free_and_full(page)
    first, second, *_ = at(page, full)
    seat(page, second).tap()
    expect(page.locator("[data-in-hand]")).to_have_text(
        f"Klikk på et bord for å flytte {second} dit."
    )
    expect(page.locator("#chosen-title")).to_contain_text(second)
    table = page.locator(f"#table-{free} .top-of-table")
    expect(table).to_be_in_viewport()
    table.tap()
    sits(page, second, free)
    # Down the page, where a finger would else scroll.
    pull(page, seat(page, first), page.locator(".tray"))
    tray = page.locator(".tray-people .person")
    expect(tray).to_contain_text(first)
    pull(page, tray.locator(".mark"), page.locator(f"#table-{full} .top-of-table"))
    sits(page, first, full)


def test_why_people_cannot_be_seated_is_seen_where_one_asked_for_it(
    room: Room, seated: Sample
) -> None:
    with seated.house.database.writing() as db:
        meeting = db.get_one(Meeting, seated.meeting.id)
        wishes.add(db, meeting, kind="apart", people=wishes.listed(db, meeting.id)[0].people)
    page = opened(room, TABLET)
    page.get_by_role("button", name="Fordel på nytt").click()
    told = page.locator("[data-notice]")
    expect(told).to_contain_text("kan ikke oppfylles samtidig")
    expect(told).to_be_in_viewport(ratio=0.9)


def test_lists_that_flow_over_several_sheets_have_margins_on_each_of_them(
    room: Room, seated: Sample
) -> None:
    page = opened(room)
    page.emulate_media(media="print")
    flowing = []
    for name, selector in (("tables", ".table-sheet"), ("list", ".door-list")):
        page.goto(f"{room.sample.house.origin}/organise/{seated.meeting.code}/seating/{name}")
        flowing.append(
            page.locator(selector).first.evaluate(
                "list => [getComputedStyle(list).page, getComputedStyle(list).paddingTop]"
            )
        )
    assert flowing == [["flowing", "0px"], ["flowing", "0px"]]


def test_axe_finds_nothing_in_the_room_on_a_laptop_or_a_phone(room: Room, seated: Sample) -> None:
    for size, name in ((CONSOLE, "laptop"), (PHONE, "phone")):
        page = opened(room, size, bypass_csp=True)
        page.locator(".table-list .person").first.click()
        expect(page.locator("#chosen-title")).to_be_visible()
        for part in ("#new-wish", "#room-details"):
            page.locator(f"{part} summary").click()
        page.add_script_tag(path=AXE)
        assert violations(page) == []
        assert too_wide(page) <= 0
        shoot(f"organise/seating-{name}", page, whole=True)
    assert too_small(page) == []
