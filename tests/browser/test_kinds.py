"""Every kind of exercise on every screen: full and empty, large and small, without a mouse."""

from collections.abc import Mapping
from contextlib import suppress
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from facilitator import asides, plenary
from facilitator.errors import Refused
from facilitator.exercises import kinds, phases
from facilitator.models import Meeting
from facilitator.programme import conduct
from facilitator.samples.voices import bodies_of
from tests.browser.axe import outside, too_faint_to_read, too_small, too_wide, violations
from tests.browser.house import House, Sample
from tests.browser.people import in_phase
from tests.browser.room import CONSOLE, PHONE, STAGE, Room, connected, region, shoot
from tests.browser.test_keyboard import tab_to
from tests.factories import make_uuid

SCREENS = {"1920": STAGE, "1280": (1280, 720), "4x3": (1024, 768)}
FULLNESS = ((0, 1), (1, 1), (12, 8), (200, 30))
"""How many contributions, from how many tables."""

every_kind = pytest.mark.parametrize("kind", kinds())


def at_work(sample: Sample, kind: str, said: int) -> int:
    """An exercise of ``kind`` that the tables work with, after they said so much; its id."""
    exercise, house = sample.exercise(kind), sample.house
    voices = cycle(bodies_of(kind))
    with house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        conduct.start(db, meeting, sample.item_of(kind), "console", house.now)
        phases.open_phase(db, meeting, exercise_id=exercise, phase="table", now=house.now)
        for number in range(said):
            # A table may give so many a strength, and no more.
            with suppress(Refused):
                asides.type_from_paper(
                    db,
                    meeting,
                    id=make_uuid(),
                    exercise_id=exercise,
                    table=number % len(meeting.tables) + 1,
                    body=next(voices),
                    who="console",
                    now=house.now,
                )
    return exercise


def show(sample: Sample, exercise: int, phase: str, page: int = 1) -> None:
    """Open a phase and show what was said, at a page of it."""
    with sample.house.database.writing() as db:
        meeting = db.get_one(Meeting, sample.meeting.id)
        phases.open_phase(db, meeting, exercise_id=exercise, phase=phase, now=sample.house.now)
        plenary.reveal(db, meeting, exercise_id=exercise, on=True, now=sample.house.now)
        plenary.turn_page(db, meeting, exercise_id=exercise, page=page, now=sample.house.now)


@every_kind
def test_the_wall_holds_what_was_said_however_much_it_is(
    eyes: Room, house: House, kind: str
) -> None:
    stage, found = eyes.stage(), []
    for said, tables in FULLNESS:
        sample = house.new_meeting(tables)
        exercise = at_work(sample, kind, said)
        # The last page is where what is left over stands.
        for page in (1, 99) if said > 100 else (1,):
            show(sample, exercise, "plenary", page)
            stage.goto(sample.stage)
            seen = what_is_wrong_on(stage, SCREENS if said > 1 else {"1920": STAGE})
            found += [f"{said} said, page {page}, {one}" for one in seen]
            shoot(f"kinds/{kind}-{said}-{page}-stage", stage)
    assert found == []


def what_is_wrong_on(stage: Page, sizes: Mapping[str, tuple[int, int]]) -> list[str]:
    """What does not fit on walls of ``sizes``, and what nobody reads on the last and largest."""
    found = []
    for name, (width, height) in reversed(sizes.items()):
        stage.set_viewport_size({"width": width, "height": height})
        expect(stage.locator("[data-picture]").first).to_be_visible()
        found += [f"{name}: {one}" for one in outside(stage)]
    return found + too_faint_to_read(stage) + violations(stage)


@every_kind
def test_phone_and_desk_have_room_for_it_and_axe_finds_nothing(
    eyes: Room, house: House, kind: str
) -> None:
    eyes.sample = house.new_meeting(tables=2)
    exercise = at_work(eyes.sample, kind, 10)
    found = []
    phone = eyes.phone(1, PHONE)
    console = eyes.console(CONSOLE)
    for phase in ("table", "plenary", "closed"):
        show(eyes.sample, exercise, phase)
        expect(region(console, "console/screen").locator("#reveal")).to_have_text("Skjul svar")
        phone.reload()
        connected(phone)
        for fold in phone.locator("main details:visible").all():
            fold.locator("summary").first.click()
        for name, page in (("phone", phone), ("console", console)):
            found += [f"{phase}, {name}: {one}" for one in violations(page)]
            shoot(f"kinds/{kind}-{phase}-{name}", page, whole=name == "phone")
        found += [f"{phase}, thumb: {one}" for one in too_small(phone)]
        found += [f"{phase}: too wide" for page in (phone, console) if too_wide(page)]
    assert found == []


@every_kind
def test_a_phone_answers_by_keyboard_alone(room: Room, house: House, kind: str) -> None:
    room.sample = house.new_meeting(tables=2)
    exercise = at_work(room.sample, kind, 0)
    phone = room.phone(1, PHONE, has_touch=False, is_mobile=False)
    form = in_phase(phone, exercise, "table")
    fill_by_keyboard(phone, f"#give-{exercise}")
    tab_to(phone, f"#give-{exercise} button:not([type=button])")
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-connection]")).to_have_text("Lagret")
    with house.database.reading() as db:
        meeting = db.get_one(Meeting, room.sample.meeting.id)
        assert meeting.last_number == 1
    expect(form).to_be_visible()


def fill_by_keyboard(phone: Page, form: str) -> None:
    """Go through what must be filled in, with Tab, the space bar and letters."""
    needed: list[str] = phone.evaluate(
        """form => {
          const all = Array.from(document.querySelectorAll(
            `${form} :is(textarea[required], input[required], input[type=checkbox])`));
          const first = new Map();
          const chosen = new Set(all.filter((field) => field.checked).map(({name}) => name));
          for (const field of all) {
            if (!chosen.has(field.name) && !first.has(field.name)) first.set(field.name, field);
          }
          const value = ({type, value}) =>
            type === 'radio' || type === 'checkbox' ? `[value="${value}"]` : '';
          return Array.from(
            first.values(), (field) => `${form} [name="${field.name}"]${value(field)}`);
        }""",
        form,
    )
    for field in needed:
        tab_to(phone, field)
        if phone.locator(field).evaluate("field => field.matches('textarea')"):
            phone.keyboard.type("Skrevet uten mus")
        else:
            phone.keyboard.press("Space")
