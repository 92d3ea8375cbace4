"""The organiser's part of the report: written, never lost, seen at once, published."""

import re
from io import BytesIO
from typing import Any

import pytest
from werkzeug.test import TestResponse

from app import Medvirk
from facilitator.models import Deed, Exercise, Meeting
from facilitator.programme import edit
from facilitator.report.edition import Edition
from facilitator.report.organiser import words
from facilitator.report.organiser.publishing import published
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.app.pages.page import read
from tests.facilitator.report.pictures import PNG
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)

REPORT = "/TRAPP47/report"


@pytest.fixture
def meeting(medvirk: Medvirk, organiser: Organiser) -> Meeting:
    """A meeting with an exercise that one table has said something to."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        ideas = make_exercise(db, make_item(db, meeting), "ideas", title="Grunner", phase="table")
        make_contribution(db, make_phone(db, meeting), ideas, {"text": "Folk vet mest selv"})
        return meeting


@pytest.fixture
def ideas(medvirk: Medvirk, meeting: Meeting) -> Exercise:
    with medvirk.database.reading() as db:
        return db.query(Exercise).one()


def form(organiser: Organiser) -> dict[str, str]:
    """What the form would send as it is."""
    return words_in(organiser.get(REPORT))


def words_in(page: TestResponse) -> dict[str, str]:
    start = page.text.index('id="report-words"')
    return typed_on(page.text[start : page.text.index("</form>", start)])


def fields(medvirk: Medvirk, meeting: Meeting) -> dict[str, str]:
    """What is stored and says something."""
    with medvirk.database.reading() as db:
        stored = words.fields_of(words.written(db, meeting.id))
    return {name: text for name, text in stored.items() if text}


def without(sent: dict[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in sent.items() if name not in names}


def log(medvirk: Medvirk) -> list[str]:
    with medvirk.database.reading() as db:
        return [one.what for one in db.query(Deed).order_by(Deed.id) if one.what != "enter"]


def test_what_is_written_is_stored_and_stands_in_the_report_at_once(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting, ideas: Exercise
) -> None:
    sent = form(organiser)
    comment = f"comment/exercise/{ideas.id}"
    answer = organiser.post(
        REPORT,
        {
            **without(sent, "with/method"),
            "introduction": "Vi spurte.\r\n\r\nTakk & hilsen",
            "contact": "Kari <kari@example.com>",
            comment: "Dette tas med videre.",
        },
    )
    assert answer.status_code == 303
    assert fields(medvirk, meeting) == {
        "introduction": "Vi spurte.\n\nTakk & hilsen",
        "contact": "Kari <kari@example.com>",
        comment: "Dette tas med videre.",
        "left_out/method": "yes",
    }
    again = form(organiser)
    assert (again["introduction"], again[comment]) == (
        "Vi spurte.\n\nTakk & hilsen",
        "Dette tas med videre.",
    )
    assert "with/method" not in again
    seen = read(organiser.get(f"{REPORT}/preview").text).one("id", "main")
    assert [part["data-section"] for part in seen.all("data-section", "method")] == []
    (part,) = seen.all("data-section", f"exercise/{ideas.id}")
    assert "Dette tas med videre." in part.words
    (part,) = seen.all("data-section", "introduction")
    assert "Vi spurte. Takk & hilsen" in re.sub(r"(?<=\.)(?=\S)", " ", part.words)


def test_the_preview_may_stand_in_a_frame_of_our_own_in_both_editions(
    organiser: Organiser, meeting: Meeting
) -> None:
    for edition in ("full", "shared", "nonsense"):
        page = organiser.get(f"{REPORT}/preview?edition={edition}")
        assert page.status_code == 200
        assert page.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")


def test_two_organisers_write_in_different_places_and_both_are_heard(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    both_saw = form(organiser)
    organiser.post(REPORT, {**both_saw, "introduction": "Kari skrev dette."})
    answer = organiser.post(REPORT, {**without(both_saw, "with/figures"), "contact": "Per"})
    assert answer.status_code == 303
    assert fields(medvirk, meeting) == {
        "introduction": "Kari skrev dette.",
        "contact": "Per",
        "left_out/figures": "yes",
    }


def test_the_second_of_two_in_the_same_place_sees_both_texts_and_decides(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    both_saw = form(organiser)
    organiser.post(REPORT, {**both_saw, "introduction": "Kari <1>", "contact": "Kari"})
    page = organiser.post(REPORT, {**both_saw, "introduction": "Per", "next_step": "Vedtak"})
    assert page.status_code == 409
    assert fields(medvirk, meeting) == {"introduction": "Kari <1>", "contact": "Kari"}
    shown = read(page.text)
    assert shown.one("class", "clash").words == (
        "Dette skrev den andre: Kari <1> Teksten over er din."
        " Lagrer du nå, er det den som blir stående."
    )
    assert "data-held" in shown.one("id", "report-words").attributes
    again = words_in(page)
    assert {name: again[name] for name in ("introduction", "contact", "next_step")} == {
        "introduction": "Per",
        "contact": "Kari",
        "next_step": "Vedtak",
    }
    organiser.post(REPORT, again)
    assert fields(medvirk, meeting) == {
        "introduction": "Per",
        "contact": "Kari",
        "next_step": "Vedtak",
    }


def test_what_is_too_long_is_told_and_stays_in_the_form_with_what_was_seen(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    both_saw = form(organiser)
    organiser.post(REPORT, {**both_saw, "introduction": "Kari"})
    page = organiser.post(REPORT, {**both_saw, "introduction": "Per", "contact": "x" * 501})
    assert page.status_code == 422
    assert problems(page) == [
        ("contact", "Teksten er for lang: 501 tegn, og det er plass til 500.")
    ]
    again = words_in(page)
    assert (again["introduction"], again["contact"]) == ("Per", "x" * 501)
    # The clash is found once the rest is mended.
    assert organiser.post(REPORT, {**again, "contact": "Per"}).status_code == 409


def test_a_comment_outlives_the_exercise_and_is_shown_without_a_place(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    with medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, meeting.id)
        poll = make_exercise(db, make_item(db, meeting), "poll")
    name = f"comment/exercise/{poll.id}"
    organiser.post(REPORT, {**form(organiser), name: "Se vedtaket."})
    with medvirk.database.writing() as db:
        edit.delete(db, db.get_one(Meeting, meeting.id), poll.item_id, NOON)
    page = read(organiser.get(REPORT).text)
    assert page.one("aria-labelledby", "lost-title").words.startswith("Kommentarer uten plass")
    sent = form(organiser)
    assert sent[name] == "Se vedtaket."
    organiser.post(REPORT, {**sent, "contact": "Kari"})
    assert fields(medvirk, meeting) == {name: "Se vedtaket.", "contact": "Kari"}
    assert "Se vedtaket." not in organiser.get(f"{REPORT}/preview").text


def test_a_logo_is_put_on_with_words_and_taken_away(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    def send(data: bytes, said: str) -> TestResponse:
        file: Any = (BytesIO(data), "logo.png")
        return organiser.post(f"{REPORT}/logo", {"logo": file, "logo_words": said})

    refused = [problems(send(PNG, "")), problems(send(b"<svg/>", "Våpen"))]
    assert refused == [
        [("logo_words", "Skriv hva logoen viser, for dem som ikke ser den.")],
        [
            (
                "logo",
                "Fila er ikke en hel PNG eller JPEG. Lagre logoen på nytt i et av formatene.",
            )
        ],
    ]
    assert send(PNG, "Steinkjer kommune").status_code == 303
    assert "2 × 2 piksler, 1 kB" in organiser.get(REPORT).text
    assert 'alt="Steinkjer kommune"' in organiser.get(f"{REPORT}/preview").text
    organiser.post(f"{REPORT}/logo/remove", {})
    assert "Logoen er på plass" not in organiser.get(REPORT).text


def test_the_whole_report_is_published_only_after_it_was_said_what_that_means(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting
) -> None:
    def state() -> str:
        page = read(organiser.get(REPORT).text)
        return page.one("id", "publishing").one("class", "publish-state").words

    def edition() -> Edition | None:
        with medvirk.database.reading() as db:
            found = published(db, meeting.id)
        return found.edition if found else None

    own = state()
    refused = organiser.post(f"{REPORT}/publish", {"edition": "shared"})
    told = read(organiser.client.get(refused.location).text).all("class", "done")
    assert [one.words for one in told] == [
        "Delingsversjonen er ikke gått gjennom ennå. Innspill som gjenstår: 1."
    ]
    assert edition() is None
    asked = read(organiser.get(f"{REPORT}/publish").text).one("id", "main").words
    assert "også innspill som møtelederen skjulte på skjermen" in asked
    organiser.post(f"{REPORT}/publish", {"edition": "full"})
    there, published_as = state(), edition()
    address = read(organiser.get(REPORT).text).one("id", "report-address")["href"]
    organiser.post(f"{REPORT}/unpublish", {})
    assert (own, there, published_as, edition()) == (
        "Ikke publisert. Bare arrangørene kan lese rapporten.",
        "Publisert i sin helhet 24. sep. kl. 12.00. Alle som har adressen, kan lese den."
        " Det du endrer, vises der med en gang.",
        Edition.FULL,
        None,
    )
    assert address.endswith("/m/TRAPP47/report")
    assert log(medvirk) == ["publish_report", "unpublish_report"]


def test_saving_many_times_while_one_writes_is_one_deed(
    organiser: Organiser, medvirk: Medvirk, meeting: Meeting, clock: SetClock
) -> None:
    for text in ("V", "Vi", "Vi s"):
        organiser.post(REPORT, {**form(organiser), "introduction": text})
        clock.pass_by(seconds=5)
    clock.pass_by(minutes=10)
    organiser.post(REPORT, {**form(organiser), "introduction": "Vi spurte"})
    assert log(medvirk) == ["change_report", "change_report"]


@pytest.mark.usefixtures("meeting")
def test_what_was_written_is_words_in_the_form_whatever_it_looks_like(
    organiser: Organiser,
) -> None:
    organiser.post(REPORT, {**form(organiser), "introduction": "</textarea><script>"})
    page = organiser.get(REPORT)
    assert "<script>" not in page.text
    assert words_in(page)["introduction"] == "</textarea><script>"
