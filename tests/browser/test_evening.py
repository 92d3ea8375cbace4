"""The sample meeting from the first guest to the last word, on ten screens."""

import re

from playwright.sync_api import Page, expect

from tests.browser.dialogue import (
    ask_the_speaker,
    promote_and_hinder,
    say_how_it_was,
    take_the_floor,
    what_to_do,
    who_is_here,
    who_takes_part,
)
from tests.browser.house import House, Sample
from tests.browser.people import (
    People,
    board,
    choose_table,
    go_on,
    in_phase,
    join_by_code,
    left,
    open_phase,
    place,
    said_by,
    saved,
    send,
    stand,
    undoes,
    write,
)
from tests.browser.room import PHONE, Room, region, seen_by, shoot

TOUCH = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}


def arrive(room: Room, house: House, sample: Sample) -> People:
    """Eight phones come to four tables in every way there is."""
    stage, console = room.stage(), room.console()
    expect(stage.locator("h1")).to_have_text("Kommune 3.0")
    expect(console.locator("#now-title")).to_have_text("Møtet er ikke startet")
    shoot("evening/00-door", by_code := room.page(room.device(PHONE, **TOUCH), house.origin))
    code = sample.meeting.code.lower()
    phones = [join_by_code(by_code, house.origin, f"{code[:-2]} {code[-2:]}", 1)]
    shoot("evening/00-tables", chooser := room.page(room.device(PHONE, **TOUCH), sample.join))
    phones += [room.phone(1), room.phone(2), choose_table(chooser, 2)]
    phones += [room.phone(table) for table in (3, 3, 4, 4)]
    expect(region(phones[0], "phone/seat")).to_have_text("Bord 1 · 2 er med")
    expect(stage.locator(".bar-here")).to_have_text("8 mobiler · 4 av 8 bord")
    expect(console.locator(".top-here")).to_have_text("8 på nett · 4 bord")
    return People(stage, console, phones, "evening")


def welcome(house: House, people: People) -> None:
    people.pose("before")
    house.set_clock("16.00")
    go_on(people.console, "Velkommen, mat og mingling")
    left(people.stage, "29")
    expect(people.phones[7].locator(".ready")).to_contain_text("Mobilen din er klar")
    expect(region(people.phones[7], "phone/agenda")).to_contain_text("Resten av programmet")
    people.pose("arrival")


def opening(house: House, people: People) -> None:
    """Early, more time, less time, a pause, and two things that are taken back."""
    stage, console, phone = people.stage, people.console, people.phones[0]
    house.set_clock("16.28")
    go_on(console, "Åpning")
    expect(console.locator(".top-drift .drift")).to_have_text("2 min før")
    expect(stage.locator(".calm-speaker")).to_have_text("ordfører i Steinkjer, Bjørn Arild Gram")
    expect(phone.locator("h1")).to_have_text("Nå: Åpning")
    left(stage, "9")
    for button, minutes in (("300", "14"), ("60", "15"), ("-60", "14")):
        console.locator(f"#extend-{button}").click()
        for screen in (stage, console, phone):
            left(screen, minutes)
    undoes(console, 5)
    console.locator("#undo").click()
    left(stage, "15")
    console.locator("#pause").click()
    expect(stage.locator(".bar-state")).to_have_text("Klokka står")
    expect(console.locator("#pause")).to_have_attribute("data-send", "resume")
    expect(phone.locator(".time")).to_contain_text("Klokka står")
    people.pose("paused")
    house.set_clock("16.31")
    people.look_again()
    left(stage, "15")
    console.locator("#pause").click()
    expect(stage.locator(".bar-state")).not_to_have_text("Klokka står")
    left(stage, "15")
    people.pose("talk")
    go_on(console, "Møteleder Astrid Skogseth")
    expect(console.locator("#undo")).to_contain_text("Angre: Neste 16.31")
    console.locator("#undo").click()
    expect(console.locator("#now-title")).to_have_text("Åpning")
    left(stage, "15")
    house.set_clock("16.48")
    people.look_again()
    expect(stage.locator("html")).to_have_attribute("data-clock", "over")
    expect(stage.locator("[data-tick=left]")).to_have_text(re.compile(r"^\+1:\d\d$"))
    people.pose("overtime")


