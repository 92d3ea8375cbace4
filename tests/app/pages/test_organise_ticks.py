"""What an organiser ticks in an exercise's form is stored, and so is that the ticks are gone."""

from flask.testing import FlaskClient

from app import Medvirk
from facilitator.models import Exercise
from tests.app.pages.organiser import Organiser
from tests.app.pages.page import read
from tests.factories import make_exercise, make_item, make_meeting


def test_ticks_come_and_go(client: FlaskClient, medvirk: Medvirk) -> None:
    with medvirk.database.writing() as db:
        item = make_item(db, make_meeting(db, code="TRAPP47"))
        exercise = make_exercise(db, item, "measures")
    organiser = Organiser(client, medvirk).enter()
    page = f"/TRAPP47/exercises/{exercise.id}"

    def after(*ticked: str) -> tuple[dict[str, object], list[str]]:
        organiser.post(page, {"settings.left_out[]": ["", *ticked]})
        with medvirk.database.reading() as db:
            stored = db.get_one(Exercise, exercise.id).settings
        ticks = read(organiser.get(page).text).all("name", "settings.left_out[]")
        return stored, [tick["value"] for tick in ticks if "checked" in tick.attributes]

    assert [after("due", "answers"), after("role"), after()] == [
        ({"left_out": ["due", "answers"]}, ["due", "answers"]),
        ({"left_out": ["role"]}, ["role"]),
        ({}, []),
    ]
