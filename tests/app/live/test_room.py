"""What a hall asks and answers: questions and dots on every phone, polls that are counted."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from facilitator import dots, moderation, plenary
from facilitator.exercises import phases
from facilitator.models import Exercise, Participant
from facilitator.programme import conduct
from facilitator.programme.kinds import ItemKind
from tests.app.live.cast import Cast, drawn
from tests.app.pages.page import Element, read
from tests.factories import NOON, make_contribution, make_exercise, make_item, make_phone


class Hall:
    """A talk with an exercise that is open, and what two phones, stage and console show of it."""

    def __init__(self, medvirk: Medvirk, db: Session, cast: Cast) -> None:
        self.medvirk, self.db, self.cast = medvirk, db, cast
        self.talk = make_item(
            db, cast.meeting, kind=ItemKind.TALK, speaker="Hildegunn Nordtug", title="«Sjækk»"
        )
        conduct.start(db, cast.meeting, self.talk.id, "console", NOON)
        self.exercise: Exercise | None = None

    def open(self, kind: str, **settings: object) -> Exercise:
        self.exercise = make_exercise(self.db, self.talk, kind, phase="table", settings=settings)
        return self.exercise

    def phase(self, phase: str) -> None:
        assert self.exercise
        phases.open_phase(
            self.db, self.cast.meeting, exercise_id=self.exercise.id, phase=phase, now=NOON
        )

    def reveal(self) -> None:
        assert self.exercise
        plenary.reveal(self.db, self.cast.meeting, exercise_id=self.exercise.id, on=True, now=NOON)

    def say(self, phone: Participant, *texts: str) -> Sequence[str]:
        assert self.exercise
        return [
            make_contribution(self.db, phone, self.exercise, {"text": text}).id for text in texts
        ]

    def support(self, phone: Participant, *ids: str) -> None:
        for id in ids:
            dots.support(self.db, phone, id=id, on=True, now=NOON)

    def screens(self) -> dict[str, Element]:
        """Every region, by its name; those of one phone are Anna's."""
        screens = drawn(self.medvirk, self.db, self.cast)
        return {name.removesuffix(" of the table"): read(html) for name, html in screens.items()}


@pytest.fixture
def hall(medvirk: Medvirk, db: Session, cast: Cast) -> Hall:
    return Hall(medvirk, db, cast)


def rows(room: Element) -> list[str]:
    return [row.words for row in room.all("data-contribution")]


def test_questions_wait_on_the_phones_with_what_most_support_first(hall: Hall) -> None:
    hall.open("questions")
    _one, two, three, four = hall.say(hall.cast.anna, "Hvem?", "Hva?", "Når?", "Hvor?")
    hall.support(hall.cast.anna, two, three)
    hall.support(hall.cast.bjørn, two, four)
    moderate = {"on": True, "who": "console", "now": NOON}
    moderation.answer(hall.db, hall.cast.meeting, id=four, **moderate)
    moderation.lift(hall.db, hall.cast.meeting, id=three, **moderate)
    assert rows(hall.screens()["phone/room"]) == [
        "Hva? Støtt · 2, innspill nummer 2",
        "Når? Støtt · 1, innspill nummer 3 ▶ Besvares nå",
        "Hvem? Støtt · 0, innspill nummer 1",
        "Hvor? 1 støtter ✓ Besvart",
    ]


def test_what_a_phone_supports_stands_in_its_own_region_alone(hall: Hall) -> None:
    questions = hall.open("questions")
    one, two = hall.say(hall.cast.bjørn, "Hvem?", "Hva?")
    hall.support(hall.cast.anna, one)
    hall.support(hall.cast.bjørn, two)
    screens = hall.screens()
    told = screens["phone/notes"].one("data-dots-of", str(questions.id))
    assert told["data-dots"] == one
    assert screens["phone/room"].all("data-dots") == []
    assert {button["aria-pressed"] for button in screens["phone/room"].all("data-dot")} == {"false"}


def test_when_questions_are_closed_they_are_read_and_not_supported(hall: Hall) -> None:
    hall.open("questions")
    hall.say(hall.cast.anna, "Hvem?")
    hall.phase("plenary")
    assert rows(hall.screens()["phone/room"]) == ["Hvem? Støtt · 0, innspill nummer 1"]
    hall.phase("closed")
    assert rows(hall.screens()["phone/room"]) == ["Hvem? 0 støtter"]


def test_a_table_does_not_work_together_with_questions(hall: Hall) -> None:
    hall.open("questions")
    hall.say(hall.cast.anna, "Hvem?")
    screens = hall.screens()
    assert (screens["phone/board"].words, screens["phone/bar"].words) == ("", "")
    assert "ferdige" not in screens["console/tables"].words


def test_while_one_listens_the_wall_has_the_speaker_and_how_to_ask(hall: Hall) -> None:
    hall.open("questions", rules="Korte spørsmål først.")
    words = hall.screens()["stage/page"].words
    assert "«Sjækk» Hildegunn Nordtug Spørsmål til innlederen Korte spørsmål først." in words
    hall.phase("closed")
    assert "Korte spørsmål først." not in hall.screens()["stage/page"].words


def test_the_wall_shows_a_page_of_questions_with_the_rules(hall: Hall) -> None:
    questions = hall.open("questions", rules="Korte spørsmål først.")
    hall.say(hall.cast.anna, *(f"Spørsmål {number}?" for number in range(1, 8)))
    hall.reveal()
    plenary.turn_page(hall.db, hall.cast.meeting, exercise_id=questions.id, page=2, now=NOON)
    words = hall.screens()["stage/page"].words
    assert "Korte spørsmål først." in words
    assert "7 spørsmål venter · side 2 av 2" in words
    assert re.findall(r"Spørsmål \d\?", words) == ["Spørsmål 6?", "Spørsmål 7?"]


