"""What a phone alone sees: what is its own, nothing of others, and one query for all phones."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from facilitator import asides, contributions, dots, moderation, overview, plenary
from facilitator.models import Exercise, Meeting, Participant
from facilitator.own import Own, own_of
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_uuid,
)
from tests.queries import queries


class Room:
    """A talk with ideas, a poll and questions, all open, and two phones at one table."""

    def __init__(self, db: Session, **settings: object) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        item = make_item(db, self.meeting)
        self.ideas: Exercise = make_exercise(db, item, "ideas", phase="table", settings=settings)
        self.poll: Exercise = make_exercise(db, item, "poll", phase="table", settings=settings)
        self.asked: Exercise = make_exercise(
            db, item, "questions", phase="table", settings=settings
        )
        self.anne: Participant = make_phone(db, self.meeting, 1)
        self.berit: Participant = make_phone(db, self.meeting, 1)

    def own(self) -> Sequence[Own]:
        """What is Anne's and what is Berit's."""
        exercises = [overview.shown(one) for one in (self.ideas, self.poll, self.asked)]
        found = own_of(self.db, exercises, [self.anne.id, self.berit.id])
        return [found[self.anne.id], found[self.berit.id]]

    def ask(self, phone: Participant, text: str = "Hvem bestemmer?") -> str:
        return make_contribution(self.db, phone, self.asked, {"text": text}).id

    def choose(self, phone: Participant, option: int) -> None:
        make_contribution(self.db, phone, self.poll, {"options": [option]})

    def support(self, phone: Participant, id: str, on: bool = True) -> None:
        dots.support(self.db, phone, id=id, on=on, now=NOON)


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db)


def test_notes_written_alone_are_their_phones_until_they_are_sent(room: Room) -> None:
    note = make_contribution(room.db, room.anne, room.ideas, {"text": "Mitt"}, phase="individual")
    anne, berit = room.own()
    assert [one.id for one in anne.notes[room.ideas.id]] == [note.id]
    assert berit == Own()
    contributions.share(room.db, room.anne, id=note.id, now=NOON)
    assert room.own() == [Own(), Own()]


def test_what_is_withdrawn_or_came_too_late_is_nobodys(room: Room) -> None:
    ideas, body = room.ideas, {"text": "Mitt"}
    note = make_contribution(room.db, room.anne, ideas, body, phase="individual")
    contributions.withdraw(room.db, room.anne, id=note.id, now=NOON)
    ideas.phase = "closed"
    asides.leave_note(room.db, room.anne, id=make_uuid(), exercise_id=ideas.id, body=body, now=NOON)
    assert room.own() == [Own(), Own()]


def test_the_newest_answer_to_a_poll_is_known_to_its_phone(room: Room) -> None:
    room.choose(room.anne, 2)
    room.choose(room.anne, 4)
    room.choose(room.berit, 1)
    anne, berit = room.own()
    assert anne == Own(answers={room.poll.id: {"options": [4]}})
    assert berit == Own(answers={room.poll.id: {"options": [1]}})


def test_what_a_table_answers_together_is_on_its_board_instead(db: Session) -> None:
    room = Room(db, by="table")
    room.choose(room.anne, 2)
    assert room.own() == [Own(), Own()]


def test_questions_stay_with_who_asked_them_hidden_or_not(room: Room) -> None:
    id = room.ask(room.anne)
    moderation.hide(room.db, room.meeting, id=id, on=True, who="astrid", now=NOON)
    anne, berit = room.own()
    assert [(one.id, one.hidden) for one in anne.said[room.asked.id]] == [(id, True)]
    assert berit == Own()


def test_support_is_known_to_who_gave_it_as_long_as_the_question_is_there(room: Room) -> None:
    first, second = room.ask(room.berit, "Hvem?"), room.ask(room.berit, "Hva?")
    for id in (second, first):
        room.support(room.anne, id)
    assert room.own()[0] == Own(dots={room.asked.id: [first, second]})
    moderation.hide(room.db, room.meeting, id=first, on=True, who="astrid", now=NOON)
    room.support(room.anne, second, on=False)
    assert room.own()[0] == Own()


def test_dots_are_told_while_the_list_is_open_for_them(room: Room) -> None:
    idea = make_contribution(room.db, room.berit, room.ideas, {"text": "Dugnad"})
    for on in (True, False):
        plenary.open_dots(room.db, room.meeting, exercise_id=room.ideas.id, on=on, now=NOON)
        if on:
            room.support(room.anne, idea.id)
            assert room.own()[0] == Own(dots={room.ideas.id: [idea.id]})
    assert room.own()[0] == Own()


def test_the_dots_of_a_table_are_no_phones_own(db: Session) -> None:
    room = Room(db, dots_by="table")
    id = room.ask(room.berit)
    room.support(room.anne, id)
    assert room.own()[0] == Own()
    given = dots.dots_given(db, [room.asked.id], [dots.table_giver(room.anne.table_id)])
    assert given == {dots.table_giver(room.anne.table_id): {room.asked.id: [id]}}


def test_phones_without_words_that_have_the_same_share_one_object(room: Room) -> None:
    anne, berit = room.own()
    assert anne is berit
    room.choose(room.anne, 2)
    room.choose(room.berit, 2)
    anne, berit = room.own()
    assert anne is berit
    room.choose(room.berit, 3)
    anne, berit = room.own()
    assert anne is not berit


def test_many_phones_take_as_many_queries_as_one(room: Room) -> None:
    exercises = [overview.shown(one) for one in (room.ideas, room.poll, room.asked)]
    phones = [make_phone(room.db, room.meeting, 2) for _ in range(20)]
    for phone in phones:
        room.choose(phone, 1)
        room.support(phone, room.ask(phone))
    counts = []
    for asked in ([phones[0].id], [phone.id for phone in phones]):
        with queries(room.db) as sent:
            own_of(room.db, exercises, asked)
        counts.append(len(sent))
    assert counts == [2, 2]


def test_nothing_is_asked_for_nobody_or_when_there_is_no_exercise(room: Room) -> None:
    with queries(room.db) as sent:
        assert own_of(room.db, [overview.shown(room.ideas)], []) == {}
        assert own_of(room.db, [], ["a"]) == {"a": Own()}
    assert sent == []
