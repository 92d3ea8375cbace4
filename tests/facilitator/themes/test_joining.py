"""Themes are made, filled, named, split, merged, put in order and ended; nothing is lost."""

import pytest
from sqlalchemy.orm import Session

from facilitator import contributions, moderation, themes
from facilitator.changes import CONTRIBUTIONS, THEMES, of_table
from facilitator.models import Contribution, Meeting
from tests.facilitator.themes.sides import Room, make, refusal, statements
from tests.factories import NOON, make_exercise, make_item, make_meeting


def test_contributions_of_several_tables_become_a_theme_and_stay_with_their_tables(
    db: Session, room: Room
) -> None:
    a, b, c = room.say("Tidlig nok", "Bli hørt tidlig", "Gratis mat")
    make(room, "Tidlig nok", a, b)
    assert (room.themes, room.loose) == ({"Tidlig nok": [a, b]}, [c])
    assert [db.get_one(Contribution, id).table_id for id in (a, b)] == [
        phone.table_id for phone in room.phones[:2]
    ]


def test_a_title_is_one_clean_line(room: Room) -> None:
    (a,) = room.say("Tidlig nok")
    themes.make(
        room.db,
        room.meeting,
        exercise_id=room.exercise.id,
        ids=[a],
        title=" Tidlig\n  nok\u202e ",
        **room.by(),
    )
    assert list(room.themes) == ["Tidlig nok"]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Tidlig nok", "Tidlig nok"),
        (
            "At vi blir spurt før alt er bestemt, og at noen svarer oss etterpå",
            "At vi blir spurt før alt er bestemt, og at noen svarer oss …",
        ),
        ("å" * 80, "å" * 60),
    ],
)
def test_without_a_title_it_is_called_what_the_first_one_says(
    room: Room, said: str, title: str
) -> None:
    a, b = room.say(said, "Noe annet")
    themes.make(room.db, room.meeting, exercise_id=room.exercise.id, ids=[a, b], **room.by())
    assert list(room.themes) == [title]


def test_a_theme_may_be_made_empty_on_a_shelf(room: Room) -> None:
    make(room, "Tid", shelf="against")
    assert (room.themes, room.theme("Tid").shelf) == ({"Tid": []}, "against")


def test_new_themes_come_last_on_their_own_shelf(room: Room) -> None:
    shelves = {"A": "for", "B": "against", "C": "for", "D": "against"}
    made = [make(room, title, shelf=shelf) for title, shelf in shelves.items()]
    assert [theme.position for theme in made] == [1, 1, 2, 2]


def test_what_is_put_in_a_theme_leaves_the_one_that_it_was_in(db: Session, room: Room) -> None:
    a, b, c = room.say("A", "B", "C")
    make(room, "Første", a, b)
    other = make(room, "Andre", c)
    themes.add(db, room.meeting, theme_id=other.id, ids=[b, c], **room.by())
    assert room.themes == {"Første": [a], "Andre": [b, c]}


def test_what_is_taken_out_is_loose_whatever_theme_it_was_in(db: Session, room: Room) -> None:
    a, b, c = room.say("A", "B", "C")
    make(room, "Første", a, b)
    make(room, "Andre", c)
    themes.take_out(db, room.meeting, ids=[b, c], **room.by())
    assert (room.themes, room.loose) == ({"Første": [a], "Andre": []}, [b, c])


