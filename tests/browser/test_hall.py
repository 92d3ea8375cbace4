"""The hall's own network: plain http, phones that come and go, people who press twice."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitator.models import Contribution
from tests.browser.house import House, Sample, open_house
from tests.browser.people import (
    board,
    go_on,
    in_phase,
    join_by_code,
    open_phase,
    place,
    runs,
    saved,
    write,
)
from tests.browser.room import PHONE, Room, connected, region, shoot
from tests.browser.wire import Wire


def at_ideas(room: Room) -> tuple[Page, int]:
    """A console with the ideas open at the tables; the exercise's id."""
    sample = room.sample
    sample.house.set_clock("17.00")
    console = room.console()
    item = sample.item_of("ideas")
    console.locator(f"#start-{item}").click()
    open_phase(console, sample.exercise("ideas"), "table")
    return console, sample.exercise("ideas")


def stored(sample: Sample) -> list[str]:
    """What the database has, in order."""
    with sample.house.database.reading() as db:
        found = db.query(Contribution).filter_by(meeting_id=sample.meeting.id)
        return [one.body["text"] for one in found.order_by(Contribution.number)]


def test_nothing_needs_an_address_that_the_browser_trusts(room: Room) -> None:
    _, ideas = at_ideas(room)
    sample = room.sample
    phone = room.page(room.device(PHONE), sample.house.origin)
    join_by_code(phone, sample.house.origin, sample.meeting.code, 3)
    assert phone.evaluate("[isSecureContext, !!crypto.randomUUID, !!navigator.locks]") == [
        False,
        False,
        False,
    ]
    write(in_phase(phone, ideas, "table"), "de bor her.")
    saved(phone)
    expect(board(phone, "de bor her.")).to_be_visible()
    assert stored(sample) == ["de bor her."]


def test_each_person_reads_in_a_language_of_their_own(room: Room) -> None:
    console, ideas = at_ideas(room)
    phones = [room.phone(1), room.phone(1)]
    phones[1].get_by_role("link", name="English").click()
    connected(phones[1])
    open_phase(console, ideas, "individual")
    for phone, language, words in zip(
        phones, ("nb", "en"), ("Lagre notatet", "Save the note"), strict=True
    ):
        expect(phone.locator("html")).to_have_attribute("lang", language)
        expect(in_phase(phone, ideas, "individual")).to_contain_text(words)
        phone.reload()
        expect(phone.locator("html")).to_have_attribute("lang", language)


