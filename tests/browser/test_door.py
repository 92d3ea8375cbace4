"""The door: somebody with a phone, a queue of people, and a net that goes away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from playwright.sync_api import Browser, Locator, Page, expect

from app.access import Role, make_own_key, renew
from facilitator.models import Invitation, Meeting, Registration, Seat, Seating
from facilitator.registration.placing import places
from facilitator.registration.standing import By
from tests.browser.axe import AXE, too_small, too_wide, violations
from tests.browser.house import Sample
from tests.browser.room import Room, region, shoot, told
from tests.conftest import CHROMIUM
from tests.factories import make_registration

TABLET = (820, 1180)
PEOPLE = (
    ("Åse Nordvåg", "politician", "Steinkjer"),
    ("Kari Nordmann", "citizen", "Namsos"),
    ("Øystein Lund", "employee", "Verdal"),
    ("José Berg-Haugen", "researcher", "Levanger"),
)


@pytest.fixture
def guests(sample: Sample) -> dict[str, str]:
    """Four people with a place of four and a table each, one of them with two more; one waits.

    Their registrations' ids by name.
    """
    with sample.house.database.writing() as db:
        meeting, now = db.get_one(Meeting, sample.meeting.id), sample.house.now
        db.get_one(Invitation, meeting.id).capacity = 6
        for name, role, municipality in PEOPLE:
            companions = 2 if name.startswith("Øystein") else 0
            made = {"name": name, "role": role, "municipality": municipality}
            make_registration(db, meeting, now=now, companions=companions, **made)
        make_registration(db, meeting, now=now, name="Per Venter", role="citizen")
        db.add(Seating(meeting_id=meeting.id, planned_at=now))
        db.flush()
        there = db.query(Registration).filter_by(meeting_id=meeting.id).order_by("number").all()
        tables = meeting.tables
        for one in there[:-1]:
            table = tables[one.number % 4].id
            db.add(Seat(registration_id=one.id, round=1, table_id=table))
        return {one.name: one.id for one in there}


def row(door: Page, name: str) -> Locator:
    """Somebody's row in the list."""
    return region(door, "door/list").locator("li", has_text=name)


def card(door: Page) -> Locator:
    """What is said of the one who has just come."""
    return door.locator(".card")


def find(door: Page, letters: str) -> None:
    """Type letters in the field."""
    door.get_by_label("Tre bokstaver av navnet").fill(letters)


def shown(door: Page) -> list[str]:
    """The names that are shown, in order."""
    return region(door, "door/list").locator("li:visible b").all_text_contents()


def come(sample: Sample) -> list[str]:
    """Who has come, as the database has it."""
    with sample.house.database.reading() as db:
        found = db.query(Registration).filter(
            Registration.meeting_id == sample.meeting.id, Registration.arrived_at.is_not(None)
        )
        return sorted(one.name for one in found)


def faults(page: Page) -> list[str]:
    """What axe and a ruler find, in a window so high that no row is half under a bar."""
    size = page.viewport_size
    assert size
    page.set_viewport_size({**size, "height": 1600})
    found = [*violations(page), *too_small(page)]
    page.set_viewport_size(size)
    return found


def test_three_letters_and_a_tap_say_which_table_and_every_door_sees_it(
    room: Room, guests: dict[str, str]
) -> None:
    room.script = AXE.read_text()
    door, tablet = room.door(), room.door(TABLET)
    assert door.evaluate("isSecureContext") is False
    expect(door.get_by_role("button", name="Skann")).to_be_hidden()
    expect(door.get_by_text("Kameraet virker bare på sikre adresser")).to_be_visible()
    assert "Per Venter" not in shown(door)
    shoot("door/phone-before", door)
    for letters, names in {
        "nor": ["Kari Nordmann", "Åse Nordvåg"],
        "ase": ["Åse Nordvåg"],
        "jose hau": ["José Berg-Haugen"],
        "oys": ["Øystein Lund"],
        "per v": ["Per Venter"],
        "xyz": [],
    }.items():
        find(door, letters)
        assert (letters, shown(door)) == (letters, names)
    expect(door.get_by_text("Fant ingen som heter det.")).to_be_visible()
    find(door, "kar")
    door.keyboard.press("Enter")
    expect(card(door)).to_contain_text("Velkommen")
    expect(card(door)).to_contain_text("Kari Nordmann")
    expect(card(door).locator("[data-card-number]")).to_have_text("3")
    expect(door.get_by_label("Tre bokstaver av navnet")).to_be_focused()
    expect(row(tablet, "Kari Nordmann")).to_contain_text("Kommet")
    expect(region(tablet, "door/counts")).to_contain_text("1 av 6 er kommet")
    assert come(room.sample) == ["Kari Nordmann"]
    shoot("door/phone-come", door)
    for page in (door, tablet):
        assert (faults(page), too_wide(page)) == ([], 0)
    shoot("door/tablet", tablet)
    row(tablet, "Kari Nordmann").get_by_role("button").click()
    expect(card(tablet)).to_contain_text("Var kommet fra før")
    card(tablet).get_by_role("button", name="Angre").click()
    expect(card(tablet)).to_contain_text("Angret: ikke kommet")
    expect(row(door, "Kari Nordmann")).not_to_contain_text("Kommet")
    assert come(room.sample) == []


