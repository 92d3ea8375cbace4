"""What a helper sees of an exercise is put together from what was said and the themes there are."""

from sqlalchemy.orm import Session

from facilitator import moderation, reverting, themes
from facilitator.overview import said, shown
from facilitator.themes.board import Board, board_of, choices_of, last_act, themes_of
from tests.facilitator.themes.sides import Room, make, statements
from tests.factories import NOON, make_exercise, make_item


def board(db: Session, room: Room) -> Board:
    db.flush()
    exercise = shown(room.exercise)
    return board_of(
        exercise,
        said(db, (exercise,))[exercise.id],
        themes_of(db, (exercise,))[exercise.id],
        last_act(db, exercise.id),
        "nb",
    )


def suggested(db: Session, room: Room) -> list[tuple[list[str], tuple[str, ...], str | None]]:
    """What is suggested for the first shelf: texts, what would be joined, and in which theme."""
    return [
        (
            [one.body["text"] for one in suggestion.given],
            suggestion.loose,
            suggestion.theme.title if suggestion.theme else None,
        )
        for suggestion in board(db, room).suggestions["for"]
    ]


def test_each_shelf_has_what_is_loose_and_its_themes_in_order(db: Session, room: Room) -> None:
    a, b, c = room.say("A", "B", "C")
    (d,) = room.say("D", side="against")
    first, second = make(room, "Første", c), make(room, "Andre", a)
    themes.move(db, room.meeting, theme_id=second.id, place=1, **room.by())
    assert [
        (
            shelf.name,
            [one.id for one in shelf.loose],
            [(card.title, card.place, [one.id for one in card.given]) for card in shelf.themes],
        )
        for shelf in board(db, room).shelves
    ] == [
        ("for", [b], [(second.title, 1, [a]), (first.title, 2, [c])]),
        ("against", [d], []),
    ]


def test_what_is_hidden_does_not_count_though_it_is_in_the_theme(db: Session, room: Room) -> None:
    a, b, c = room.say("A", "B", "C")
    make(room, "Tid", a, b, c)
    moderation.hide(db, room.meeting, id=b, on=True, **room.by())
    (card,) = board(db, room).shelves[0].themes
    assert ([one.id for one in card.given], [one.id for one in card.visible], card.tables) == (
        [a, b, c],
        [a, c],
        2,
    )


def test_twins_are_suggested_as_one_theme_or_for_the_theme_where_the_other_is(
    db: Session, room: Room
) -> None:
    a, b, c, d, e, f = room.say(
        "Tidlig nok", "Tidlig nok!", "Gratis mat", "Maten er gratis", "Gratis mat?", "Språket"
    )
    room.say("Tidlig nok", side="against")
    make(room, "Mat", c, e)
    assert suggested(db, room) == [
        (["Tidlig nok", "Tidlig nok!"], (a, b), None),
        (["Gratis mat", "Maten er gratis", "Gratis mat?"], (d,), "Mat"),
    ]
    make(room, "Tid", a, b, f)
    moderation.hide(db, room.meeting, id=d, on=True, **room.by())
    assert suggested(db, room) == []


def test_the_last_act_is_the_one_that_can_be_undone_next(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    moderation.hide(db, room.meeting, id=a, on=True, **room.by())
    assert board(db, room).last is None
    make(room, "Én", a)
    make(room, "To", b)
    moderation.hide(db, room.meeting, id=b, on=True, **room.by())
    undone = []
    while (last := board(db, room).last) is not None:
        undone.append(last.act)
        reverting.revert(db, room.meeting, act_id=last.id, may=None, now=NOON)
    assert (undone, room.themes) == (["make", "make"], {})


def test_the_programme_offers_its_exercises_with_themes_and_how_far_each_is(
    db: Session, room: Room
) -> None:
    a, *_rest = room.say("A", "B", "C")
    room.say("Alene", phase="individual")
    make(room, "Tid", a)
    make(room, "Tomt")
    later = make_item(db, room.meeting, title="Senere")
    make_exercise(db, later, "ladder")
    ideas = make_exercise(db, later, "ideas")
    gone = make_item(db, room.meeting, deleted_at=NOON)
    make_exercise(db, gone, "ideas")
    assert [
        (choice.exercise.id, choice.item, choice.active, choice.loose, choice.themes)
        for choice in choices_of(db, room.meeting.id, ideas.id)
    ] == [
        (room.exercise.id, room.exercise.item.title, False, 2, 2),
        (ideas.id, "Senere", True, 0, 0),
    ]


def test_the_number_of_queries_does_not_grow(db: Session, room: Room) -> None:
    def look() -> int:
        return statements(db, lambda: (board(db, room), choices_of(db, room.meeting.id, None)))

    make(room, "Tid", *room.say("A"))
    few = look()
    for number in range(12):
        make(room, f"Tema {number}", *room.say("A", "B", "C"))
        make_exercise(db, room.exercise.item, "ideas")
    assert look() == few
