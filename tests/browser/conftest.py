"""One server and one Chromium for the browser tests, and a fresh meeting for each of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import AXE
from tests.browser.house import House, Sample, open_house
from tests.browser.room import Room


@pytest.fixture(scope="session")
def shared_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One server for all tests that do not stop it."""
    with open_house(tmp_path_factory.mktemp("house")) as house:
        yield house
        assert "Traceback" not in house.log(), house.log()


@pytest.fixture
def house(shared_house: House) -> House:
    """The shared server, at a quarter to four."""
    shared_house.set_clock("15.45")
    return shared_house


@pytest.fixture
def sample(house: House) -> Sample:
    """The sample meeting, before it has begun."""
    return house.new_meeting()


@pytest.fixture
def room(browser: Browser, sample: Sample) -> Iterator[Room]:
    """The screens of the meeting; none of them may have failed when the test is over."""
    room = Room(browser, sample)
    try:
        yield room
    finally:
        room.close()


@pytest.fixture
def eyes(room: Room) -> Room:
    """The same room, whose pages can be looked at by axe."""
    room.script = AXE.read_text()
    return room
