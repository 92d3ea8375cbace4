"""Editing the programme in the browser, before the meeting and while it runs."""

from datetime import time

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import Medvirk
from facilitator.changes import Change
from facilitator.models import Entry, Exercise, Item, Meeting
from facilitator.programme import conduct
from tests.app.conftest import SetClock
from tests.app.pages.organiser import Organiser, problems, typed_on
from tests.factories import make_contribution, make_exercise, make_item, make_meeting, make_phone

PAGE = "/TRAPP47/programme"


@pytest.fixture
def organiser(client: FlaskClient, medvirk: Medvirk) -> Organiser:
    """An organiser of the meeting TRAPP47: arrival, talk, break, close."""
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47")
        make_item(db, meeting, title="Ankomst", kind="arrival", start=time(16))
        make_item(db, meeting, title="Åpning", minutes=20)
        make_item(db, meeting, title="Pause", kind="break", minutes=15)
        make_item(db, meeting, title="Takk", kind="close", minutes=0)
    return Organiser(client, medvirk).enter()


@pytest.fixture
def ids(organiser: Organiser, medvirk: Medvirk) -> dict[str, int]:
    """The items' ids by title."""
    with medvirk.database.reading() as db:
        return {item.title: item.id for item in db.scalars(select(Item))}


def titles(medvirk: Medvirk) -> list[str]:
    """The plan, in order."""
    with medvirk.database.reading() as db:
        query = select(Item).where(Item.deleted_at.is_(None)).order_by(Item.position)
        return [item.title for item in db.scalars(query)]


def form_of(page: str) -> str:
    """The page from the form with the exercise's texts on."""
    return page[page.index('class="panel form"') :]


def begin(medvirk: Medvirk, clock: SetClock) -> None:
    """Start the first item."""
    with medvirk.database.writing() as db:
        meeting = db.scalars(select(Meeting)).one()
        conduct.next_item(db, meeting, None, "console", clock())


