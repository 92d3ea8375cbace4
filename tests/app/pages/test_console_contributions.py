"""What the moderator sees of the contributions, and may do with each."""

import pytest
from sqlalchemy import select

from facilitator.models import Exercise, Item
from tests.app.pages.desk import Desk, commands


@pytest.mark.parametrize(
    ("phase", "words"),
    [
        (None, "Åpne «Tenk selv» når salen skal i gang."),
        (
            "individual",
            "Alle tenker hver for seg nå. Notatene deres ser du først når de er sendt til bordet.",
        ),
        ("table", "Ingen innspill ennå. De kommer her etter hvert som bordene skriver."),
        ("plenary", "Ingen innspill."),
    ],
)
def test_an_empty_list_says_what_to_do(at_ladder: Desk, phase: str | None, words: str) -> None:
    if phase:
        at_ladder.phase(phase)

    assert at_ladder.page().one("class", "empty").words == words


def test_contributions_come_newest_first_with_what_may_be_done(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    hidden, lifted = at_ladder.give("Folkemøte", "Lekeplass på dugnad", table=4)
    at_ladder.hide(hidden)
    at_ladder.lift(lifted)
    at_ladder.choose(lifted)

    listed = at_ladder.page().all("data-contribution")

    assert [(one["data-contribution"], commands(one)[:-1]) for one in listed] == [
        (
            lifted,
            [
                ("lift", {"id": lifted, "on": False}, "★ Løftet innspill 2"),
                ("hide", {"id": lifted, "on": True}, "Skjul innspill 2"),
            ],
        ),
        (hidden, [("hide", {"id": hidden, "on": False}, "Vis innspill 1")]),
    ]
    assert [one.one("class", "said").words for one in listed] == [
        "Lekeplass på dugnad 2 Konsultasjon · 16.49 ◆ bordets høydepunkt",
        "Folkemøte 2 Konsultasjon · 16.49 skjult for salen",
    ]


def test_a_name_is_redacted_in_a_form_that_holds_the_text(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    (said,) = at_ladder.give("Takk til Ola Nordmann & co")

    dialog = at_ladder.page().one("id", f"redact-{said}")

    assert commands(dialog)[0][:2] == ("redact", {"id": said})
    assert dialog.one("name", "text").words == "Takk til Ola Nordmann & co"


def test_a_reason_is_redacted_like_an_example_and_a_bare_stand_has_nothing_to_redact(
    at_ladder: Desk,
) -> None:
    at_ladder.phase("table")
    reason, bare = at_ladder.place(
        {"aspect": "now", "steps": [1], "why": "Kari svarer aldri."},
        {"aspect": "wanted", "steps": [4]},
    )

    page = at_ladder.page()

    assert page.one("id", f"redact-{reason}").one("name", "text").words == "Kari svarer aldri."
    assert page.one("id", f"contribution-{bare}").all("data-open") == []


def test_what_people_write_stays_text(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    at_ladder.give("</textarea><b>Hei</b>")

    said = at_ladder.page().one("class", "said-text")

    assert (said.words, said.all("class")) == ("</textarea><b>Hei</b>", [])


def test_the_list_holds_the_newest_and_what_is_lifted(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    oldest, *rest = at_ladder.give(*(f"Innspill {number}" for number in range(1, 36)))
    at_ladder.lift(oldest)

    page = at_ladder.page()

    assert [one["data-contribution"] for one in page.all("data-contribution")] == [
        *reversed(rest[-30:]),
        oldest,
    ]
    assert page.one("id", "contributions-title").words == "Innspill · 35"


def test_the_whole_list_is_a_page_of_its_own_by_exercise_and_table(at_ladder: Desk) -> None:
    at_ladder.phase("table")
    at_ladder.give("Den første", "Den andre", table=3)
    at_ladder.give("Fra bord en", table=1)

    page = at_ladder.page("/all")

    ladder = at_ladder.evening.exercises[0].id
    assert [part["id"] for part in page.all("class", "all-exercise")] == [
        f"exercise-{exercise}" for exercise in _exercises(at_ladder)
    ]
    assert [
        (one.one("class", "badge").words, one.one("class", "said-text").words)
        for one in page.one("id", f"exercise-{ladder}").all("data-contribution")
    ] == [("Bord 1", "Fra bord en"), ("Bord 3", "Den første"), ("Bord 3", "Den andre")]


def _exercises(desk: Desk) -> list[int]:
    with desk.medvirk.database.reading() as db:
        query = select(Exercise.id).join(Item).order_by(Item.position, Exercise.position)
        return list(db.scalars(query.where(Item.meeting_id == desk.meeting.id)))
