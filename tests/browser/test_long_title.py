"""A meeting without a programme, with twelve tables and the longest title, pushes no page out."""

from random import Random

import pytest
from playwright.sync_api import Page

from facilitator.meetings import make
from tests.browser.axe import too_wide
from tests.browser.house import DAY, House, Sample
from tests.browser.room import CONSOLE, PHONE, STAGE, Room

WORD = "kommunestyresalsmedverknadsdialogseminaret"
TITLE = f"{WORD} for folk i heile Nord-Trøndelag: korleis byggje ein ny kommune?".ljust(200, "å")


@pytest.fixture
def sample(house: House) -> Sample:
    """The meeting, in nynorsk, where one may register."""
    with house.database.writing() as db:
        meeting = make(
            db,
            title=TITLE,
            date=DAY,
            zone="Europe/Oslo",
            language="nn",
            items=(),
            tables=12,
            now=house.now,
            choose=Random(),
            places=2,
        )
    return Sample(house, meeting)


def of_the_meeting(page: Page, meeting: str) -> list[str]:
    """Where the page's links lead, as far as that is a page about the meeting at ``meeting``."""
    found: list[str] = page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)")
    plain = [address.partition("#")[0].partition("?")[0] for address in found]
    return [
        address
        for address in plain
        if address.startswith(meeting) and "." not in address.removeprefix(meeting)
    ]


def test_no_page_of_the_organisers_is_wider_than_a_phone(room: Room, sample: Sample) -> None:
    meeting = f"{sample.house.origin}/organise/{sample.meeting.code}"
    page = room.page(room.device(PHONE), sample.house.entry)
    seen, wanted, wide = set[str](), [meeting], list[str]()
    while wanted:
        address = wanted.pop()
        seen.add(address)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        if too_wide(page):
            wide.append(f"{address.removeprefix(meeting)}: {too_wide(page)}")
        wanted += {*of_the_meeting(page, meeting)} - {*seen, *wanted}
    assert wide == []
    assert len(seen) >= 25, seen


def test_no_screen_of_the_room_is_wider_than_its_window(room: Room, sample: Sample) -> None:
    public = f"{sample.house.origin}/m/{sample.meeting.code}"
    screens = (
        (STAGE, sample.stage),
        (CONSOLE, sample.console),
        (CONSOLE, sample.themes),
        (PHONE, sample.console),
        (PHONE, sample.door),
        (PHONE, sample.join),
        (PHONE, f"{sample.join}/12"),
        (PHONE, public),
        (PHONE, f"{public}/register"),
    )
    wide = [
        (size, address.removeprefix(sample.house.origin), by)
        for size, address in screens
        if (by := too_wide(room.page(room.device(size), address)))
    ]
    assert wide == []
