"""The page of the shared edition: what it shows, what its forms do, and how it is said."""

from collections.abc import Mapping

import pytest

from app import Medvirk
from facilitator.models import Contribution, Meeting
from facilitator.report.edition import Edition, edits_of
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser
from tests.app.pages.page import Element, read
from tests.factories import make_contribution, make_exercise, make_item, make_meeting, make_phone

SAID = ("Ingen tid", "Spør Kari Moe på 22 33 44 55", "<b>mer</b> info")


@pytest.fixture
def ids(medvirk: Medvirk) -> Mapping[str, str]:
    """The ids of three texts that nobody has looked at."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        exercise = make_exercise(db, make_item(db, meeting), "ideas", phase="table")
        phone = make_phone(db, meeting)
        given = [make_contribution(db, phone, exercise, {"text": text}) for text in SAID]
        return {text: one.id for text, one in zip(SAID, given, strict=True)}


def page_of(organiser: Organiser, query: str = "") -> Element:
    return read(organiser.get(f"/TRAPP47/sharing{query}").text)


def shown(page: Element) -> list[str]:
    """The words of each text on the page, what is marked with its reason."""
    return [one.words for one in page.all("class", "review-words")]


def told(medvirk: Medvirk) -> list[str]:
    """What the shared edition tells."""
    with medvirk.database.reading() as db:
        meeting = db.query(Meeting).filter_by(code="TRAPP47").one()
        edits = edits_of(db, meeting.id, Edition.SHARED)
        query = db.query(Contribution).filter_by(meeting_id=meeting.id)
        return [
            edits.bodies.get(one.id, one.body)["text"]
            for one in query.order_by(Contribution.number)
            if one.id not in edits.left_out
        ]


def decide(organiser: Organiser, id: str, decision: str, **more: str) -> Element:
    """The page after a decision."""
    fields = {"id": id, "decision": decision, "revision": "0", **more}
    answer = organiser.post("/TRAPP47/sharing/decide", fields)
    if answer.status_code == 303:
        answer = organiser.client.get(answer.location)
    return read(answer.text)


def test_texts_with_marks_come_first_and_say_why(
    organiser: Organiser, ids: Mapping[str, str]
) -> None:
    page = page_of(organiser)
    assert shown(page) == [
        "Treff: Spør Kari Moe (et vanlig fornavn) på Treff: 22 33 44 55"
        " (ser ut som et telefonnummer)",
        "Ingen tid",
        "<b>mer</b> info",
    ]
    assert page.one("id", "progress-heading").words == "3 av 3 gjenstår"
    proposed = [field.words for field in page.all("name", "words-text")]
    assert proposed == ["[navn] på [telefon]", "Ingen tid", "<b>mer</b> info"]


def test_a_text_is_kept_and_the_page_goes_on_with_the_next(
    organiser: Organiser, medvirk: Medvirk, ids: Mapping[str, str]
) -> None:
    page = decide(organiser, ids["Ingen tid"], "keep", next=ids[SAID[2]])
    assert (told(medvirk), len(shown(page))) == (["Ingen tid"], 2)
    assert page.one("class", "just-done").words == "Innspill 1: beholdt. Angre"
    undone = organiser.post("/TRAPP47/sharing/undo", {"id": ids["Ingen tid"]})
    assert (told(medvirk), undone.status_code) == ([], 303)


def test_the_address_after_an_act_looks_for_the_same(
    organiser: Organiser, ids: Mapping[str, str]
) -> None:
    fields = {"id": ids["Ingen tid"], "decision": "leave_out", "revision": 0, "next": "abc"}
    answer = organiser.post("/TRAPP47/sharing/decide", {**fields, "show": "all", "page": "1"})
    path = "/organise/TRAPP47/sharing"
    assert answer.location == f"{path}?show=all&done={ids['Ingen tid']}#text-abc"


def test_what_is_typed_stands_in_the_place_of_what_was_said(
    organiser: Organiser, medvirk: Medvirk, ids: Mapping[str, str]
) -> None:
    decide(organiser, ids[SAID[1]], "redact", **{"words-text": "Spør biblioteket"})
    assert told(medvirk) == ["Spør biblioteket"]
    assert shown(page_of(organiser, "?show=decided"))[1] == "Står nå: Spør biblioteket"


@pytest.mark.parametrize(
    ("typed", "revision", "problem"),
    [
        ("", "0", "Skriv noe først."),
        ("x" * 1001, "0", "Teksten er for lang: 1001 tegn, og det er plass til 1000."),
        ("Noen", "7", "Teksten er endret siden du så den. Se på den på nytt."),
    ],
)
def test_what_is_refused_is_shown_again_with_what_was_typed(
    organiser: Organiser,
    medvirk: Medvirk,
    ids: Mapping[str, str],
    typed: str,
    revision: str,
    problem: str,
) -> None:
    given = {"words-text": typed, "revision": revision}
    page = decide(organiser, ids["Ingen tid"], "redact", **given)
    first = page.all("class", "review")[0]
    assert first.one("class", "problem").words == problem
    assert first.one("name", "words-text").words == typed
    assert told(medvirk) == []


def test_what_another_decided_meanwhile_is_shown_and_stands(
    organiser: Organiser, medvirk: Medvirk, ids: Mapping[str, str]
) -> None:
    decide(organiser, ids[SAID[1]], "redact", **{"words-text": "Spør biblioteket"})
    page = decide(organiser, ids[SAID[1]], "keep")
    first = page.all("class", "review")[0]
    problem = "En annen har bestemt noe annet om denne teksten. Se på den på nytt."
    assert first.one("class", "problem").words == problem
    assert told(medvirk) == ["Spør biblioteket"]
    decide(organiser, ids[SAID[1]], "keep", seen=first.one("name", "seen")["value"])
    assert told(medvirk) == [SAID[1]]


def test_all_without_marks_are_kept_at_once_and_that_is_undone_at_once(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock, ids: Mapping[str, str]
) -> None:
    answer = organiser.post("/TRAPP47/sharing/keep", {})
    page = read(organiser.client.get(answer.location).text)
    assert told(medvirk) == ["Ingen tid", "<b>mer</b> info"]
    notice = page.one("class", "just-done")
    assert notice.words == "2 tekster uten treff er beholdt. Angre"
    clock.pass_by(minutes=1)
    organiser.post("/TRAPP47/sharing/undo", {"at": notice.one("name", "at")["value"]})
    assert told(medvirk) == []


def test_a_text_that_is_gone_is_told_of(organiser: Organiser, ids: Mapping[str, str]) -> None:
    page = decide(organiser, "theme/9", "keep")
    assert page.one("data-category", "problem").words == "Temaet finnes ikke lenger."
    assert len(shown(page)) == 3


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?show=marked", 1),
        ("?show=decided", 0),
        ("?show=all&exercise=999", 0),
        ("?show=nothing&exercise=x&page=-4", 3),
        ("?page=9", 3),
        ("?done=abc&kept=2&at=yesterday", 3),
    ],
)
def test_one_finds_what_one_looks_for_and_what_makes_no_sense_is_left_out(
    organiser: Organiser, ids: Mapping[str, str], query: str, count: int
) -> None:
    page = page_of(organiser, query)
    assert (len(shown(page)), page.one("class", "just-done").words) == (count, "")


def test_before_anybody_has_said_anything_there_is_nothing_to_look_at(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47")
    assert page_of(organiser).one("data-review").words == "Ingen har sagt noe som kan deles ennå."
