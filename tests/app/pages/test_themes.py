"""The helpers' board as it is opened: which exercise, what is loose, what is joined."""

from typing import Any

import pytest
from sqlalchemy import select

from app.access import Role, make_key
from facilitator import moderation, themes
from facilitator.exercises import phases
from facilitator.models import Exercise, Meeting
from tests.app.pages.desk import Desk, commands
from tests.app.pages.page import Element, read
from tests.factories import make_contribution, make_phone


class Board:
    """A helper of the desk's meeting."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def key(self, role: Role = Role.THEMES) -> str:
        return make_key(self.desk.medvirk.settings.secret_key, self.desk.meeting, role)

    def exercise(self, kind: str) -> int:
        with self.desk.medvirk.database.reading() as db:
            query = select(Exercise.id).where(
                Exercise.meeting_id == self.desk.meeting.id, Exercise.kind == kind
            )
            return db.scalars(query.limit(1)).one()

    def page(self, exercise: int | str = "") -> Element:
        answer = self.desk.client.get(f"/themes/{self.key()}/{exercise}")
        assert answer.status_code == 200
        return read(answer.text)

    def say(self, kind: str, *bodies: dict[str, Any]) -> list[str]:
        """Let the tables say one thing each."""
        self.open(kind, "table")
        with self.desk.medvirk.database.writing() as db:
            meeting = db.get_one(Meeting, self.desk.meeting.id)
            exercise = db.get_one(Exercise, self.exercise(kind))
            return [
                make_contribution(
                    db, make_phone(db, meeting, number), exercise, body, now=self.desk.now
                ).id
                for number, body in enumerate(bodies, start=1)
            ]

    def make(self, kind: str, *ids: str, **more: Any) -> None:
        with self.desk.medvirk.database.writing() as db:
            meeting = db.get_one(Meeting, self.desk.meeting.id)
            made = {"exercise_id": self.exercise(kind), "who": "themes", "now": self.desk.now}
            themes.make(db, meeting, ids=ids, **made, **more)

    def open(self, kind: str, phase: str) -> int:
        """Open a phase of an exercise; the exercise's id."""
        exercise = self.exercise(kind)
        with self.desk.medvirk.database.writing() as db:
            meeting = db.get_one(Meeting, self.desk.meeting.id)
            phases.open_phase(db, meeting, exercise_id=exercise, phase=phase, now=self.desk.now)
        return exercise


@pytest.fixture
def board(desk: Desk) -> Board:
    desk.at(18, 20).start("Dialog rundt bordene")
    return Board(desk)


def pieces(part: Element) -> list[str]:
    return [piece.one("class", "said-text").words for piece in part.all("data-contribution")]


def test_before_the_room_is_at_an_exercise_one_chooses(desk: Desk) -> None:
    page = Board(desk).page()

    assert page.all("data-shows") == []
    assert page.one("class", "soft").words.startswith("Salen er ikke ved en oppgave med temaer nå")
    assert [
        choice.one("class", "choice-title").words for choice in page.all("class", "choice")
    ] == [
        "Gode grunner",
        "Hva fremmer og hva hemmer?",
        "Hvem involverer seg – og hvem involverer seg ikke?",
        "Tiltak",
    ]


def test_the_board_opens_on_the_exercise_that_the_room_is_at(board: Board) -> None:
    assert board.page().one("data-shows")["data-shows"] == str(board.exercise("forces"))
    measures = str(board.open("measures", "table"))

    page = board.page()

    assert page.one("data-shows")["data-shows"] == measures
    assert [choice["href"] for choice in page.all("data-active")] == [measures]
    assert [choice["href"] for choice in page.all("aria-current", "page")] == [measures]


def test_an_exercise_of_another_item_is_worked_on_by_its_address(board: Board) -> None:
    ideas = board.exercise("ideas")
    (said,) = board.say("ideas", {"text": "De vet hvor skoen trykker"})

    page = board.page(ideas)

    assert page.one("data-shows")["data-shows"] == str(ideas)
    assert pieces(page) == ["De vet hvor skoen trykker"]
    assert page.one("data-contribution")["data-contribution"] == said


def test_the_two_sides_stand_apart_with_what_is_loose_and_joined(board: Board) -> None:
    a, b, c, d = board.say(
        "forces",
        {"side": "promotes", "text": "Tidlig nok"},
        {"side": "promotes", "text": "God tid"},
        {"side": "hinders", "text": "Dårlig tid"},
        {"side": "promotes", "text": "Gratis mat"},
    )
    board.make("forces", a, b, title="Tid")
    board.make("forces", c, title="Tidsnød")

    promotes, hinders = board.page().all("class", "shelf")

    assert (promotes["data-shelf"], hinders["data-shelf"]) == ("promotes", "hinders")
    assert [
        (pieces(shelf.one("class", "loose")), [pieces(card) for card in shelf.all("class", "card")])
        for shelf in (promotes, hinders)
    ] == [(["Gratis mat"], [["Tidlig nok", "God tid"]]), ([], [["Dårlig tid"]])]
    assert promotes.one("class", "card-counts").words == "2 innspill fra 2 bord"
    assert d == promotes.one("class", "loose").one("data-contribution")["data-contribution"]


