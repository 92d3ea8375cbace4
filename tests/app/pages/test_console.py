"""The moderator's desk: what it says and what its buttons send, from the start to the end."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app.access import Role, make_key
from app.live.protocol import MESSAGES, Audience, parse
from facilitator.models import Item
from tests.app.pages.desk import Desk, commands

FILLED_IN = {
    "redact": {"text": "x"},
    "message": {"text": "x"},
    "nudge": {"table": 1, "text": "x"},
}


def current_of(desk: Desk) -> int | None:
    return desk.evening.timeline.current


def test_before_the_start_one_button_starts_the_meeting(desk: Desk) -> None:
    page = desk.page()

    assert page.one("class", "now-item").words == (
        "Møtet er ikke startet 15:00 til planlagt start kl. 16.00"
    )
    assert commands(page.one("class", "now")) == [
        ("next", {"current": None}, "Start: Velkommen, mat og mingling →")
    ]
    assert commands(page.one("class", "commands")) == []


def test_a_running_item_has_all_its_commands_and_they_carry_what_the_moderator_saw(
    at_ladder: Desk,
) -> None:
    at_ladder.at(16, 56, 36)
    current, page = current_of(at_ladder), at_ladder.page()

    assert page.one("class", "now-item").words == (
        "Oppgave ved bordene: Medvirkningstrappa 7:24 igjen over tida"
    )
    assert commands(page.one("class", "now")) == [
        (
            "next",
            {"current": current},
            "Neste: planlagt 17.00 «Sjækk kor d bryr mæ!» Hva er effekter av god"
            " innbyggerinvolvering? →",
        )
    ]
    assert commands(page.one("class", "commands")) == [
        ("extend", {"current": current, "seconds": -60}, "−1"),
        ("extend", {"current": current, "seconds": 60}, "+1"),
        ("extend", {"current": current, "seconds": 300}, "+5"),
        ("pause", {"current": current}, "Stans klokka"),
        ("back", {"current": current}, "Tilbake"),
        ("undo", {"entry": 4}, "Angre: Neste 16.49"),
    ]
    assert page.one("class", "drift").words == "4 min etter"


def test_the_programme_tells_how_it_went_and_what_is_expected(at_ladder: Desk) -> None:
    at_ladder.at(16, 56)

    lines = at_ladder.page().all("data-item")

    assert [(line["data-status"], line.one("class", "item-line").words) for line in lines] == [
        ("past", "brukte 32 min av 30"),
        ("past", "brukte 11 min av 10"),
        ("past", "brukte 6 min av 5"),
        ("current", "15 min · ferdig ca. 17.04"),
        ("later", "ventes 17.04 · 30 min"),
        ("later", "ventes 17.34 · pausen blir 16 min"),
        ("later", "30 min"),
        ("later", "30 min"),
        ("later", "10 min"),
        ("later", ""),
    ]
    assert [line.attributes.get("aria-current") for line in lines] == [
        *[None] * 3,
        "step",
        *[None] * 6,
    ]


def test_every_later_item_can_be_started_and_no_other(at_ladder: Desk) -> None:
    items, current = at_ladder.evening.items, current_of(at_ladder)

    lines = at_ladder.page().all("data-item")

    assert [commands(line) for line in lines] == [[]] * 4 + [
        [("start", {"item": item.id, "current": current}, f"Start nå: {item.title}")]
        for item in list(items.values())[4:]
    ]


def test_a_pause_is_said_and_ended_by_the_same_key(at_ladder: Desk) -> None:
    at_ladder.at(16, 57).pause()
    at_ladder.at(16, 59)

    page = at_ladder.page()

    assert page.one("class", "now-left").words == "7:00 Klokka står"
    assert [
        (button["data-send"], button.words) for button in page.all("data-key-shortcut", "p")
    ] == [("resume", "Fortsett")]


def test_overtime_counts_up(at_ladder: Desk) -> None:
    at_ladder.at(17, 7, 20)

    assert at_ladder.page().one("data-tick", "left").words == "+3:20"


@pytest.mark.parametrize(
    ("seconds", "words"), [(300, "Angre: +5 min 16.50"), (-60, "Angre: −1 min 16.50")]
)
def test_undo_names_what_it_undoes(at_ladder: Desk, seconds: int, words: str) -> None:
    at_ladder.at(16, 50).extend(seconds)

    assert at_ladder.page().one("data-send", "undo").words == words


def test_the_last_item_ends_the_meeting_and_that_can_be_undone(desk: Desk) -> None:
    desk.at(19, 0).start("Takk for i dag")
    last = current_of(desk)
    assert commands(desk.page().one("class", "now")) == [
        ("finish", {"current": last}, "Avslutt møtet")
    ]

    desk.at(19, 2).finish()

    page = desk.page()
    assert page.one("id", "now-title").words == "Møtet er avsluttet"
    assert commands(page.one("class", "desk-steering")) == [
        ("undo", {"entry": 2}, "Angre: Avslutt 19.02")
    ]


def test_the_clickers_key_never_ends_the_meeting_nor_begins_another_day(desk: Desk) -> None:
    with desk.medvirk.database.writing() as db:
        for item in db.scalars(select(Item).where(Item.position > 8)):
            item.day, item.fixed_start = 1, time(9)
    desk.at(18, 20).start("Dialog rundt bordene")
    assert desk.page().all("data-key-shortcut", "PageDown") == []
    assert desk.page().one("class", "onward").words == "Avslutt dagen"

    desk.at(18, 50).finish()

    page = desk.page()
    assert page.all("data-key-shortcut", "PageDown") == []
    assert commands(page.one("class", "now")) == [
        ("next", {"current": None}, "Start dag 2: Marit Voll oppsummerer ettermiddagen")
    ]
    assert [heading.words for heading in page.all("class", "day")] == ["Dag 1", "Dag 2"]


def test_a_skipped_item_is_marked(desk: Desk) -> None:
    with desk.medvirk.database.writing() as db:
        db.scalars(select(Item).where(Item.position == 2)).one().skip = True

    assert desk.page().all("data-status", "skipped")[0].words == (
        "16.30 Åpning blir hoppet over Start nå: Åpning"
    )


def test_notes_of_what_is_now_and_next_are_for_the_moderator(desk: Desk) -> None:
    with desk.medvirk.database.writing() as db:
        for position, notes in ((1, "Ta imot.\nKaffen er klar."), (2, "Sjekk mikrofonen.")):
            db.scalars(select(Item).where(Item.position == position)).one().notes = notes
    desk.at(16, 0).next()

    assert [note.words for note in desk.page().all("class", "note")] == [
        "Notat: Ta imot.Kaffen er klar.",
        "Gjør klart til neste: Sjekk mikrofonen.",
    ]


def test_phases_are_opened_one_by_one(at_ladder: Desk) -> None:
    exercise = at_ladder.phase("table")

    phases = at_ladder.page().one("class", "phases")

    assert commands(phases) == [
        ("phase", {"exercise": exercise, "phase": "individual"}, "Tenk selv"),
        ("phase", {"exercise": exercise, "phase": "table"}, "Ved bordet"),
        ("phase", {"exercise": exercise, "phase": "plenary"}, "I plenum"),
        ("phase", {"exercise": exercise, "phase": "closed"}, "Stengt"),
    ]
    assert [phase["aria-pressed"] for phase in phases.all("aria-pressed")] == [
        "false",
        "true",
        "false",
        "false",
    ]


def test_answers_are_shown_and_hidden_by_one_button(at_ladder: Desk) -> None:
    exercise = at_ladder.phase("table")
    assert commands(at_ladder.page().one("class", "screen-commands")) == [
        ("reveal", {"exercise": exercise, "on": True}, "Vis svar"),
        ("black", {"on": True}, "Svart (B)"),
    ]
    at_ladder.reveal(exercise)
    at_ladder.blacken()
    at_ladder.show("Vi må avrunde")

    page = at_ladder.page()

    assert commands(page.one("class", "screen-commands")) == [
        ("reveal", {"exercise": exercise, "on": False}, "Skjul svar"),
        ("black", {"on": False}, "Vis skjermen (B)"),
    ]
    assert page.one("class", "screen-words").words == (
        "■ Skjermen er svart. ● Salen ser svarene: Medvirkningstrappa"
        " Vi må avrunde Ta bort meldingen"
    )


def test_tables_are_told_apart_in_words_and_alarm_only_while_they_work(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    at_ladder.give("Folkemøte", table=2)
    assert [(table["data-state"], table.words) for table in at_ladder.page().all("data-table")] == [
        ("empty", "Bord 1 – tomt ingen mobiler"),
        ("offline", "Bord 2 ✕ uten nett sist innspill 16.49"),
        ("empty", "Bord 3 – tomt ingen mobiler"),
        ("empty", "Bord 4 – tomt ingen mobiler"),
    ]

    at_ladder.phase("plenary")

    assert at_ladder.page().all("data-table")[1].words == "Bord 2 hviler ingen på nett"


def test_every_button_sends_what_the_protocol_lets_a_console_send(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    at_ladder.give("Lekeplass på dugnad")
    at_ladder.show("Vi må avrunde")

    sent = [
        # What is filled in is part of what a form sends.
        (name, payload | FILLED_IN.get(name, {}))
        for name, payload, _ in commands(at_ladder.page())
    ]

    may = {name for name, message in MESSAGES.items() if Audience.CONSOLE in message.senders}
    assert {name for name, _ in sent} - may == set()
    assert [parse(name, payload) for name, payload in sent] == [payload for _, payload in sent]


def test_the_desk_shows_the_stage_in_a_frame(at_ladder: Desk) -> None:
    stage = make_key(at_ladder.medvirk.settings.secret_key, at_ladder.meeting, Role.STAGE)

    frame = at_ladder.page().one("class", "preview").one("title")

    assert (frame.tag, frame["src"], frame["title"]) == (
        "iframe",
        f"/stage/{stage}",
        "Skjermen i salen",
    )


@pytest.mark.parametrize("path", ["", "/all"])
def test_what_is_not_the_consoles_key_opens_nothing(desk: Desk, path: str) -> None:
    secret = desk.medvirk.settings.secret_key
    stage = make_key(secret, desk.meeting, Role.STAGE)

    answers = [
        desk.client.get(f"/console/{wrong}{path}") for wrong in (stage, desk.key[:-1], "nothing")
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert [desk.meeting.title in answer.text for answer in answers] == [False] * 3


def test_a_message_to_the_moderator_has_a_place_outside_the_regions(desk: Desk) -> None:
    page = desk.page()

    inside = [place for region in page.all("data-region") for place in region.all("data-notice")]
    assert len(page.all("data-notice")) - len(inside) == 1


def test_a_quarter_of_an_hour_early_is_said_too(desk: Desk) -> None:
    desk.at(16, 0).next()
    desk.at(16, 15).next()

    assert desk.page().one("class", "drift").words == "15 min før"
    assert desk.evening.timeline.drift_now == timedelta(minutes=-15)