def test_an_item_is_moved_before_another_or_last(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    moved = organiser.post(f"{PAGE}/{ids['Pause']}/move", {"before": ids["Åpning"]})
    assert (moved.status_code, moved.location) == (303, "/organise/TRAPP47/programme")
    assert titles(medvirk) == ["Ankomst", "Pause", "Åpning", "Takk"]
    organiser.post(f"{PAGE}/{ids['Ankomst']}/move", {"before": ""})
    assert titles(medvirk) == ["Pause", "Åpning", "Takk", "Ankomst"]


def test_other_screens_are_told_of_a_change(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    told: list[Change] = []
    medvirk.database.on_commit = told.extend
    organiser.post(f"{PAGE}/{ids['Pause']}/move", {"before": ids["Åpning"]})
    assert [change.subjects for change in told] == [("programme",)]


def test_an_item_is_lengthened_and_skipped(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    organiser.post(f"{PAGE}/{ids['Åpning']}/lengthen", {"minutes": "5"})
    organiser.post(f"{PAGE}/{ids['Pause']}/lengthen", {"minutes": "-5"})
    organiser.post(f"{PAGE}/{ids['Pause']}/skip", {"on": "1"})
    with medvirk.database.reading() as db:
        items = db.scalars(select(Item).order_by(Item.position)).all()
        assert [(item.length // 60, item.skip) for item in items] == [
            (30, False),
            (25, False),
            (10, True),
            (0, False),
        ]


def test_what_is_deleted_can_be_brought_back(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    gone = organiser.post(f"{PAGE}/{ids['Pause']}/delete", {})
    assert (gone.status_code, titles(medvirk)) == (303, ["Ankomst", "Åpning", "Takk"])
    page = organiser.client.get(gone.location)
    address = f'action="/organise{PAGE}/{ids["Pause"]}/restore"'
    assert ("Slettet: Pause" in page.text, address in page.text) == (True, True)
    organiser.post(f"{PAGE}/{ids['Pause']}/restore", {})
    assert titles(medvirk) == ["Ankomst", "Åpning", "Pause", "Takk"]


def test_an_item_is_added_where_one_says(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    added = organiser.post(
        PAGE,
        {"title": "Samtale", "minutes": "25", "kind": "table_work", "after": ids["Åpning"]},
    )
    with medvirk.database.reading() as db:
        item = db.scalars(select(Item).where(Item.title == "Samtale")).one()
    assert (added.status_code, added.location) == (303, f"/organise{PAGE}/{item.id}")
    assert (item.length, item.kind) == (1500, "table_work")
    assert titles(medvirk) == ["Ankomst", "Åpning", "Samtale", "Pause", "Takk"]


def test_an_item_without_a_title_is_not_added_and_the_rest_is_kept(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    page = organiser.post(
        PAGE, {"title": "", "minutes": "25", "kind": "break", "after": ids["Åpning"]}
    )
    assert (page.status_code, problems(page)) == (
        422,
        [("title", "Skriv en tittel på høyst 200 tegn.")],
    )
    assert (
        'id="minutes" name="minutes" value="25"' in page.text,
        '<option value="break" selected>' in page.text,
        f'<option value="{ids["Åpning"]}" selected>' in page.text,
    ) == (True, True, True)
    assert titles(medvirk) == ["Ankomst", "Åpning", "Pause", "Takk"]


def test_every_field_of_an_item_is_changed(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    typed = {
        "title": "Lang pause",
        "speaker": "Henningrevyen",
        "kind": "break",
        "start": "17:15",
        "minutes": "40",
        "least": "20",
        "day": "1",
        "description": "Kaffe.",
        "notes": "Husk mikrofonen.",
    }
    changed = organiser.post(f"{PAGE}/{ids['Pause']}", typed)
    assert changed.location == f"/organise{PAGE}#item-{ids['Pause']}"
    with medvirk.database.reading() as db:
        item = db.get_one(Item, ids["Pause"])
        stored = (item.title, item.speaker, item.kind, item.fixed_start, item.length, item.least)
        rest = (item.day, item.description, item.notes)
    assert stored == ("Lang pause", "Henningrevyen", "break", time(17, 15), 2400, 1200)
    assert rest == (0, "Kaffe.", "Husk mikrofonen.")


def test_what_is_wrong_with_an_item_is_said_and_what_was_typed_is_kept(
    organiser: Organiser, ids: dict[str, int]
) -> None:
    typed = {"title": "Ny", "kind": "talk", "start": "25.00", "minutes": "x", "day": "1"}
    page = organiser.post(f"{PAGE}/{ids['Åpning']}", typed)
    assert (page.status_code, problems(page)) == (
        422,
        [
            ("start", "Skriv klokkeslettet som 16.30."),
            ("minutes", "Skriv hele minutter."),
            ("least", "Skriv hele minutter."),
        ],
    )
    assert 'name="start" value="25.00"' in page.text


def test_what_runs_is_not_moved_deleted_or_backdated(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock, ids: dict[str, int]
) -> None:
    begin(medvirk, clock)
    running = ids["Ankomst"]
    pages = [
        organiser.post(f"{PAGE}/{running}/move", {"before": ""}),
        organiser.post(f"{PAGE}/{running}/delete", {}),
        organiser.post(f"{PAGE}/{running}/skip", {"on": "1"}),
        organiser.post(f"{PAGE}/{ids['Takk']}/move", {"before": running}),
    ]
    assert [page.status_code for page in pages] == [409] * 4
    assert "Posten er i gang og kan ikke endres slik." in pages[0].text
    assert titles(medvirk) == ["Ankomst", "Åpning", "Pause", "Takk"]


def test_a_new_start_of_what_runs_is_refused_with_what_was_typed(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock, ids: dict[str, int]
) -> None:
    begin(medvirk, clock)
    typed = {"title": "Ankomst", "kind": "arrival", "start": "15.00", "minutes": "30", "day": "1"}
    page = organiser.post(f"{PAGE}/{ids['Ankomst']}", typed)
    assert (page.status_code, problems(page)) == (
        422,
        [("title", "Posten er i gang og kan ikke endres slik.")],
    )
    assert 'name="start" value="15.00"' in page.text


def test_what_runs_is_lengthened_through_the_log(
    organiser: Organiser, medvirk: Medvirk, clock: SetClock, ids: dict[str, int]
) -> None:
    begin(medvirk, clock)
    organiser.post(f"{PAGE}/{ids['Ankomst']}/lengthen", {"minutes": "5"})
    with medvirk.database.reading() as db:
        entry = db.scalars(select(Entry).order_by(Entry.number.desc())).first()
        assert entry is not None
        said = (entry.command, entry.arguments, entry.who, entry.item_id)
        length = db.get_one(Item, ids["Ankomst"]).length
    assert said == ("extend", {"seconds": 300}, "organiser", ids["Ankomst"])
    assert length == 1800


def test_an_exercise_is_added_changed_and_taken_away(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    added = organiser.post(f"{PAGE}/{ids['Åpning']}/exercises", {"kind": "ideas"})
    with medvirk.database.reading() as db:
        exercise = db.scalars(select(Exercise)).one()
    page = f"/TRAPP47/exercises/{exercise.id}"
    assert (added.location, exercise.kind) == (f"/organise{page}", "ideas")
    changed = organiser.post(
        page,
        {
            "title": "Hvorfor?",
            "settings.sentence": "Vi spør fordi …",
            "settings.most_per_table:number": "2",
            "settings.prompts.individual": "Tenk stille.",
            "settings.prompts.table": "",
        },
    )
    with medvirk.database.reading() as db:
        stored = db.get_one(Exercise, exercise.id)
    assert (changed.status_code, stored.title, stored.settings) == (
        303,
        "Hvorfor?",
        {
            "sentence": "Vi spør fordi …",
            "most_per_table": 2,
            "prompts": {"individual": "Tenk stille."},
        },
    )
    organiser.post(f"{page}/remove", {"item": ids["Åpning"]})
    with medvirk.database.reading() as db:
        assert db.scalars(select(Exercise)).all() == []


def test_an_exercise_that_nobody_changed_stores_nothing(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    with medvirk.database.writing() as db:
        exercise = make_exercise(db, db.get_one(Item, ids["Åpning"]), "ladder")
    page = f"/TRAPP47/exercises/{exercise.id}"
    organiser.post(page, typed_on(form_of(organiser.get(page).text)))
    with medvirk.database.reading() as db:
        stored = db.get_one(Exercise, exercise.id)
    assert (stored.title, stored.settings) == ("", {})


def test_a_ladder_is_begun_from_another_one_and_its_steps_renamed(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    with medvirk.database.writing() as db:
        exercise = make_exercise(db, db.get_one(Item, ids["Åpning"]), "ladder")
    page = f"/TRAPP47/exercises/{exercise.id}"
    organiser.post(page, {"settings.preset": "four", "settings.steps": ""})
    with medvirk.database.reading() as db:
        assert db.get_one(Exercise, exercise.id).settings == {"preset": "four"}
    typed = typed_on(form_of(organiser.get(page).text))
    organiser.post(page, {**typed, "settings.steps.0.name": "Vi forteller"})
    with medvirk.database.reading() as db:
        settings = db.get_one(Exercise, exercise.id).settings
    assert (settings["preset"], [step["name"] for step in settings["steps"]]) == (
        "four",
        ["Vi forteller", "Innhenting av informasjon", "Dialog", "Samarbeid"],
    )


def test_a_poll_is_asked_among_what_stands_on_each_line(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    with medvirk.database.writing() as db:
        exercise = make_exercise(db, db.get_one(Item, ids["Åpning"]), "poll")
    page = f"/TRAPP47/exercises/{exercise.id}"
    typed = typed_on(form_of(organiser.get(page).text))
    organiser.post(page, typed)
    with medvirk.database.reading() as db:
        assert db.get_one(Exercise, exercise.id).settings == {}
    asked = {"settings.question": "Har du vært her før?", "settings.choice": "several"}
    organiser.post(page, {**typed, **asked, "settings.options:lines": "Ja\r\n\r\n Nei \r\n"})
    with medvirk.database.reading() as db:
        settings = db.get_one(Exercise, exercise.id).settings
    assert settings == {
        "question": "Har du vært her før?",
        "choice": "several",
        "options": ["Ja", "Nei"],
    }
    refused = organiser.post(page, {**typed, "settings.options:lines": "Bare ett"})
    assert (refused.status_code, problems(refused)) == (
        422,
        [("options", "Oppgaven kan ikke settes opp slik.")],
    )
    assert ">Bare ett</textarea>" in refused.text


def test_a_limit_that_is_no_number_is_refused_with_what_was_typed(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    with medvirk.database.writing() as db:
        exercise = make_exercise(db, db.get_one(Item, ids["Åpning"]), "ideas")
    page = organiser.post(
        f"/TRAPP47/exercises/{exercise.id}",
        {"title": "T", "settings.sentence": "Fordi …", "settings.most_per_table:number": "mange"},
    )
    assert (page.status_code, problems(page)) == (
        422,
        [("most_per_table", "Oppgaven kan ikke settes opp slik.")],
    )
    assert ('value="mange"' in page.text, 'value="Fordi …"' in page.text) == (True, True)


def test_an_exercise_with_contributions_stays(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    with medvirk.database.writing() as db:
        exercise = make_exercise(db, db.get_one(Item, ids["Åpning"]), "ideas", phase="table")
        phone = make_phone(db, db.scalars(select(Meeting)).one())
        make_contribution(db, phone, exercise, {"text": "Fordi."})
    answer = organiser.post(f"/TRAPP47/exercises/{exercise.id}/remove", {"item": ids["Åpning"]})
    page = organiser.client.get(answer.location)
    assert "Oppgaven har innspill og kan ikke fjernes." in page.text
    with medvirk.database.reading() as db:
        assert [found.id for found in db.scalars(select(Exercise))] == [exercise.id]


def test_another_meetings_items_and_exercises_are_not_found(
    organiser: Organiser, medvirk: Medvirk, ids: dict[str, int]
) -> None:
    with medvirk.database.writing() as db:
        other = make_meeting(db, code="ELG22")
        exercise = make_exercise(db, make_item(db, other), "ideas")
        item = exercise.item_id
    codes = [
        organiser.get(f"{PAGE}/{item}").status_code,
        organiser.get(f"/TRAPP47/exercises/{exercise.id}").status_code,
        organiser.post(f"{PAGE}/{item}/delete", {}).status_code,
        organiser.post(f"/TRAPP47/exercises/{exercise.id}", {"title": "x"}).status_code,
    ]
    with medvirk.database.reading() as db:
        stored = (db.get_one(Item, item).deleted_at, db.get_one(Exercise, exercise.id).title)
    assert (codes, stored) == ([404, 404, 409, 404], (None, ""))
