"""Two helpers and a moderator work on themes at once, each on a screen of their own."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from facilitator.exercises import phases
from facilitator.models import Contribution, Exercise, Meeting, Theme
from facilitator.programme import conduct
from tests.app.live.hall import Hall, Screen


class Dialogue:
    """The forces of the sample meeting at work, and what tables 1, 2 and 3 said."""

    def __init__(self, hall: Hall, meeting: Meeting) -> None:
        self.hall, self.meeting = hall, meeting
        now = datetime.now(UTC)
        with hall.database.writing() as db:
            meeting = db.get_one(Meeting, meeting.id)
            forces = db.scalars(
                select(Exercise).where(Exercise.meeting_id == meeting.id, Exercise.kind == "forces")
            ).one()
            conduct.start(db, meeting, forces.item_id, "console", now)
            phases.open_phase(db, meeting, exercise_id=forces.id, phase="table", now=now)
            self.exercise = forces.id
        self.phones = [hall.phone(meeting, table) for table in (1, 2, 3)]
        self.said = [
            self.say(phone, text)
            for phone, text in zip(
                self.phones, ["Tidlig nok", "God tid", "Gratis mat"], strict=True
            )
        ]

    def say(self, phone: Screen, text: str, side: str = "promotes") -> str:
        id = str(uuid4())
        body = {"side": side, "text": text}
        answer = phone.say("give", {"id": id, "exercise": self.exercise, "body": body})
        assert answer["ok"] is True
        return id

    def helper(self) -> Screen:
        """A helper who looks at the board."""
        helper = self.hall.helper(self.meeting, self.exercise)
        helper.say("sync", {"versions": dict.fromkeys(["themes/board", "themes/bar"], -1)})
        helper.html("themes/board")
        return helper

    def make(self, helper: Screen, *ids: str, **more: Any) -> Any:
        made = {"do": "make", "exercise": self.exercise, "ids": list(ids), **more}
        return helper.say("theme", made)

    @property
    def themes(self) -> dict[str, set[str]]:
        """What is in each theme that stands, in the database."""
        with self.hall.database.reading() as db:
            themes = db.scalars(
                select(Theme).where(
                    Theme.exercise_id == self.exercise, Theme.dissolved_at.is_(None)
                )
            )
            return {
                theme.title: set(
                    db.scalars(select(Contribution.id).where(Contribution.theme_id == theme.id))
                )
                for theme in themes
            }


@pytest.fixture
def dialogue(hall: Hall, meeting: Meeting) -> Dialogue:
    return Dialogue(hall, meeting)


def test_what_one_helper_does_the_other_and_the_moderator_see(
    hall: Hall, meeting: Meeting, dialogue: Dialogue
) -> None:
    one, other, console = dialogue.helper(), dialogue.helper(), hall.console(meeting)
    early, time, _food = dialogue.said
    made = dialogue.make(one, early, time, title="Tid nok")
    assert made == {"ok": True, "act": made["act"], "theme": made["theme"]}
    assert "2 innspill fra 2 bord" in other.html("themes/board", "Tid nok")
    other.html("themes/bar", "Tid nok", json.dumps({"act": made["act"]}))
    assert "2 innspill fra 2 bord" in console.html("console/contributions", "Tid nok")


def test_both_put_different_contributions_in_one_theme_and_none_is_lost(
    dialogue: Dialogue,
) -> None:
    one, other = dialogue.helper(), dialogue.helper()
    early, time, food = dialogue.said
    theme = dialogue.make(one, early, title="Tid")["theme"]
    for helper, id in ((one, time), (other, food)):
        assert helper.say("theme", {"do": "add", "theme": theme, "ids": [id]})["ok"] is True
    assert dialogue.themes == {"Tid": {early, time, food}}


def test_the_last_one_who_moves_a_contribution_prevails_and_either_may_undo_their_own(
    dialogue: Dialogue,
) -> None:
    one, other = dialogue.helper(), dialogue.helper()
    early, time, food = dialogue.said
    first = dialogue.make(one, early, title="A")["theme"]
    second = dialogue.make(other, time, title="B")["theme"]
    acts = [
        helper.say("theme", {"do": "add", "theme": theme, "ids": [food]})["act"]
        for helper, theme in ((one, first), (other, second))
    ]
    assert dialogue.themes == {"A": {early}, "B": {time, food}}
    assert one.say("revert", {"act": acts[0]})["code"] == "stale_undo"
    assert other.say("revert", {"act": acts[1]})["ok"] is True
    assert other.say("revert", {"act": acts[1]})["ok"] is True
    assert dialogue.themes == {"A": {early, food}, "B": {time}}


def test_no_title_is_written_over_unseen(dialogue: Dialogue) -> None:
    one, other = dialogue.helper(), dialogue.helper()
    theme = dialogue.make(one, *dialogue.said, title="Tid")["theme"]
    rename = {"do": "rename", "theme": theme, "base": 0}
    assert one.say("theme", {**rename, "title": "God tid"})["ok"] is True
    assert other.say("theme", {**rename, "title": "Nok tid"}) == {
        "ok": False,
        "code": "stale_title",
        "message": "Noen andre har kalt temaet «God tid» i mellomtida. Se over og prøv igjen.",
        "title": "God tid",
        "revision": 1,
    }
    assert list(dialogue.themes) == ["God tid"]


def test_a_theme_that_one_dissolves_takes_nothing_from_the_other(dialogue: Dialogue) -> None:
    one, other = dialogue.helper(), dialogue.helper()
    early, time, _food = dialogue.said
    theme = dialogue.make(one, early, title="Tid")["theme"]
    act = one.say("theme", {"do": "dissolve", "theme": theme})["act"]
    refused = other.say("theme", {"do": "add", "theme": theme, "ids": [time]})
    assert (refused["code"], refused["message"]) == (
        "unknown_theme",
        "Temaet finnes ikke lenger.",
    )
    assert one.say("revert", {"act": act})["ok"] is True
    assert dialogue.themes == {"Tid": {early}}


def test_phones_of_the_tables_and_the_stage_see_the_theme_that_was_made(
    hall: Hall, meeting: Meeting, dialogue: Dialogue
) -> None:
    console, stage = hall.console(meeting), hall.stage(meeting)
    exercise = {"exercise": dialogue.exercise}
    console.say("phase", {**exercise, "phase": "plenary"})
    console.say("reveal", {**exercise, "on": True})
    stage.html("stage/page", "Tidlig nok")
    early, time, _food = dialogue.said
    dialogue.make(dialogue.helper(), early, time, title="Tid til alle")
    stage.html("stage/page", "Tid til alle")


def test_a_helper_joins_and_does_nothing_else(
    hall: Hall, meeting: Meeting, dialogue: Dialogue
) -> None:
    helper, console = dialogue.helper(), hall.console(meeting)
    (early, *_rest) = dialogue.said
    assert helper.say("hide", {"id": early, "on": True})["code"] == "not_allowed"
    assert console.say("hide", {"id": early, "on": True})["ok"] is True
    with hall.database.reading() as db:
        (hidden,) = db.execute(select(Contribution.hidden_at).where(Contribution.id == early)).one()
    assert hidden is not None


@pytest.mark.parametrize(
    ("payload", "code", "field"),
    [
        ({"do": "eat"}, "bad_payload", "do"),
        ({"do": "make"}, "bad_payload", "exercise"),
        ({"do": "add", "theme": 1}, "bad_payload", "ids"),
        ({"do": "rename", "theme": 1, "title": "x"}, "bad_payload", "base"),
        ({"do": "merge", "theme": 1}, "bad_payload", "into"),
        ({"do": "move", "theme": 1, "place": "first"}, "bad_payload", "place"),
        ({"do": "add", "theme": 1, "ids": ["x"]}, "bad_payload", "ids"),
        ({"do": "add", "theme": 1, "ids": [str(uuid4())] * 401}, "bad_payload", "ids"),
        ({"do": "take_out", "ids": []}, "unknown_contribution", None),
    ],
)
def test_a_message_that_lacks_something_says_what(
    hall: Hall, meeting: Meeting, payload: dict[str, Any], code: str, field: str | None
) -> None:
    answer = hall.helper(meeting).say("theme", payload)
    assert (answer["code"], answer.get("field")) == (code, field)


@pytest.mark.parametrize("exercise", [None, 2**31 - 1])
def test_a_board_of_nothing_is_empty_and_never_anothers(
    hall: Hall, meeting: Meeting, exercise: int | None
) -> None:
    helper = hall.helper(meeting, exercise)
    helper.say("sync", {"versions": {"themes/board": -1}})
    assert "data-contribution" not in helper.html("themes/board")


@pytest.mark.parametrize("exercise", ["7", True, 0, -1, 2**40, [7], None])
def test_whatever_else_is_said_to_be_shown_is_nothing(
    hall: Hall, meeting: Meeting, exercise: object
) -> None:
    helper = hall.open({"key": hall.key(meeting, "themes"), "exercise": exercise})
    helper.say("sync", {"versions": {"themes/board": -1}})
    assert "data-contribution" not in helper.html("themes/board")