def test_a_party_comes_with_one_tap_and_who_has_no_place_is_asked_about(
    room: Room, guests: dict[str, str]
) -> None:
    room.script = AXE.read_text()
    door = room.door()
    row(door, "Øystein Lund").get_by_role("button", name="Alle 3").click()
    expect(region(door, "door/counts")).to_contain_text("3 av 6 er kommet")
    expect(card(door).locator("[data-card-number]")).to_have_text(["1", "2", "4"])
    find(door, "per")
    row(door, "Per Venter").get_by_role("button").click()
    expect(card(door)).to_contain_text("Alle plassene er tatt")
    assert faults(door) == []
    shoot("door/phone-waiting", door)
    card(door).get_by_role("button", name="Gi plass").click()
    expect(region(door, "door/counts")).to_contain_text("4 av 7 er kommet")
    expect(region(door, "door/counts")).to_contain_text("7 på 6 plasser")
    expect(card(door).locator("[data-card-number]")).not_to_be_empty()
    assert "Per Venter" in come(room.sample)


def test_a_minute_without_a_net_loses_nobody_and_takes_in_nobody_twice(
    room: Room, guests: dict[str, str]
) -> None:
    room.script = AXE.read_text()
    door, other = room.door(), room.door(TABLET)
    door.context.set_offline(True)
    expect(door.locator("[data-connection]")).to_have_text("Uten nett – ingenting er mistet")
    find(door, "ase")
    row(door, "Åse Nordvåg").get_by_role("button").click()
    expect(row(door, "Åse Nordvåg")).to_contain_text("Kommet, ikke sendt ennå")
    row(door, "José Berg-Haugen").get_by_role("button").click()
    row(door, "Kari Nordmann").get_by_role("button").click()
    card(door).get_by_role("button", name="Angre").click()
    take_in(door, "Ola Utenplass")
    expect(card(door)).to_contain_text("Ola Utenplass")
    expect(door.locator("[data-waiting]")).to_have_text("4")
    shoot("door/phone-offline", door)
    # Who is about to load the page anew is asked first, for it would not come back.
    asked = []
    door.once("dialog", lambda dialog: asked.append(dialog.type) or dialog.dismiss())
    door.evaluate("location.reload()")
    expect(row(door, "Åse Nordvåg")).to_contain_text("Kommet, ikke sendt ennå")
    assert asked == ["beforeunload"]
    row(door, "Øystein Lund").get_by_role("button").first.click()
    give_up(room.sample, guests["Øystein Lund"])
    row(other, "José Berg-Haugen").get_by_role("button").click()
    expect(card(other)).to_contain_text("Velkommen")
    assert (faults(door), come(room.sample)) == ([], ["José Berg-Haugen"])
    door.goto("about:blank")
    door.context.set_offline(False)
    door.goto(room.sample.door)
    expect(region(door, "door/counts")).to_contain_text("3 av 7 er kommet")
    turned = door.locator("[data-refused] li")
    expect(turned).to_have_text(re.compile("Øystein Lund.*Har ikke plass nå", re.S))
    assert faults(door) == []
    shoot("door/phone-refused", door)
    turned.get_by_role("button", name="Gi plass").click()
    expect(region(door, "door/counts")).to_contain_text("4 av 8 er kommet")
    expect(turned).to_have_count(0)
    expect(region(other, "door/counts")).to_contain_text("1 uten påmelding")
    names = ["José Berg-Haugen", "Ola Utenplass", "Åse Nordvåg", "Øystein Lund"]
    assert come(room.sample) == names
    for page in (door, other):
        for name in names:
            expect(row(page, name)).to_contain_text("Kommet")


def test_what_was_not_sent_when_the_key_was_revoked_is_shown_and_sent_by_the_next(
    room: Room, guests: dict[str, str]
) -> None:
    room.script = AXE.read_text()
    door = room.door()
    door.context.set_offline(True)
    row(door, "Åse Nordvåg").get_by_role("button").click()
    take_in(door, "Ola Utenplass")
    with room.sample.house.database.writing() as db:
        meeting = db.get_one(Meeting, room.sample.meeting.id)
        renew(db, meeting, Role.DOOR)
    door.context.set_offline(False)
    unsent = door.locator("[data-unsent]")
    expect(unsent.locator("li")).to_have_text(["Åse Nordvåg", "Ola Utenplass"])
    expect(door.get_by_text("Lenka gjelder ikke lenger.")).to_be_visible()
    expect(door.get_by_role("button", name="Ikke påmeldt")).to_be_hidden()
    assert (faults(door), shown(door), come(room.sample)) == ([], [], [])
    shoot("door/phone-revoked", door)
    door.goto(Sample(room.sample.house, meeting).door)
    expect(region(door, "door/counts")).to_contain_text("2 av 7 er kommet")
    expect(unsent).to_be_hidden()
    assert come(room.sample) == ["Ola Utenplass", "Åse Nordvåg"]