def greeting(house: House, sample: Sample, people: People) -> None:
    go_on(people.console, "Møteleder Astrid Skogseth")
    expect(people.console.locator(".top-drift .drift")).to_have_text("8 min etter")
    expect(people.stage.locator("h1")).to_contain_text("hilserunde")
    expect(people.phones[3].locator("h1")).to_contain_text("hilserunde")
    people.pose("plenary")
    who_is_here(sample, people)


def ladder(house: House, sample: Sample, people: People) -> None:
    """Think alone, then together; the staircase fills on the wall while the tables answer."""
    console, phones = people.console, people.phones
    id = sample.exercise("ladder")
    house.set_clock("16.50")
    go_on(console, "Oppgave ved bordene: Medvirkningstrappa")
    expect(phones[0].locator("h1")).to_contain_text("Medvirkningstrappa")
    people.pose("ladder-closed")
    think_alone(people, id)
    open_phase(console, id, "table")
    share_with_the_table(people, id)
    people.pose("ladder-table")
    where_we_are(people, id)
    scribe_and_done(people, id)
    in_plenary(people, id)


def think_alone(people: People, id: int) -> None:
    console, phones = people.console, people.phones
    open_phase(console, id, "individual")
    place(in_phase(phones[0], id, "individual"), "Folkemøte om skolen", 2)
    saved(phones[0])
    notes = region(phones[0], "phone/notes")
    expect(notes.locator("[data-contribution]")).to_contain_text("Folkemøte om skolen")
    people.pose("ladder-individual")
    others = [people.stage, console, *phones[1:]]
    assert [html for html in seen_by(others) if "Folkemøte om skolen" in html] == []


def share_with_the_table(people: People, id: int) -> None:
    stage, console, phones = people.stage, people.console, people.phones
    notes = region(phones[0], "phone/notes").locator("[data-contribution]")
    notes.get_by_role("button", name="Send til bordet").click()
    expect(notes).to_have_count(0)
    for phone in phones[:2]:
        expect(board(phone, "Folkemøte om skolen")).to_contain_text("2 Konsultasjon")
    expect(said_by(console, "Folkemøte om skolen")).to_be_visible()
    place(in_phase(phones[3], id, "table"), "Ungdomsråd med egne penger", 4, 5)
    expect(board(phones[2], "Ungdomsråd")).to_contain_text("4 Samarbeid og 5 Medbestemmelse")
    others = [stage, *phones[2:]]
    assert [html for html in seen_by(others) if "Folkemøte om skolen" in html] == []
    assert "Ungdomsråd" not in stage.content()


def where_we_are(people: People, id: int) -> None:
    """The moderator lets the room see the staircase, and each answer comes onto it."""
    stage, console, phones = people.stage, people.console, people.phones
    stand(phones[0], id, "now", 2)
    console.locator("#reveal").click()
    now = stage.locator(".picture-wide .staircase-now circle")
    wanted = stage.locator(".picture-wide .staircase-wanted path")
    expect(now).to_have_count(1)
    expect(stage.locator(".picture table")).to_contain_text("Folkemøte om skolen (1)")
    for table, step in ((2, 1), (3, 2), (4, 3)):
        stand(phones[2 * table - 2], id, "now", step)
        expect(now).to_have_count(table)
        stand(phones[2 * table - 1], id, "wanted", step + 2)
        expect(wanted).to_have_count(table - 1)
    stand(phones[1], id, "wanted", 5)
    expect(wanted).to_have_count(4)
    stand(phones[1], id, "now", 1)
    lowest = stage.locator(".picture table tr", has_text="1 Informasjon")
    expect(lowest).to_contain_text("2 bord: 1, 2")
    place(phones[5].locator(f"#give-{id}"), "Elbilkart på nettet", 1, 2)
    place(phones[6].locator(f"#give-{id}"), "Grendeutvalg", 3)
    expect(stage.locator(".picture table")).to_contain_text("Grendeutvalg (4)")
    people.pose("ladder-revealed")


