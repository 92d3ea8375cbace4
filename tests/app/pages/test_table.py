"""One table's own page: its state, its board, forms for its sheets, and its phones as they look."""

import pytest

from app.access import Role, make_key
from app.live.protocol import Audience
from app.live.regions import REGIONS, Scope
from facilitator import asides, contributions, tables
from facilitator.models import Exercise, Meeting, Participant
from tests.app.pages.desk import WHO, Desk, commands
from tests.app.pages.page import Element, read
from tests.factories import make_phone, make_uuid


@pytest.fixture
def at_work(at_ladder: Desk) -> Desk:
    """The ladder is open at the tables, and table 2 has said something."""
    at_ladder.phase("table")
    at_ladder.give("Folkemøte", table=2)
    at_ladder.give("Lekeplass på dugnad", table=4)
    return at_ladder


def type_in(desk: Desk, table: int, body: dict[str, object]) -> str:
    """The id of what the moderator has typed from a table's sheet."""
    with desk.medvirk.database.writing() as db:
        return asides.type_from_paper(
            db,
            db.get_one(Meeting, desk.meeting.id),
            id=make_uuid(),
            exercise_id=desk.evening.exercises[0].id,
            table=table,
            body=body,
            who=WHO,
            now=desk.now,
        ).id


def seated(desk: Desk, table: int) -> Participant:
    with desk.medvirk.database.writing() as db:
        return make_phone(db, db.get_one(Meeting, desk.meeting.id), table)


def region(page: Element, name: str) -> Element:
    return page.one("data-region", name)


def test_a_table_in_the_monitor_leads_to_its_page(at_work: Desk) -> None:
    links = [
        (table["data-table"], table.one("class", "table-link")["href"])
        for table in at_work.page().all("data-table")
    ]
    assert links == [
        (str(number), f"/console/{at_work.key}/table/{number}") for number in range(1, 5)
    ]
    assert at_work.page("/table/4").one("id", "table-title").words == "Bord 4"


def test_the_page_tells_how_the_table_is_doing_and_what_it_said(at_work: Desk) -> None:
    page = at_work.page("/table/2")
    assert region(page, "console/table").one("class", "table-now").words == (
        "✕ uten nett 0 mobiler på nett uten skriver 1 innspill · sist 16.49"
    )
    [said] = page.all("data-contribution")
    assert (said.one("class", "said").words, commands(said)[0][0]) == (
        "Folkemøte 2 Konsultasjon · 16.49",
        "lift",
    )


def test_the_page_says_who_writes_and_what_is_finished(at_work: Desk) -> None:
    anna = seated(at_work, 1)
    with at_work.medvirk.database.writing() as db:
        tables.take_scribe(db, anna, on=True, now=at_work.now)
        exercise = at_work.evening.exercises[0].id
        tables.mark_done(db, anna, exercise_id=exercise, on=True, now=at_work.now)

    def facts() -> str:
        return at_work.page("/table/1").one("class", "table-facts").words

    assert facts() == "0 mobiler på nett skriveren er her 0 innspill ferdig med Medvirkningstrappa"
    with at_work.medvirk.database.writing() as db:
        tables.note_nobody(db, at_work.now)
    assert "skriveren borte siden 16.49" in facts()


def test_a_message_to_the_table_is_sent_shown_and_taken_away(at_work: Desk) -> None:
    with at_work.medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, at_work.meeting.id)
        tables.nudge(db, meeting, number=2, text="Vi kommer bort")
    there = commands(region(at_work.page("/table/2"), "console/table"))
    assert there == [
        ("nudge", {"table": 2}, "Melding på mobilene ved bordet Send"),
        ("nudge", {"table": 2, "text": ""}, "Ta bort meldingen"),
    ]
    assert [name for name, *_ in commands(at_work.page("/table/3"))] == ["nudge"]
    assert "Vi kommer bort" in region(at_work.page(), "console/tables").words


def forms(page: Element) -> list[tuple[str, str, list[str]]]:
    """The forms to type in: the table, the exercise, and the names of the fields."""
    return [
        (form["data-paper"], form["data-exercise"], [field["name"] for field in form.all("name")])
        for form in page.all("data-paper")
    ]


def test_what_stands_on_paper_is_typed_into_the_kinds_own_forms(at_work: Desk) -> None:
    ladder = str(at_work.evening.exercises[0].id)
    page = at_work.page("/table/3")
    steps = ["steps[]"] * 5
    assert forms(page) == [
        ("3", ladder, ["aspect", "text", *steps, "why"]),
        ("3", ladder, ["aspect", *steps, "why"]),
        ("3", ladder, ["aspect", *steps, "why"]),
    ]
    aspects = [form.one("name", "aspect")["value"] for form in page.all("data-paper")]
    assert aspects == ["example", "now", "wanted"]
    drafts = [form["data-draft"] for form in page.all("data-paper")]
    assert len(set(drafts)) == 3