def give_up(sample: Sample, id: str) -> None:
    """Somebody cancels from at home, or the organiser does it for them."""
    with sample.house.database.writing() as db:
        meeting, who = db.get_one(Meeting, sample.meeting.id), db.get_one(Registration, id)
        places.cancel(db, meeting, [who], by=By.PERSON, now=sample.house.now)


def take_in(door: Page, name: str) -> None:
    """Take in somebody who has not registered."""
    find(door, name)
    door.get_by_role("button", name="Ikke påmeldt").click()
    dialog = door.get_by_role("dialog")
    expect(dialog.get_by_label("Navn")).to_have_value(name)
    dialog.get_by_text("innbygger").click()
    dialog.get_by_label("Kommune").fill("Inderøy")
    door.keyboard.press("Enter")
    expect(dialog).to_be_hidden()


def test_somebody_who_has_not_registered_is_told_a_table_and_may_be_taken_back(
    room: Room, guests: dict[str, str]
) -> None:
    room.script = AXE.read_text()
    door = room.door()
    door.get_by_role("button", name="Ikke påmeldt").click()
    expect(door.get_by_role("dialog").get_by_label("Navn")).to_be_focused()
    assert faults(door) == []
    shoot("door/phone-walk-in", door)
    door.keyboard.press("Escape")
    take_in(door, "Siri Ny")
    expect(row(door, "Siri Ny")).to_contain_text("innbygger · Inderøy")
    expect(card(door).locator("[data-card-number]")).not_to_be_empty()
    card(door).get_by_role("button", name="Angre").click()
    expect(row(door, "Siri Ny")).to_have_count(0)
    expect(region(door, "door/counts")).to_contain_text("0 av 6 er kommet")
    assert come(room.sample) == []


def test_on_a_phone_that_lies_on_its_side_what_is_said_of_a_guest_is_read_to_the_end(
    room: Room, guests: dict[str, str]
) -> None:
    door = room.door((640, 300))
    take_in(door, "Wolfeschlegelsteinhausenbergerdorff " * 3)
    expect(card(door).locator("[data-card-number]")).not_to_be_empty()
    # It stays in sight while the list is scrolled, so it has to be scrolled by itself.
    assert door.evaluate("document.querySelector('.search').offsetHeight <= innerHeight")
    card(door).get_by_role("button", name="Angre").click()
    expect(card(door)).to_contain_text("Angret: ikke kommet")


def picture_of(text: str, file: Path) -> None:
    """What a camera sees that looks at a code: one frame of video without colours."""
    width, height = 640, 480
    lines = [bytes(row) for row in segno.make(text, error="m").matrix_iter(scale=8, border=4)]
    left, top = (width - len(lines[0])) // 2, (height - len(lines)) // 2
    picture = bytearray(b"\xeb" * (width * height))
    for number, line in enumerate(lines, top):
        at = number * width + left
        picture[at : at + len(line)] = line.translate(bytes([235, 16]) + bytes(254))
    grey = b"\x80" * (width * height // 2)
    header = f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\nFRAME\n"
    file.write_bytes(header.encode() + picture + grey)


@pytest.fixture
def seeing(
    browser: Browser, chromium_path: str, sample: Sample, guests: dict[str, str], tmp_path: Path
) -> Iterator[Room]:
    """A Chromium whose camera looks at the badge of Kari Nordmann."""
    film = tmp_path / "badge.y4m"
    with sample.house.database.reading() as db:
        kari = db.get_one(Registration, guests["Kari Nordmann"])
        secret = sample.house.settings.secret_key
        key = make_own_key(secret, sample.meeting, kari, Role.BADGE)
    picture_of(f"http://hall.test:8000/b/{key}", film)
    camera = ["device-for-media-stream", "ui-for-media-stream"]
    args = [f"--use-fake-{name}" for name in camera] + [f"--use-file-for-fake-video-capture={film}"]
    other = browser.browser_type.launch(executable_path=chromium_path, args=[*CHROMIUM, *args])
    room = Room(other, sample)
    try:
        yield room
    finally:
        room.close()
        other.close()


def test_a_badge_in_front_of_the_camera_is_found_and_then_known(seeing: Room) -> None:
    seeing.script = AXE.read_text()
    address = seeing.sample.door.replace("hall.test", "127.0.0.1")
    door = told(seeing.page(seeing.device((360, 740), has_touch=True), address))
    door.get_by_role("button", name="Skann").click()
    expect(card(door)).to_contain_text("Kari Nordmann")
    expect(card(door)).to_contain_text("Velkommen")
    expect(card(door).locator("[data-card-number]")).to_have_text("3")
    expect(region(door, "door/counts")).to_contain_text("1 av 6 er kommet")
    assert (faults(door), come(seeing.sample)) == ([], ["Kari Nordmann"])
    shoot("door/phone-scanning", door)
    door.get_by_role("button", name="Ferdig").click()
    door.get_by_role("button", name="Skann").click()
    expect(card(door)).to_contain_text("Var kommet fra før")