def test_a_theme_counts_what_the_room_may_see_and_says_what_is_hidden(board: Board) -> None:
    a, b = board.say("ideas", {"text": "Tillit"}, {"text": "Kari lyver"})
    board.make("ideas", a, b, title="Tillit")
    with board.desk.medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, board.desk.meeting.id)
        moderation.hide(db, meeting, id=b, on=True, who="console", now=board.desk.now)

    card = board.page(board.exercise("ideas")).one("class", "card")

    assert card.one("class", "card-counts").words == "1 innspill fra 1 bord · 1 skjult"
    assert [piece.one("class", "piece-text").words for piece in card.all("data-contribution")] == [
        "Tillit",
        "Kari lyver skjult for salen",
    ]


def test_a_title_is_written_in_place_from_the_revision_that_is_seen(board: Board) -> None:
    (said,) = board.say("ideas", {"text": "Tillit & trygghet"})
    board.make("ideas", said)

    title = board.page(board.exercise("ideas")).one("class", "card-title")

    assert (title.tag, title.words, title["data-base"]) == ("textarea", "Tillit & trygghet", "0")


def test_a_theme_has_its_commands_and_the_last_act_can_be_undone(board: Board) -> None:
    a, b = board.say("ideas", {"text": "Tillit"}, {"text": "Mat"})
    board.make("ideas", a)
    board.make("ideas", b)

    page = board.page(board.exercise("ideas"))

    first, second = page.all("class", "card")
    ids = [int(card["data-theme"]) for card in (first, second)]
    assert [commands(card) for card in (first, second)] == [
        [
            ("theme", {"do": "move", "theme": ids[0], "place": 2}, "Flytt bakover"),
            ("theme", {"do": "dissolve", "theme": ids[0]}, "Løs opp"),
        ],
        [
            ("theme", {"do": "move", "theme": ids[1], "place": 1}, "Flytt framover"),
            ("theme", {"do": "dissolve", "theme": ids[1]}, "Løs opp"),
        ],
    ]
    assert [words for name, _, words in commands(page) if name == "revert"] == [
        "Angre: nytt tema 18.20"
    ]
    assert [button.words for button in page.one("id", "merge-with").all("data-into")] == [
        "Tillit 1",
        "Mat 1",
    ]


def test_what_is_likely_said_twice_is_suggested_and_what_is_joined_is_not(board: Board) -> None:
    a, b, c, d = board.say(
        "ideas",
        {"text": "Tidlig nok"},
        {"text": "Tidlig nok!"},
        {"text": "Gratis mat"},
        {"text": "Maten er gratis"},
    )
    board.make("ideas", a, title="Tid")

    suggested = board.page(board.exercise("ideas")).all("class", "suggestion")

    tid = suggested[0].one("data-send")
    assert [commands(one)[0][:2] for one in suggested] == [
        ("theme", {"do": "add", "theme": _theme(board), "ids": [b]}),
        ("theme", {"do": "make", "exercise": board.exercise("ideas"), "ids": [c, d]}),
    ]
    assert tid.words == "Legg i temaet"


def _theme(board: Board) -> int:
    page = board.page(board.exercise("ideas"))
    return int(page.one("class", "card")["data-theme"])


def test_ready_titles_are_offered_when_the_room_has_said_what_it_has_to_say(board: Board) -> None:
    board.say("ideas", {"text": "Tillit"})
    ideas = board.exercise("ideas")
    assert board.page(ideas).all("data-drop", "offer") == []
    board.make("ideas", title="Lettere iverksetting")
    board.open("ideas", "closed")
    assert [offer["data-title"] for offer in board.page(ideas).all("data-drop", "offer")] == [
        "Kunnskap og treffsikre beslutninger",
        "Medansvar, mobilisering og frivillighet",
        "Tilhørighet og identitet",
        "Politisk rekruttering",
    ]


def test_a_helper_gets_no_key_but_their_own(board: Board) -> None:
    html = board.desk.client.get(f"/themes/{board.key()}/").text
    others = [board.key(role) for role in (Role.CONSOLE, Role.STAGE)]
    assert [key for key in others if key in html] == []


def test_the_address_is_the_helpers_and_of_an_exercise_with_themes(board: Board) -> None:
    client, key = board.desk.client, board.key()
    addresses = {
        f"/themes/{board.key(Role.CONSOLE)}/": 404,
        f"/themes/{board.key(Role.STAGE)}/{board.exercise('ideas')}": 404,
        f"/themes/{key[:-1]}/": 404,
        f"/themes/{key}/{board.exercise('ladder')}": 404,
        f"/themes/{key}/{2**31 - 1}": 404,
        f"/themes/{key}": 308,
        f"/console/{key}": 404,
    }
    assert {address: client.get(address).status_code for address in addresses} == addresses