def test_the_moderator_sees_what_waits_first_and_marks_it_as_answered(hall: Hall) -> None:
    hall.open("questions")
    one, two = hall.say(hall.cast.anna, "Hvem?", "Hva?")
    hall.support(hall.cast.anna, two)
    moderation.answer(hall.db, hall.cast.meeting, id=one, on=True, who="console", now=NOON)
    listed = hall.screens()["console/contributions"].all("data-contribution")
    assert [row["data-contribution"] for row in listed] == [two, one]
    buttons = [button for row in listed for button in row.all("data-send", "answer")]
    assert [(button.words, button["data-payload"]) for button in buttons] == [
        ("Besvart innspill 2", f'{{"id": "{two}", "on": true}}'),
        ("Ikke besvart innspill 1", f'{{"id": "{one}", "on": false}}'),
    ]


def test_dots_are_counted_on_the_list_in_the_order_that_it_was_said(hall: Hall) -> None:
    ideas = hall.open("ideas", dots=2)
    _one, two = hall.say(hall.cast.bjørn, "Dugnad", "Folkemøte")
    hall.reveal()
    plenary.open_dots(hall.db, hall.cast.meeting, exercise_id=ideas.id, on=True, now=NOON)
    hall.support(hall.cast.anna, two)
    room = hall.screens()["phone/room"]
    assert rows(room) == [
        "Dugnad Gi prikk · 0, innspill nummer 1 Bord 2",
        "Folkemøte Gi prikk · 1, innspill nummer 2 Bord 2",
    ]
    assert room.one("data-dots-list")["data-most"] == "2"
    assert "Du har brukt 0 av 2 prikker." in room.words
    plenary.open_dots(hall.db, hall.cast.meeting, exercise_id=ideas.id, on=False, now=NOON)
    assert hall.screens()["phone/room"].words == ""


def test_the_dots_that_a_table_has_together_stand_on_its_board(hall: Hall) -> None:
    ideas = hall.open("ideas", dots_by="table")
    (one,) = hall.say(hall.cast.bjørn, "Dugnad")
    hall.reveal()
    plenary.open_dots(hall.db, hall.cast.meeting, exercise_id=ideas.id, on=True, now=NOON)
    hall.support(hall.cast.anna, one)
    screens = hall.screens()
    assert screens["phone/board"].one("data-dots-of", str(ideas.id))["data-dots"] == one
    assert screens["phone/board of another"].all("data-dots-of") == []
    assert screens["phone/notes"].all("data-dots-of") == []
    assert "Bordet har brukt 0 av 3 prikker." in screens["phone/room"].words


@pytest.mark.parametrize("kind", ItemKind)
def test_a_poll_is_answered_whatever_is_on_the_programme(hall: Hall, kind: ItemKind) -> None:
    hall.talk.kind = kind
    poll = hall.open("poll")
    form = hall.screens()["phone/now"].one("data-exercise", str(poll.id))
    assert [field["value"] for field in form.all("name", "options[]")] == ["1", "2", "3", "4", "5"]


def test_a_phone_is_told_what_it_answered_and_the_table_how_many_did(hall: Hall) -> None:
    poll = hall.open("poll")
    assert hall.screens()["phone/board"].words == "Ingen ved bord 1 har svart ennå"
    make_contribution(hall.db, hall.cast.anna, poll, {"options": [2]})
    screens = hall.screens()
    assert screens["phone/notes"].words == (
        "Ditt svar politiker Svaret er lagret. Send på nytt for å endre det."
    )
    assert screens["phone/board"].words == "1 ved bord 1 har svart"
    assert screens["phone/bar"].words == ""
    hall.phase("closed")
    assert hall.screens()["phone/notes"].words == "Ditt svar politiker"


@pytest.mark.parametrize(
    ("changed", "answers", "caption"),
    [
        ({}, [[1], [2], [2]], "3 har svart"),
        ({"choice": "several"}, [[1, 2], [2]], "2 har svart · man kunne velge flere"),
        ({"choice": "scale"}, [[2], [5], [4]], "3 har svart · det midterste svaret er 4"),
        ({"choice": "scale"}, [[2], [5]], "2 har svart · det midterste svaret er mellom 2 og 5"),
        ({}, [], "Ingen har svart ennå."),
    ],
)
def test_bars_say_in_words_how_the_room_answered(
    hall: Hall, changed: dict[str, object], answers: list[list[int]], caption: str
) -> None:
    poll = hall.open("poll", **changed)
    for answer in answers:
        phone = make_phone(hall.db, hall.cast.meeting)
        make_contribution(hall.db, phone, poll, {"options": answer})
    hall.phase("plenary")
    hall.reveal()
    screens = hall.screens()
    assert screens["stage/page"].one("data-picture").words.startswith(caption)
    assert screens["phone/wall"].one("data-picture").words.endswith(caption)
    console = screens["console/contributions"].words
    assert caption in console or not answers


def test_the_picture_and_its_table_have_the_same_counts(hall: Hall) -> None:
    poll = hall.open("poll", options=["Ja", "Nei"])
    make_contribution(hall.db, hall.cast.anna, poll, {"options": [2]})
    hall.reveal()
    page = hall.screens()["stage/page"]
    said = page.one("data-picture").words
    assert said.count("0 svar") == said.count("1 svar") == 2
    assert "Svar Antall Andel Ja 0 0 prosent Nei 1 100 prosent" in said