def test_other_exercises_are_chosen_for_typing_too(at_work: Desk) -> None:
    others = at_work.page("/table/3").one("class", "typing-others").all("href")
    [other] = [link for link in others if link.words == "Gode grunner"]
    page = at_work.page(other["href"].removeprefix(f"/console/{at_work.key}"))
    with at_work.medvirk.database.reading() as db:
        [ideas] = db.query(Exercise).filter_by(kind="ideas", meeting_id=at_work.meeting.id)
    assert forms(page) == [("3", str(ideas.id), ["text"])]


def test_before_the_meeting_one_chooses_what_to_type(desk: Desk) -> None:
    page = desk.page("/table/1")
    with desk.medvirk.database.reading() as db:
        count = db.query(Exercise).filter_by(meeting_id=desk.meeting.id).count()
    assert (forms(page), len(page.one("class", "typing-others").all("href"))) == ([], count)


def test_what_was_typed_is_marked_wherever_it_is_listed(at_work: Desk) -> None:
    one = type_in(at_work, 3, {"aspect": "example", "steps": [1], "text": "Nettsida"})
    for path in ("", "/all", "/table/3"):
        tags = at_work.page(path).one("id", f"contribution-{one}").one("class", "said-tags")
        assert tags.words == "fra papir"


def test_late_notes_are_listed_by_themselves(at_work: Desk) -> None:
    at_work.phase("plenary")
    exercise = at_work.phase("closed")
    phone = seated(at_work, 2)
    with at_work.medvirk.database.writing() as db:
        asides.leave_note(
            db,
            phone,
            id=make_uuid(),
            exercise_id=exercise,
            body={"aspect": "example", "steps": [1], "text": "Rakk det ikke"},
            now=at_work.now,
        )
    for path in ("", "/all"):
        late = at_work.page(path).one("aria-labelledby", "late-title")
        assert (late.one("id", "late-title").words, commands(late)) == (
            "Kom for sent – bare du ser dette · 1",
            [],
        )
        assert late.one("data-late").one("class", "said").words == (
            "Rakk det ikke 1 Informasjon Medvirkningstrappa · 16.49"
        )
    assert at_work.page("/table/2").all("data-late") == []


def test_the_frame_shows_the_phones_of_the_table_without_anything_private(at_work: Desk) -> None:
    at_work.phase("individual")
    phone = seated(at_work, 2)
    with at_work.medvirk.database.writing() as db:
        contributions.give(
            db,
            db.get_one(Participant, phone.id),
            id=make_uuid(),
            exercise_id=at_work.evening.exercises[0].id,
            body={"aspect": "example", "steps": [1], "text": "Tenkt for meg selv"},
            phase="individual",
            now=at_work.now,
        )
    [frame] = [one for one in at_work.page("/table/2").all("src") if one.tag == "iframe"]
    answer = at_work.client.get(frame["src"])
    page = read(answer.text)
    assert (frame["width"], frame["height"]) == ("360", "740")
    assert {part["data-region"] for part in page.all("data-region")} == {
        name
        for name, one in REGIONS.items()
        if one.audience is Audience.PHONE and one.scope is not Scope.PARTICIPANT
    }
    assert ("Folkemøte" in page.words, "Tenkt for meg selv" in answer.text) == (True, False)
    assert page.one("data-key")["data-key"] == make_key(
        at_work.medvirk.settings.secret_key, at_work.meeting, Role.VIEW, "2"
    )


def test_who_looks_gets_no_seat_and_nothing_works_before_the_script_says_so(
    at_work: Desk,
) -> None:
    answer = at_work.client.get(f"/console/{at_work.key}/see/2")
    page = read(answer.text)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
    assert [one.tag for one in page.all("inert")] == ["main", "footer"]
    assert page.all("data-participant") == []


@pytest.mark.parametrize("path", ["/table/9", "/see/9", "/table/0", "/table/x", "/see/-1"])
def test_a_table_that_is_not_there_has_no_page(desk: Desk, path: str) -> None:
    assert desk.client.get(f"/console/{desk.key}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/table/1", "/see/1", "/sheets"])
@pytest.mark.parametrize("role", [Role.STAGE, Role.PHONE, Role.VIEW, Role.THEMES])
def test_only_the_consoles_key_opens_a_tables_pages(desk: Desk, path: str, role: Role) -> None:
    key = make_key(desk.medvirk.settings.secret_key, desk.meeting, role, "1")
    answer = desk.client.get(f"/console/{key}{path}")
    assert (answer.status_code, desk.meeting.title in answer.text) == (404, False)


def test_the_view_key_opens_nothing_else(desk: Desk) -> None:
    key = make_key(desk.medvirk.settings.secret_key, desk.meeting, Role.VIEW, "1")
    paths = [f"/console/{key}", f"/console/{key}/all", f"/stage/{key}"]
    assert [desk.client.get(path).status_code for path in paths] == [404, 404, 404]