def test_what_is_so_already_is_no_act(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    theme = make(room, "Tid", a)
    db.info.clear()
    again = [
        themes.add(db, room.meeting, theme_id=theme.id, ids=[a], **room.by()),
        themes.take_out(db, room.meeting, ids=[b], **room.by()),
        themes.rename(db, room.meeting, theme_id=theme.id, title="Tid", base=7, **room.by()),
        themes.move(db, room.meeting, theme_id=theme.id, place=9, **room.by()),
    ]
    assert (again, room.acts, db.info) == ([None] * 4, [("make", "themes")], {})


def test_two_who_rename_at_once_find_out(db: Session, room: Room) -> None:
    theme = make(room, "Tid")
    rename = {"theme_id": theme.id, "base": 0, **room.by()}
    themes.rename(db, room.meeting, title="God tid", **rename)
    assert refusal(lambda: themes.rename(db, room.meeting, title="Nok tid", **rename)) == (
        "stale_title",
        {"title": "God tid", "revision": 1},
    )
    assert (theme.title, theme.revision) == ("God tid", 1)


def test_chosen_contributions_become_a_theme_right_after_the_one_that_is_split(
    db: Session, room: Room
) -> None:
    a, b, c, d = room.say("A", "B", "C", "D")
    theme = make(room, "Første", a, b, c)
    make(room, "Siste", d)
    themes.split(db, room.meeting, theme_id=theme.id, ids=[c, b], title="Nye", **room.by())
    assert list(room.themes.items()) == [("Første", [a]), ("Nye", [b, c]), ("Siste", [d])]


def test_a_split_leaves_what_somebody_has_moved_meanwhile(db: Session, room: Room) -> None:
    a, b, c = room.say("A", "B", "C")
    theme, other = make(room, "Første", a, b), make(room, "Andre", c)
    themes.add(db, room.meeting, theme_id=other.id, ids=[b], **room.by())
    split = {"theme_id": theme.id, "title": "Nye", **room.by()}
    assert refusal(lambda: themes.split(db, room.meeting, ids=[b], **split)) == ("none_chosen", {})
    themes.split(db, room.meeting, ids=[a, b], **split)
    assert room.themes == {"Første": [], "Nye": [a], "Andre": [b, c]}


def test_a_theme_goes_into_another_with_all_that_it_has(db: Session, room: Room) -> None:
    a, b, c = room.say("A", "B", "C")
    theme, other = make(room, "Første", a, b), make(room, "Andre", c)
    themes.merge(db, room.meeting, theme_id=theme.id, into=other.id, **room.by())
    assert room.themes == {"Andre": [a, b, c]}


@pytest.mark.parametrize(
    ("place", "order"), [(1, "CAB"), (2, "ACB"), (-4, "CAB"), (3, "ABC"), (99, "ABC")]
)
def test_a_theme_is_moved_among_those_of_its_shelf(
    db: Session, room: Room, place: int, order: str
) -> None:
    make(room, "Mot", shelf="against")
    *_, last = [make(room, title) for title in "ABC"]
    themes.move(db, room.meeting, theme_id=last.id, place=place, **room.by())
    assert "".join(title for title in room.themes if title != "Mot") == order


def test_a_theme_that_is_dissolved_leaves_its_contributions_loose(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    theme = make(room, "Tid", a, b)
    themes.dissolve(db, room.meeting, theme_id=theme.id, **room.by())
    assert (room.themes, room.loose) == ({}, [a, b])


def test_every_act_is_logged_with_who_did_it(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    theme, other = make(room, "Første", a), make(room, "Andre", who="console")
    named = {"theme_id": theme.id}
    themes.add(db, room.meeting, ids=[b], **named, **room.by())
    themes.split(db, room.meeting, ids=[b], **named, **room.by("console"))
    themes.take_out(db, room.meeting, ids=[b], **room.by())
    themes.rename(db, room.meeting, title="Nå", base=0, **named, **room.by())
    themes.move(db, room.meeting, place=2, **named, **room.by())
    themes.merge(db, room.meeting, into=other.id, **named, **room.by())
    themes.dissolve(db, room.meeting, theme_id=other.id, **room.by())
    assert room.acts == [
        ("make", "themes"),
        ("make", "console"),
        ("add", "themes"),
        ("split", "console"),
        ("take_out", "themes"),
        ("rename", "themes"),
        ("move", "themes"),
        ("merge", "themes"),
        ("dissolve", "themes"),
    ]


def test_a_change_is_announced_to_the_tables_whose_contributions_show_it(
    db: Session, room: Room
) -> None:
    a, b = room.say("A", "B")
    db.info.clear()
    theme = make(room, "Tid", a)
    tables = [of_table(phone.table_id) for phone in room.phones]
    themes.rename(db, room.meeting, theme_id=theme.id, title="Nå", base=0, **room.by())
    themes.add(db, room.meeting, theme_id=theme.id, ids=[b], **room.by())
    make(room, "Tomt")
    assert [change.subjects for change in db.info["changes"]] == [
        (THEMES, CONTRIBUTIONS, tables[0]),
        (THEMES, CONTRIBUTIONS, tables[0]),
        (THEMES, CONTRIBUTIONS, tables[0], tables[1]),
        (THEMES,),
    ]


def test_an_order_that_changes_is_announced_to_all_whose_theme_moved(
    db: Session, room: Room
) -> None:
    a, b, c = room.say("A", "B", "C")
    first, _second, _third = make(room, "1", a), make(room, "2", b), make(room, "3", c)
    db.info.clear()
    themes.move(db, room.meeting, theme_id=first.id, place=2, **room.by())
    tables = [of_table(phone.table_id) for phone in room.phones[:2]]
    assert [change.subjects for change in db.info["changes"]] == [(THEMES, CONTRIBUTIONS, *tables)]


def test_hidden_ones_may_be_in_a_theme(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    moderation.hide(db, room.meeting, id=a, on=True, **room.by())
    make(room, "Tid", a, b)
    assert room.themes == {"Tid": [a, b]}


def test_private_withdrawn_and_foreign_ones_are_unknown(db: Session, room: Room) -> None:
    elsewhere = Room(db)
    (note,), (gone,) = room.say("Tanke", phase="individual"), room.say("Angrer")
    contributions.withdraw(db, room.phones[0], id=gone, now=NOON)
    (foreign,) = elsewhere.say("Fra et annet møte")
    theme = make(room, "Tid")
    for id in (note, gone, foreign, "00000000-0000-4000-8000-000000000000"):
        for act in (
            lambda id=id: make(room, "Nye", id),
            lambda id=id: themes.add(db, room.meeting, theme_id=theme.id, ids=[id], **room.by()),
            lambda id=id: themes.take_out(db, room.meeting, ids=[id], **room.by()),
        ):
            assert refusal(act) == ("unknown_contribution", {})


def test_two_sides_and_two_exercises_are_not_joined(db: Session, room: Room) -> None:
    (a,), (b,) = room.say("A"), room.say("B", side="against")
    first, exercise = make(room, "Tid", a), room.exercise
    against = make(room, "Mot", b)
    room.exercise = make_exercise(db, exercise.item, "sides", phase="table")
    (c,) = room.say("C")
    elsewhere = make(room, "Annen oppgave", c)
    add = {"theme_id": first.id, **room.by()}
    assert [
        refusal(act)[0]
        for act in (
            lambda: make(room, "Begge", a, c),
            lambda: themes.make(db, room.meeting, exercise_id=exercise.id, ids=[a, b], **room.by()),
            lambda: themes.add(db, room.meeting, ids=[b], **add),
            lambda: themes.add(db, room.meeting, ids=[c], **add),
            lambda: themes.take_out(db, room.meeting, ids=[a, c], **room.by()),
            lambda: themes.split(db, room.meeting, ids=[a, c], **add),
            lambda: themes.merge(db, room.meeting, into=against.id, **add),
            lambda: themes.merge(db, room.meeting, into=elsewhere.id, **add),
            lambda: themes.merge(db, room.meeting, into=first.id, **add),
        )
    ] == [
        "other_exercise",
        "mixed_shelves",
        "mixed_shelves",
        "other_exercise",
        "other_exercise",
        "other_exercise",
        "mixed_shelves",
        "other_exercise",
        "bad_choice",
    ]


def test_what_changes_sides_leaves_its_theme(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    make(room, "Tid", a, b)
    for id, phone, side in ((a, room.phones[0], "against"), (b, room.phones[1], "for")):
        body = {"side": side, "text": "Endret"}
        contributions.revise(db, phone, id=id, body=body, base=0, now=NOON)
    assert (room.themes, room.loose) == ({"Tid": [b]}, [a])


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("", ("no_text", {"field": "title"})),
        (" \n", ("no_text", {"field": "title"})),
        ("a" * 141, ("too_long", {"field": "title", "most": 140, "length": 141})),
    ],
)
def test_a_title_that_cannot_be_is_refused(
    room: Room, title: str, refused: tuple[str, dict[str, object]]
) -> None:
    assert refusal(lambda: make(room, title)) == refused
    assert room.themes == {}


def test_a_shelf_that_is_not_there_and_a_kind_without_themes_are_refused(
    db: Session, room: Room
) -> None:
    assert refusal(lambda: make(room, "Tid", shelf="")) == ("bad_choice", {"field": "shelf"})
    ladder = make_exercise(db, room.exercise.item, "ladder")
    make_on_ladder = {"exercise_id": ladder.id, "title": "Tid", **room.by()}
    assert refusal(lambda: themes.make(db, room.meeting, **make_on_ladder)) == ("no_themes", {})


def test_what_is_gone_or_anothers_is_unknown(db: Session, room: Room) -> None:
    other: Meeting = make_meeting(db)
    theme, kept = make(room, "Tid"), make(room, "Nok")
    elsewhere = make_exercise(db, make_item(db, other), "sides")
    gone = {"theme_id": theme.id, **room.by()}
    here = {"theme_id": kept.id, **room.by()}
    themes.dissolve(db, room.meeting, **gone)
    assert [
        refusal(act)[0]
        for act in (
            lambda: themes.make(db, room.meeting, exercise_id=elsewhere.id, title="T", **room.by()),
            lambda: themes.add(db, room.meeting, ids=[], **gone),
            lambda: themes.rename(db, room.meeting, title="Nå", base=0, **gone),
            lambda: themes.split(db, room.meeting, ids=[], **gone),
            lambda: themes.merge(db, room.meeting, into=kept.id, **gone),
            lambda: themes.merge(db, room.meeting, into=theme.id, **here),
            lambda: themes.move(db, room.meeting, place=1, **gone),
            lambda: themes.dissolve(db, room.meeting, **gone),
            lambda: themes.dissolve(db, other, **here),
        )
    ] == ["unknown_exercise", *["unknown_theme"] * 8]


def test_the_number_of_queries_does_not_grow_with_contributions_and_themes(
    db: Session, room: Room
) -> None:
    def evening(size: int) -> list[int]:
        ids = room.say(*(f"Innspill {number}" for number in range(size)))
        for number in range(size):
            make(room, f"Tema {size}.{number}")
        theme, other = make(room, f"Tid {size}", *ids), make(room, f"Nok {size}")
        named = {"theme_id": theme.id, **room.by()}
        return [
            statements(db, act)
            for act in (
                lambda: themes.take_out(db, room.meeting, ids=ids, **room.by()),
                lambda: themes.add(db, room.meeting, ids=ids, **named),
                lambda: themes.split(db, room.meeting, ids=ids[1:], **named),
                lambda: themes.move(db, room.meeting, place=1, **named),
                lambda: themes.merge(db, room.meeting, into=other.id, **named),
                lambda: themes.dissolve(db, room.meeting, theme_id=other.id, **room.by()),
            )
        ]

    few, many = evening(3), evening(40)
    assert many == few
