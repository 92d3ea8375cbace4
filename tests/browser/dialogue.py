"""What the room does with the exercises beside the ladder: polls, questions, the dialogue."""

from playwright.sync_api import Page, expect

from tests.browser.house import Sample
from tests.browser.people import (
    People,
    board,
    choose,
    in_phase,
    open_phase,
    said_by,
    send,
    show_answers,
    write,
)
from tests.browser.room import Room, region, shoot


def who_is_here(sample: Sample, people: People) -> None:
    """The greeting round: eight phones say who they are, and the bars grow on the wall."""
    stage, console, phones = people.stage, people.console, people.phones
    poll = sample.exercise("poll")
    open_phase(console, poll, "table")
    show_answers(console)
    for number, phone in enumerate(phones):
        form = in_phase(phone, poll, "table")
        choose(form, "options[]", f"{number % 3 + 1}")
        send(form)
        expect(region(phone, "phone/notes")).to_contain_text("Svaret er lagret")
    bars = stage.locator("[data-picture=poll]")
    expect(bars.locator(".bars-caption")).to_have_text("8 har svart")
    expect(bars.locator(".bars-wide .bars-count text").first).to_have_text("3 svar")
    people.pose("poll")
    open_phase(console, poll, "closed")
    expect(region(phones[0], "phone/wall")).to_contain_text("politiker")


def ask_the_speaker(sample: Sample, people: People) -> None:
    """A question is seen by all, supported by others, answered first, and marked so."""
    stage, console, phones = people.stage, people.console, people.phones
    questions = sample.exercise("questions")
    open_phase(console, questions, "table")
    show_answers(console)
    write(in_phase(phones[1], questions, "table"), "Hva gjør dere når ingen møter opp?")
    write(in_phase(phones[4], questions, "table"), "Hvordan nå de som ikke er på Facebook?")
    for phone in (phones[0], phones[6], phones[7]):
        asked = region(phone, "phone/room").locator(".given", has_text="Facebook")
        asked.get_by_role("button", name="Støtt").click()
        expect(asked.get_by_role("button")).to_have_attribute("aria-pressed", "true")
    first = stage.locator(".question").first
    expect(first).to_contain_text("Hvordan nå de som ikke er på Facebook?")
    expect(first.locator(".question-support b")).to_contain_text("3")
    people.pose("questions")
    said_by(console, "Facebook").get_by_role("button", name="Besvart").click()
    expect(stage.locator(".question[data-answered]")).to_contain_text("Facebook")
    expect(region(phones[2], "phone/room")).to_contain_text("Besvart")
    open_phase(console, questions, "closed")


def promote_and_hinder(room: Room, sample: Sample, people: People) -> None:
    """Alone, at the table with its scribe, joined by a helper, on the wall page by page."""
    stage, console, phones = people.stage, people.console, people.phones
    forces = sample.exercise("forces")
    open_phase(console, forces, "individual")
    alone = in_phase(phones[0], forces, "individual")
    alone.locator("textarea[name=text]").fill("At vi blir spurt før alt er bestemt")
    send(alone)
    expect(region(phones[0], "phone/notes")).to_contain_text("At vi blir spurt")
    open_phase(console, forces, "table")
    region(phones[0], "phone/notes").get_by_role("button", name="Send til bordet").click()
    expect(board(phones[1], "At vi blir spurt")).to_be_visible()
    for place, (side, text) in {
        2: ("promotes", "Å bli spurt tidlig nok"),
        4: ("hinders", "Møter midt på dagen"),
        6: ("hinders", "Fagspråk og lange dokumenter"),
    }.items():
        form = in_phase(phones[place], forces, "table")
        choose(form, "side", side)
        write(form, text)
        expect(board(phones[place], text)).to_be_visible()
    give_strength(phones[2], "Å bli spurt tidlig nok", 5)
    give_strength(phones[6], "Fagspråk", 3)
    helper = room.themes()
    join_on_board(helper, "At vi blir spurt", "Å bli spurt tidlig nok")
    people.pose("forces-table")
    open_phase(console, forces, "plenary")
    show_answers(console)
    picture = stage.locator("[data-picture=forces]")
    expect(picture.locator("tr", has_text="2 bord")).to_contain_text("styrke 5,0")
    expect(picture).to_contain_text("Møter midt på dagen")
    expect(region(phones[7], "phone/wall")).to_contain_text("Fagspråk og lange dokumenter")
    people.pose("forces-plenary")
    shoot(f"{people.album}/themes", helper)
    helper.context.close()
    room.contexts.remove(helper.context)