def test_what_is_written_without_wifi_arrives_by_itself_and_once(room: Room) -> None:
    _, ideas = at_ideas(room)
    phone, neighbour = room.phone(2), room.phone(2)
    form = in_phase(phone, ideas, "table")
    phone.context.set_offline(True)
    expect(phone.locator("[data-connection]")).to_have_text("Uten nett – ingenting er mistet")
    for reason in ("de kan mest.", "det blir bedre."):
        write(form, reason)
    waiting = phone.locator(f"[data-outbox='{ideas}'] li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text("Uten nett – ingenting er mistet")
    shoot("hall/offline-phone", phone, whole=True)
    assert stored(room.sample) == []
    phone.context.set_offline(False)
    saved(phone)
    expect(waiting).to_have_count(0)
    for screen in (phone, neighbour):
        expect(region(screen, "phone/board").locator("[data-contribution]")).to_have_count(2)
    assert stored(room.sample) == ["de kan mest.", "det blir bedre."]


def test_an_answer_that_is_lost_on_the_way_doubles_nothing(room: Room) -> None:
    """The line is dead and nobody says so: the phone sends, and waits, and sends again."""
    _, ideas = at_ideas(room)
    with closing(Wire(room.sample.house.port)) as wire:
        address = room.sample.join.replace(str(room.sample.house.port), str(wire.port))
        phone = connected(room.page(room.device(PHONE), f"{address}/4"))
        form = in_phase(phone, ideas, "table")
        wire.lose_answers()
        write(form, "flere blir med.")
        state = phone.locator("[data-connection]")
        expect(state).to_have_text("Sender …")
        expect(state).to_have_text("Uten nett – ingenting er mistet")
        assert stored(room.sample) == ["flere blir med."]
        wire.mend()
        saved(phone)
        expect(board(phone, "flere blir med.")).to_have_count(1)
        expect(phone.locator("[data-outbox] li")).to_have_count(0)
    assert stored(room.sample) == ["flere blir med."]


@pytest.fixture
def own_room(browser: Browser, tmp_path: Path) -> Iterator[Room]:
    """A room in a house whose server may be stopped."""
    with open_house(tmp_path / "data") as house:
        room = Room(browser, house.new_meeting())
        try:
            yield room
        finally:
            room.close()


def test_while_the_server_is_away_the_stage_stands_and_the_phones_go_on_writing(
    own_room: Room,
) -> None:
    room, house = own_room, own_room.sample.house
    console, ideas = at_ideas(room)
    stage, phone = room.stage(), room.phone(1)
    write(in_phase(phone, ideas, "table"), "før.")
    saved(phone)
    console.locator("#reveal").click()
    expect(stage.locator(".wall-note")).to_have_text(re.compile("før."))
    assert house.stop() == 0
    expect(stage.locator(".offline-note")).to_be_visible()
    expect(stage.locator(".offline-note")).to_have_text("uten forbindelse")
    expect(stage.locator(".wall-note")).to_be_visible()
    shoot("hall/server-away-stage", stage)
    console.locator("#pause").click()
    expect(console.locator("[data-notice]").first).not_to_have_text("")
    expect(console.locator(".top-offline")).to_be_visible()
    shoot("hall/server-away-console", console)
    write(in_phase(phone, ideas, "table"), "mens.")
    expect(phone.locator("[data-connection]")).to_have_text("Uten nett – ingenting er mistet")
    phone.locator(f"#give-{ideas} textarea").fill("halvferdig")
    house.start()
    saved(phone)
    expect(stage.locator(".offline-note")).to_be_hidden()
    expect(stage.locator(".wall-note")).to_have_count(2)
    connected(console)
    expect(console.locator("#pause")).to_have_attribute("data-send", "pause")
    expect(phone.locator(f"#give-{ideas} textarea")).to_have_value("halvferdig")
    assert stored(room.sample) == ["før.", "mens."]


def test_a_draft_is_there_again_after_a_reload(room: Room) -> None:
    _, ideas = at_ideas(room)
    phone = room.phone(1)
    draft = in_phase(phone, ideas, "table").locator("textarea")
    draft.fill("Vi er ikke helt ferdige med")
    phone.reload()
    connected(phone)
    expect(draft).to_have_value("Vi er ikke helt ferdige med")
    write(in_phase(phone, ideas, "table"), "Nå er vi ferdige.")
    saved(phone)
    phone.reload()
    connected(phone)
    expect(draft).to_have_value("")


def test_five_thousand_characters_are_refused_with_the_reason_and_the_text_kept(
    room: Room,
) -> None:
    _, ideas = at_ideas(room)
    phone = room.phone(1)
    form, long = in_phase(phone, ideas, "table"), "lang " * 1000
    field = form.locator("textarea")
    field.fill(long)
    expect(form.locator("[data-count]")).to_have_text("5000/1000")
    write(form, long)
    expect(form.get_by_role("alert")).to_contain_text("det er plass til 1000")
    expect(field).to_have_value(long)
    shoot("hall/too-long-phone", phone)
    write(form, "kort.")
    expect(board(phone, "kort.")).to_be_visible()
    assert stored(room.sample) == ["kort."]


def test_a_double_click_and_a_second_console_move_the_programme_once(
    room: Room, house: House
) -> None:
    one, two = room.console(), room.console()
    onward = "#onward .onward-title"
    # The second console is a little behind: its button still says what was next before.
    two.evaluate(
        "document.querySelector('h1').append(document.querySelector('#onward').cloneNode(true))"
    )
    box = one.locator("#onward").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    one.mouse.click(*middle)
    runs(one, "Velkommen, mat og mingling")
    # The second press of a slow hand, when the button has something else to offer already.
    expect(one.locator(onward)).to_have_text("Åpning")
    one.mouse.down(click_count=2)
    one.mouse.up(click_count=2)
    for console in (one, two):
        expect(console.locator("#now-title")).to_have_text("Velkommen, mat og mingling")
        expect(region(console, "console/steering").locator(onward)).to_have_text("Åpning")
    two.locator("h1 #onward").dispatch_event("click")
    expect(two.locator("[data-notice]").first).to_contain_text(
        "Programmet har allerede gått videre"
    )
    expect(one.locator("#now-title")).to_have_text("Velkommen, mat og mingling")
    house.set_clock("16.30")
    go_on(one, "Åpning")
    for console in (one, two):
        expect(console.locator("#now-title")).to_have_text("Åpning")


def test_who_moves_to_another_table_writes_there(room: Room) -> None:
    console, ideas = at_ideas(room)
    phone = room.phone(1)
    write(in_phase(phone, ideas, "table"), "ved bord én.")
    saved(phone)
    phone.get_by_role("link", name="Bytt bord").click()
    expect(phone.locator("[data-table='1']")).to_contain_text("Du sitter her")
    phone.locator("button[data-table='5']").click()
    expect(region(connected(phone), "phone/seat")).to_contain_text("Bord 5")
    expect(region(phone, "phone/board")).to_contain_text("Bord 5 har ikke sendt noe ennå")
    write(in_phase(phone, ideas, "table"), "ved bord fem.")
    expect(board(phone, "ved bord fem.")).to_be_visible()
    said = region(console, "console/contributions").locator(".contribution")
    expect(said.locator(".badge")).to_have_text(["Bord 5", "Bord 1"])


def test_a_code_or_table_that_does_not_exist_is_told_and_one_can_try_again(room: Room) -> None:
    sample = room.sample
    phone = room.page(room.device(PHONE), sample.house.origin)
    code = phone.get_by_label("Koden på den store skjermen")
    code.fill("tulle 99")
    phone.get_by_role("button", name="Bli med").click()
    expect(phone.get_by_role("alert")).to_contain_text("Vi finner ikke noe møte med den koden")
    expect(code).to_have_value("tulle 99")
    shoot("hall/unknown-code-phone", phone)
    phone.goto(f"{sample.join}/99")
    expect(phone.get_by_role("alert")).to_contain_text("Det er ikke noe bord 99 her")
    phone.locator("button[data-table='2']").click()
    expect(region(connected(phone), "phone/seat")).to_contain_text("Bord 2")
    # The browser tells of the two pages that were not found.
    assert ["404" in error for error in room.errors] == [True, True]
    room.errors.clear()


def test_a_long_example_and_a_long_name_fit_on_a_narrow_phone(room: Room) -> None:
    sample = room.sample
    console = room.console()
    sample.house.set_clock("16.45")
    console.locator(f"#start-{sample.item_of('ladder')}").click()
    open_phase(console, sample.exercise("ladder"), "table")
    phone = room.phone(1, (320, 640))
    word = "innbyggerinvolveringssamordningsutvalg" * 3
    place(in_phase(phone, sample.exercise("ladder"), "table"), f"{word} {word}", 2, 3)
    expect(board(phone, word)).to_be_visible()
    assert phone.evaluate("document.scrollingElement.scrollWidth") == 320
