"""What the wall shows at each moment of an evening, and nothing that was not opened for it."""

import pytest
from sqlalchemy.orm import Session

from facilitator import contributions, moderation, overview, plenary
from facilitator.exercises import phases
from facilitator.models import Contribution, Exercise, Meeting, Participant
from facilitator.programme import conduct
from facilitator.programme.kinds import ItemKind
from facilitator.stage import Floor, Page, Wall, wall_of
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


class Hall:
    """A meeting with table work that has one exercise, a break and a round in plenary."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        self.work = make_item(db, self.meeting, kind=ItemKind.TABLE_WORK)
        self.pause = make_item(db, self.meeting, kind=ItemKind.BREAK)
        self.round = make_item(db, self.meeting, kind=ItemKind.PLENARY)
        self.exercise: Exercise = make_exercise(db, self.work, "ideas", phase="table")
        self.anne: Participant = make_phone(db, self.meeting, 2)
        self.said: Contribution = make_contribution(
            db, self.anne, self.exercise, {"text": "Dugnad"}
        )

    def phase(self, phase: str) -> None:
        phases.open_phase(
            self.db, self.meeting, exercise_id=self.exercise.id, phase=phase, now=NOON
        )

    def lift(self) -> None:
        moderation.lift(self.db, self.meeting, id=self.said.id, on=True, who="console", now=NOON)

    def start(self, item: int) -> None:
        conduct.start(self.db, self.meeting, item, "console", NOON)

    def wall(self) -> Wall:
        evening = overview.evening_of(self.db, self.meeting.id, NOON)
        active = evening.active
        said = overview.said(self.db, evening.exercises)[active.id] if active else ()
        return wall_of(evening, said, overview.lifted(self.db, self.meeting.id))


@pytest.fixture
def hall(db: Session) -> Hall:
    return Hall(db)


def test_before_and_after_the_meeting(hall: Hall) -> None:
    seen = [hall.wall().page]
    hall.start(hall.work.id)
    conduct.finish(hall.db, hall.meeting, hall.work.id, "console", NOON)
    assert [*seen, hall.wall().page] == [Page.BEFORE, Page.FINISHED]


@pytest.mark.parametrize(
    ("phase", "shown", "page"),
    [
        ("individual", False, Page.EXERCISE),
        ("table", False, Page.EXERCISE),
        ("plenary", True, Page.EXERCISE),
        ("closed", False, Page.ITEM),
        ("closed", True, Page.EXERCISE),
    ],
)
def test_an_exercise_is_on_the_wall_while_it_is_open_or_its_answers_are_shown(
    hall: Hall, phase: str, shown: bool, page: Page
) -> None:
    hall.start(hall.work.id)
    hall.phase(phase)
    plenary.reveal(hall.db, hall.meeting, exercise_id=hall.exercise.id, on=shown, now=NOON)
    assert hall.wall() == Wall(page)


def test_a_break_shows_the_break(hall: Hall) -> None:
    hall.start(hall.pause.id)
    assert hall.wall() == Wall(Page.ITEM)


@pytest.mark.parametrize(
    ("phase", "page"), [("table", Page.EXERCISE), ("plenary", Page.HIGHLIGHTS)]
)
def test_what_is_lifted_is_shown_when_the_room_is_together(
    hall: Hall, phase: str, page: Page
) -> None:
    hall.start(hall.work.id)
    hall.phase(phase)
    hall.lift()
    assert hall.wall().page == page


def test_a_round_in_plenary_shows_what_was_lifted_before(hall: Hall) -> None:
    hall.lift()
    hall.start(hall.round.id)
    assert [one.id for _shown, one in hall.wall().highlights] == [hall.said.id]


def test_the_table_that_has_the_floor_shows_what_it_chose_before_all_else(hall: Hall) -> None:
    hall.start(hall.work.id)
    hall.phase("plenary")
    hall.lift()
    contributions.highlight(hall.db, hall.anne, id=hall.said.id, now=NOON)
    plenary.arrange_speakers(
        hall.db, hall.meeting, exercise_id=hall.exercise.id, tables=[2, 4], now=NOON
    )
    plenary.give_floor(hall.db, hall.meeting, exercise_id=hall.exercise.id, table=2, now=NOON)
    wall = hall.wall()
    assert wall.page is Page.FLOOR
    assert wall.floor is not None
    assert [one.id for one in wall.floor.highlights] == [hall.said.id]
    assert (wall.floor.table, wall.floor.order, wall.floor.next) == (2, (2, 4, 1, 3), 4)


def test_a_hidden_highlight_is_not_shown_though_its_table_speaks(hall: Hall) -> None:
    hall.start(hall.work.id)
    hall.phase("plenary")
    contributions.highlight(hall.db, hall.anne, id=hall.said.id, now=NOON)
    plenary.give_floor(hall.db, hall.meeting, exercise_id=hall.exercise.id, table=2, now=NOON)
    moderation.hide(hall.db, hall.meeting, id=hall.said.id, on=True, who="console", now=NOON)
    assert hall.wall() == Wall(
        Page.FLOOR, floor=Floor(table=2, highlights=(), order=(1, 2, 3, 4), next=1)
    )


def test_the_last_to_speak_has_nobody_after(hall: Hall) -> None:
    hall.start(hall.work.id)
    hall.phase("plenary")
    for table in (1, 2, 3, 4):
        plenary.give_floor(
            hall.db, hall.meeting, exercise_id=hall.exercise.id, table=table, now=NOON
        )
    floor = hall.wall().floor
    assert (floor and floor.table, floor and floor.next) == (4, None)


class Asking(Hall):
    """A talk during which questions are open, one of them asked."""

    def __init__(self, db: Session) -> None:
        super().__init__(db)
        talk = make_item(db, self.meeting, kind=ItemKind.TALK)
        self.exercise = make_exercise(db, talk, "questions", phase="table")
        self.said = make_contribution(db, self.anne, self.exercise, {"text": "Hvem bestemmer?"})
        self.start(talk.id)

    def reveal(self) -> None:
        plenary.reveal(self.db, self.meeting, exercise_id=self.exercise.id, on=True, now=NOON)


def test_the_speaker_stays_on_the_wall_while_questions_are_asked(db: Session) -> None:
    asking = Asking(db)
    seen = []
    for phase in ("table", "plenary", "closed"):
        asking.phase(phase)
        seen.append(asking.wall().page)
    asking.reveal()
    assert [*seen, asking.wall().page] == [Page.ITEM] * 3 + [Page.EXERCISE]


@pytest.mark.parametrize("phase", ["table", "plenary", "closed"])
def test_a_question_that_is_lifted_is_on_the_wall_until_it_is_answered(
    db: Session, phase: str
) -> None:
    asking = Asking(db)
    asking.reveal()
    asking.phase(phase)
    asking.lift()
    wall = asking.wall()
    assert (wall.page, [one.id for _, one in wall.highlights]) == (
        Page.HIGHLIGHTS,
        [asking.said.id],
    )
    moderate = {"id": asking.said.id, "on": True, "who": "console", "now": NOON}
    moderation.answer(db, asking.meeting, **moderate)
    assert asking.wall().page is Page.EXERCISE