def scribe_and_done(people: People, id: int) -> None:
    stage, console, phones = people.stage, people.console, people.phones
    phones[1].get_by_role("button", name="Jeg skriver for bordet").click()
    expect(phones[0].locator("[data-scribe-if=other]")).to_be_visible()
    mine = board(phones[1], "Folkemøte om skolen")
    mine.locator("summary", has_text="Endre").click()
    change = mine.locator("form")
    change.locator("textarea[name=text]").fill("Folkemøte om skolen på Egge")
    send(change)
    expect(board(phones[0], "på Egge")).to_be_visible()
    expect(stage.locator(".picture table")).to_contain_text("Folkemøte om skolen på Egge (1)")
    expect(phones[0].get_by_role("switch")).to_have_count(0)
    phones[1].get_by_role("button", name="Velg som høydepunkt").first.click()
    expect(phones[0].locator(".tag-highlight")).to_have_count(1)
    for table, phone in enumerate((phones[1], phones[2]), 1):
        phone.get_by_role("switch", name="Bordet er ferdig").click()
        expect(stage.locator(".done")).to_contain_text(f"{table} av 8 bord er ferdige")
    expect(phones[1].get_by_role("switch")).to_be_checked()
    expect(console.locator(".table[data-state=done]")).to_have_count(2)
    people.pose("ladder-done")


def in_plenary(people: People, id: int) -> None:
    """Hidden, lifted, redacted; then table by table how far it is from now to wanted."""
    stage, console, phones = people.stage, people.console, people.phones
    said_by(console, "Elbilkart").get_by_role("button", name="Skjul").click()
    expect(stage.locator(".picture table")).not_to_contain_text("Elbilkart")
    edited = said_by(console, "Grendeutvalg")
    edited.get_by_role("button", name="Rediger").click()
    sheet = console.locator("dialog[open]")
    sheet.locator("textarea").fill("Et utvalg i grenda")
    sheet.get_by_role("button", name="Lagre").click()
    expect(stage.locator(".picture table")).to_contain_text("Et utvalg i grenda (4)")
    expect(said_by(console, "Et utvalg i grenda")).to_be_visible()
    expect(board(phones[6], "Et utvalg i grenda")).to_be_visible()
    for phone in phones:
        expect(region(phone, "phone/wall")).not_to_contain_text("Grendeutvalg")
    everybody = [stage, console, *phones]
    assert [html for html in seen_by(everybody) if "Grendeutvalg" in html] == []
    open_phase(console, id, "plenary")
    expect(phones[2].locator(f"#give-{id}")).to_have_count(0)
    expect(phones[2].locator(".note")).to_contain_text("Se på den store skjermen")
    people.pose("ladder-plenary")
    said_by(console, "Ungdomsråd").get_by_role("button", name="Løft fram").click()
    expect(stage.locator(".highlight-words")).to_have_text("Ungdomsråd med egne penger")
    people.pose("ladder-lifted")
    said_by(console, "Ungdomsråd").get_by_role("button", name="Løftet").click()
    expect(stage.locator(".picture-wide .staircase-now circle")).to_have_count(4)
    open_phase(console, id, "closed")
    expect(stage.locator(".gap-list li")).to_have_count(4)
    people.pose("ladder-gaps")


