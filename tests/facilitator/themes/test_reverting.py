"""An act is undone exactly, as far as what was done afterwards leaves it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator import asides, contributions, moderation, reverting, themes
from facilitator.changes import CONTRIBUTIONS, THEMES, of_table
from facilitator.errors import Refused
from facilitator.models import Act, Contribution
from facilitator.themes import ThemeAct
from tests.facilitator.themes.sides import Room, make, refusal
from tests.factories import NOON, make_meeting, make_uuid


def last(room: Room) -> int:
    """The id of the act that was logged last."""
    room.db.flush()
    return room.db.scalars(select(Act.id).order_by(Act.id.desc()).limit(1)).one()


def undo(room: Room, act: int) -> None:
    reverting.revert(room.db, room.meeting, act_id=act, may=None, now=NOON)


def refused(room: Room, act: int) -> str:
    code, _details = refusal(lambda: undo(room, act))
    return code


Step = Callable[[Room, dict[str, int], list[str]], Any]

# What may be done with two themes, "Én" with the first two of three contributions and "To".
STEPS: dict[str, Step] = {
    "make": lambda room, _ids, said: make(room, "Tre", *said),
    "add": lambda room, ids, said: themes.add(
        room.db, room.meeting, theme_id=ids["To"], ids=said, **room.by()
    ),
    "take_out": lambda room, _ids, said: themes.take_out(
        room.db, room.meeting, ids=said, **room.by()
    ),
    "rename": lambda room, ids, _said: themes.rename(
        room.db, room.meeting, theme_id=ids["Én"], title="Ny", base=0, **room.by()
    ),
    "split": lambda room, ids, said: themes.split(
        room.db, room.meeting, theme_id=ids["Én"], ids=said[1:], title="Tre", **room.by()
    ),
    "merge": lambda room, ids, _said: themes.merge(
        room.db, room.meeting, theme_id=ids["Én"], into=ids["To"], **room.by()
    ),
    "move": lambda room, ids, _said: themes.move(
        room.db, room.meeting, theme_id=ids["Én"], place=2, **room.by()
    ),
    "dissolve": lambda room, ids, _said: themes.dissolve(
        room.db, room.meeting, theme_id=ids["Én"], **room.by()
    ),
}


def two_themes(room: Room) -> tuple[dict[str, int], list[str]]:
    said = room.say("A", "B", "C")
    return {"Én": make(room, "Én", *said[:2]).id, "To": make(room, "To").id}, said


def test_there_is_a_step_for_every_act() -> None:
    assert set(STEPS) == set(ThemeAct)


@pytest.mark.parametrize("name", STEPS)
def test_an_act_is_undone_and_a_second_time_changes_nothing(
    db: Session, room: Room, name: str
) -> None:
    ids, said = two_themes(room)
    before = list(room.themes.items())
    STEPS[name](room, ids, said)
    changed, act = list(room.themes.items()), last(room)
    db.info.clear()
    undo(room, act)
    assert changed != before
    assert (list(room.themes.items()), db.get_one(Act, act).undone_at) == (before, NOON)
    shown = {THEMES, CONTRIBUTIONS, of_table(room.phones[1].table_id)}
    assert shown <= set(db.info["changes"][0].subjects)
    db.info.clear()
    undo(room, act)
    assert (list(room.themes.items()), db.info) == (before, {})


@pytest.mark.parametrize("name", STEPS)
def test_what_was_moved_on_afterwards_stays_where_it_is_now(room: Room, name: str) -> None:
    ids, said = two_themes(room)
    STEPS[name](room, ids, said)
    act = last(room)
    make(room, "Senere", said[1])
    undo(room, act)
    assert room.themes == {"Én": said[:1], "To": [], "Senere": said[1:2]}


def test_a_theme_that_others_have_filled_since_stands_though_its_making_is_undone(
    db: Session, room: Room
) -> None:
    a, b = room.say("A", "B")
    theme = make(room, "Tid", a)
    act = last(room)
    themes.add(db, room.meeting, theme_id=theme.id, ids=[b], **room.by())
    undo(room, act)
    assert (room.themes, room.loose) == ({"Tid": [b]}, [a])


def test_what_came_from_a_theme_that_has_ended_since_becomes_loose(db: Session, room: Room) -> None:
    (a,) = room.say("A")
    first, second = make(room, "Første", a), make(room, "Andre")
    themes.add(db, room.meeting, theme_id=second.id, ids=[a], **room.by())
    act = last(room)
    themes.dissolve(db, room.meeting, theme_id=first.id, **room.by())
    undo(room, act)
    assert (room.themes, room.loose) == ({"Andre": []}, [a])


def test_what_has_changed_sides_since_becomes_loose(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    theme = make(room, "Tid", a, b)
    themes.dissolve(db, room.meeting, theme_id=theme.id, **room.by())
    body = {"side": "against", "text": "A"}
    contributions.revise(db, room.phones[0], id=a, body=body, base=0, now=NOON)
    undo(room, last(room))
    assert (room.themes, room.loose) == ({"Tid": [b]}, [a])


def test_what_is_withdrawn_comes_back_to_no_screen(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    theme = make(room, "Tid", a, b)
    themes.dissolve(db, room.meeting, theme_id=theme.id, **room.by())
    contributions.withdraw(db, room.phones[0], id=a, now=NOON)
    undo(room, last(room))
    assert room.themes == {"Tid": [b]}


def test_when_nothing_is_left_to_undo_it_says_so(db: Session, room: Room) -> None:
    a, b = room.say("A", "B")
    first, second = make(room, "Første", a), make(room, "Andre", b)
    made = last(room)
    themes.add(db, room.meeting, theme_id=second.id, ids=[a], **room.by())
    added = last(room)
    themes.take_out(db, room.meeting, ids=[a, b], **room.by())
    out = last(room)
    make(room, "Tredje", a, b)
    assert [refused(room, act) for act in (added, out)] == ["stale_undo"] * 2
    themes.add(db, room.meeting, theme_id=second.id, ids=[a], **room.by())
    assert refused(room, made) == "stale_undo"
    themes.dissolve(db, room.meeting, theme_id=second.id, **room.by())
    assert refused(room, made) == "stale_undo"
    assert list(room.themes) == [first.title, "Tredje"]


@pytest.mark.parametrize("name", ["rename", "move"])
def test_a_title_or_a_place_that_somebody_has_changed_again_stays(
    db: Session, room: Room, name: str
) -> None:
    ids, said = two_themes(room)
    make(room, "Tre")
    STEPS[name](room, ids, said)
    act = last(room)
    again = {"theme_id": ids["Én"], **room.by("console")}
    if name == "rename":
        themes.rename(db, room.meeting, title="Nyere", base=1, **again)
    else:
        themes.move(db, room.meeting, place=3, **again)
    later = last(room)
    assert refused(room, act) == "stale_undo"
    undo(room, later)
    undo(room, act)
    assert list(room.themes) == ["Én", "To", "Tre"]


def test_the_title_of_a_theme_that_has_ended_is_not_brought_back(db: Session, room: Room) -> None:
    ids, said = two_themes(room)
    STEPS["rename"](room, ids, said)
    act = last(room)
    STEPS["dissolve"](room, ids, said)
    assert refused(room, act) == "unknown_theme"


@pytest.mark.parametrize(
    ("acts", "mark"),
    [
        ((moderation.hide,), "hidden_at"),
        ((moderation.lift,), "lifted_at"),
        ((moderation.answer,), "answered_at"),
    ],
)
def test_what_was_done_with_one_contribution_is_undone_both_ways(
    db: Session, room: Room, acts: tuple[Callable[..., object]], mark: str
) -> None:
    (a,) = room.say("A")
    (do,) = acts
    one = db.get_one(Contribution, a)
    do(db, room.meeting, id=a, on=True, **room.by("console"))
    on = last(room)
    do(db, room.meeting, id=a, on=False, **room.by("console"))
    off = last(room)
    assert refused(room, on) == "stale_undo"
    undo(room, off)
    assert getattr(one, mark) == NOON
    db.info.clear()
    undo(room, on)
    undo(room, on)
    assert getattr(one, mark) is None
    assert [change.subjects for change in db.info["changes"]] == [
        (CONTRIBUTIONS, of_table(one.table_id))
    ]


def test_what_is_hidden_now_is_not_lifted_again(db: Session, room: Room) -> None:
    (a,) = room.say("A")
    moderate = {"id": a, **room.by("console")}
    moderation.lift(db, room.meeting, on=True, **moderate)
    moderation.lift(db, room.meeting, on=False, **moderate)
    lowered = last(room)
    moderation.hide(db, room.meeting, on=True, **moderate)
    assert refused(room, lowered) == "hidden"


def test_what_was_typed_from_paper_by_mistake_is_withdrawn(db: Session, room: Room) -> None:
    typed = asides.type_from_paper(
        db,
        room.meeting,
        id=make_uuid(),
        exercise_id=room.exercise.id,
        table=2,
        body={"side": "for", "text": "Fra arket"},
        **room.by("console"),
    )
    undo(room, last(room))
    assert typed.withdrawn_at == NOON


def test_a_redaction_is_for_good(db: Session, room: Room) -> None:
    (a,) = room.say("Kari Nordmann")
    moderation.redact(db, room.meeting, id=a, text="(navn)", **room.by("console"))
    assert refused(room, last(room)) == "cannot_undo"


def test_an_act_of_another_meeting_is_none_and_a_helper_undoes_only_what_helpers_do(
    db: Session, room: Room
) -> None:
    (a,) = room.say("A")
    moderation.hide(db, room.meeting, id=a, on=True, **room.by("console"))
    hidden = last(room)

    def attempt(meeting: Any) -> object:
        return reverting.revert(db, meeting, act_id=hidden, may=frozenset(ThemeAct), now=NOON)

    assert refusal(lambda: attempt(room.meeting)) == ("not_allowed", {})
    assert refusal(lambda: attempt(make_meeting(db))) == ("nothing_to_undo", {})
    with pytest.raises(Refused, match="nothing_to_undo"):
        undo(room, 2**31 - 1)