def give_strength(phone: Page, text: str, strength: int) -> None:
    """The scribe says how strong something is."""
    phone.get_by_role("button", name="Jeg skriver for bordet").click()
    one = board(phone, text)
    one.locator("summary", has_text="Endre").click()
    form = one.locator("form")
    choose(form, "strength", f"{strength}")
    send(form)
    expect(board(phone, text)).to_contain_text(f"Styrke {strength}")


def join_on_board(helper: Page, *texts: str) -> None:
    """Choose what says the same, and make a theme of it."""
    for text in texts:
        helper.locator(".piece", has_text=text).get_by_role("checkbox").check()
    helper.locator("[data-make]:visible").click()
    expect(helper.locator(".card .piece")).to_have_count(len(texts))


def take_the_floor(sample: Sample, people: People) -> None:
    """The tables choose what they want to share, and have the floor one by one."""
    stage, console, phones = people.stage, people.console, people.phones
    forces = sample.exercise("forces")
    for phone, text in ((phones[2], "Å bli spurt tidlig nok"), (phones[6], "Fagspråk")):
        board(phone, text).get_by_role("button", name="Velg som høydepunkt").click()
        expect(board(phone, text)).to_contain_text("Bordets høydepunkt")
    for table, text in ((2, "Å bli spurt tidlig nok"), (4, "Fagspråk og lange dokumenter")):
        console.locator(f"#speak-{table}").click()
        expect(stage.locator("[data-page=floor] .highlight-words")).to_have_text(text)
        expect(region(phones[0], "phone/wall")).to_contain_text(text)
    expect(stage.locator(".turns-order [data-spoken]")).to_have_text(["2 har hatt ordet"])
    people.pose("floor")
    console.locator("#speak-end").click()
    expect(stage.locator("[data-picture=forces]")).to_be_visible()
    open_phase(console, forces, "closed")


def who_takes_part(sample: Sample, people: People) -> None:
    stage, console, phones = people.stage, people.console, people.phones
    groups = sample.exercise("groups")
    open_phase(console, groups, "table")
    form = in_phase(phones[3], groups, "table")
    choose(form, "side", "absent")
    form.locator("textarea[name=reason]").fill("De jobber skift")
    write(form, "Småbarnsforeldre")
    expect(board(phones[2], "Småbarnsforeldre")).to_contain_text("De jobber skift")
    show_answers(console)
    expect(stage.locator("[data-picture=groups]")).to_contain_text("Småbarnsforeldre")
    people.pose("groups")
    open_phase(console, groups, "closed")


def what_to_do(sample: Sample, people: People) -> None:
    """A measure answers what the table has said; the room gives its dots."""
    stage, console, phones = people.stage, people.console, people.phones
    measures = sample.exercise("measures")
    open_phase(console, measures, "table")
    form = in_phase(phones[6], measures, "table")
    form.locator("select[name=answers]").select_option(label="Fagspråk og lange dokumenter")
    choose(form, "effort", "small")
    choose(form, "effect", "large")
    write(form, "Ei side i klarspråk foran hver sak")
    expect(board(phones[6], "klarspråk")).to_contain_text("Fagspråk og lange dokumenter")
    open_phase(console, measures, "plenary")
    show_answers(console)
    expect(stage.locator("[data-picture=grid] table")).to_contain_text("klarspråk")
    console.locator("#screen-more > summary").click()
    console.locator("#dots").click()
    dotted = region(phones[0], "phone/room").locator(".given", has_text="klarspråk")
    dotted.get_by_role("button", name="Gi prikk").click()
    expect(region(phones[0], "phone/room").locator(".dots-used")).to_contain_text("1 av 3")
    expect(region(phones[7], "phone/room").locator(".dot .figures")).to_have_text("· 1")
    people.pose("measures")
    console.locator("#dots").click()
    open_phase(console, measures, "closed")


def say_how_it_was(sample: Sample, people: People) -> None:
    console, phones = people.console, people.phones
    feedback = sample.exercise("poll", 2)
    open_phase(console, feedback, "table")
    form = in_phase(phones[5], feedback, "table")
    choose(form, "options[]", "4")
    send(form)
    expect(region(phones[5], "phone/notes")).to_contain_text("4 av 5")
    show_answers(console)
    expect(people.stage.locator("[data-picture=poll] .bars-caption")).to_contain_text("1 har svart")