def ideas(house: House, sample: Sample, people: People) -> None:
    """Good reasons on the wall, a word to the speaker, and a black screen."""
    stage, console, phones = people.stage, people.console, people.phones
    id = sample.exercise("ideas")
    house.set_clock("17.08")
    go_on(console, "«Sjækk kor d bryr mæ!»")
    expect(phones[0].locator(".speaker")).to_have_text("Hildegunn Nordtug, Distriktssenteret")
    people.pose("talk-with-exercise")
    open_phase(console, id, "table")
    reasons = ("de kan mest om sitt eget sted.", "det blir bedre.", "flere blir med.")
    for phone, reason in zip(phones[::3], reasons, strict=True):
        write(in_phase(phone, id, "table"), reason)
        expect(board(phone, reason)).to_be_visible()
    people.pose("ideas-table")
    console.locator("#reveal").click()
    expect(stage.locator(".wall-note")).to_have_count(3)
    write(in_phase(phones[1], id, "table"), "vi eier kommunen sammen.")
    expect(stage.locator(".wall-note")).to_have_count(4)
    people.pose("ideas-revealed")
    console.locator("#message-text").fill("5 minutter igjen")
    console.get_by_role("button", name="Vis melding").click()
    expect(stage.locator(".speaker-message")).to_contain_text("5 minutter igjen")
    people.pose("message")
    console.locator("#message-away").click()
    expect(stage.locator(".speaker-message")).to_have_count(0)
    console.locator("#black").click()
    expect(stage.locator(".blackout[data-on]")).to_be_visible()
    expect(console.locator("#black")).to_have_text("Vis skjermen (B)")
    people.pose("black")
    console.locator("#black").click()
    expect(stage.locator(".blackout[data-on]")).to_have_count(0)
    open_phase(console, id, "closed")
    ask_the_speaker(sample, people)


def late_break(house: House, people: People) -> None:
    """A break that cannot absorb it all: the phones learn when the rest is expected."""
    stage, console, phones = people.stage, people.console, people.phones
    house.set_clock("17.43")
    go_on(console, "Kulturelt innslag fra Henningrevyen")
    expect(console.locator(".top-drift .drift")).to_have_text("3 min etter")
    expect(console.locator("[data-status=later]").first).to_contain_text("ventes 17.53")
    expect(stage.locator(".break-again")).to_have_text("Vi fortsetter kl. 17.53")
    expect(stage.locator(".break-left")).to_have_text(re.compile(r"^9:\d\d$"))
    for phone in phones:
        expect(phone.locator(".again")).to_have_text("Vi fortsetter ca. 17.53")
        expect(phone.locator(".agenda li").first).to_contain_text("ventes 17.53")
    people.pose("break")


def the_rest(room: Room, house: House, sample: Sample, people: People) -> None:
    stage, console, phone = people.stage, people.console, people.phones[0]
    house.set_clock("17.53")
    go_on(console, "«Det herre må kommunen bættere årn opp i!»")
    expect(phone.locator(".agenda li").first).to_contain_text("ventes 18.23")
    house.set_clock("18.19")
    go_on(console, "Dialog rundt bordene")
    expect(console.locator(".top-drift .drift")).to_have_text("1 min før")
    people.pose("dialog")
    promote_and_hinder(room, sample, people)
    take_the_floor(sample, people)
    who_takes_part(sample, people)
    what_to_do(sample, people)
    house.set_clock("18.50")
    go_on(console, "Marit Voll oppsummerer ettermiddagen")
    expect(console.locator(".top-drift .drift")).to_have_text("i rute")
    house.set_clock("19.00")
    go_on(console, "Takk for i dag")
    expect(stage.locator("h1")).to_have_text("Takk for i dag")
    expect(phone.locator(".body")).to_contain_text("Hva skjer med innspillene?")
    people.pose("close")
    say_how_it_was(sample, people)
    house.set_clock("19.04")
    console.get_by_role("button", name="Avslutt møtet").click()
    expect(console.locator("#now-title")).to_have_text("Møtet er avsluttet")
    expect(stage.locator("[data-page=finished] h1")).to_have_text("Takk for i dag")
    expect(phone.locator(".lead")).to_have_text("Møtet er slutt. Takk for at du var med.")
    people.pose("over")


def everything_said(room: Room, console: Page) -> None:
    console.get_by_role("link", name="Alle, bord for bord").click()
    expect(console.locator(".contribution")).to_have_count(24)
    shoot("evening/99-all-console", console, whole=True)


def test_a_whole_evening_goes_from_the_first_guest_to_the_last_word(
    room: Room, house: House, sample: Sample
) -> None:
    people = arrive(room, house, sample)
    welcome(house, people)
    opening(house, people)
    greeting(house, sample, people)
    ladder(house, sample, people)
    ideas(house, sample, people)
    late_break(house, people)
    the_rest(room, house, sample, people)
    everything_said(room, people.console)
