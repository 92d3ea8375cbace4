"""Changes of the plan while the meeting runs: what is running or past is never back-dated."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from facilitator.errors import Refused
from facilitator.programme import conduct, edit
from facilitator.programme.rows import log_of
from tests.facilitator.programme.evening import at
from tests.facilitator.programme.stored import Programme

NOW = at("15:00")


@pytest.fixture
def programme(db: Session) -> Programme:
    return Programme(db)


def test_a_new_length_of_the_running_item_is_an_extend_to_that_length_in_all(
    programme: Programme,
) -> None:
    programme.run_to(programme.a, programme.b)
    conduct.extend(programme.db, programme.meeting, programme.b, 300, "Astrid", at("16:35"))
    item = programme.change(programme.b, title="B!", length=2400, least=2400)
    assert (item.title, item.length, item.least) == ("B!", 1800, 1800)
    last = log_of(programme.db, programme.meeting)[-1]
    assert (last.command, last.arguments, last.who) == ("extend", {"seconds": 300}, "Astrid")
    assert programme.look("16:40").due == at("17:10")


def test_a_form_that_leaves_the_running_items_length_as_it_is_extends_nothing(
    programme: Programme,
) -> None:
    programme.run_to(programme.a, programme.b)
    conduct.extend(programme.db, programme.meeting, programme.b, 300, "Astrid", at("16:35"))
    before = log_of(programme.db, programme.meeting)
    programme.change(programme.b, title="B!", length=1800, least=1800, day=0, fixed_start=None)
    programme.change(programme.b, length=2100)
    assert log_of(programme.db, programme.meeting) == before


def test_to_lengthen_the_running_item_is_an_extend(programme: Programme) -> None:
    programme.run_to(programme.a)
    edit.lengthen(programme.db, programme.meeting, programme.a, -300, "Astrid", at("16:10"))
    assert programme.item(programme.a).length == 1800
    assert programme.look("16:10").due == at("16:25")
    with pytest.raises(Refused, match="nothing_left"):
        edit.lengthen(programme.db, programme.meeting, programme.a, -60, "Astrid", at("16:26"))


TIMING: list[dict[str, Any]] = [
    {"fixed_start": time(15)}, {"day": 1}, {"skip": True}, {"length": 60}, {"least": 60},
]  # fmt: skip


@pytest.mark.parametrize("fields", TIMING)
def test_the_times_of_what_has_been_run_stay_and_its_texts_can_be_mended(
    programme: Programme, fields: dict[str, Any]
) -> None:
    programme.run_to(programme.a, programme.b)
    with pytest.raises(Refused, match="already_run"):
        programme.change(programme.a, **fields)
    assert programme.change(programme.a, title="A!", speaker="Marit").title == "A!"
    assert programme.look("16:31").rows[0].planned_start == at("16:00")


@pytest.mark.parametrize("fields", TIMING[:3])
def test_the_start_of_the_running_item_stays(programme: Programme, fields: dict[str, Any]) -> None:
    programme.run_to(programme.a)
    with pytest.raises(Refused, match="item_running"):
        programme.change(programme.a, **fields)


@pytest.mark.parametrize(("item", "code"), [("a", "already_run"), ("b", "item_running")])
def test_what_has_begun_is_not_moved_skipped_or_deleted(
    programme: Programme, item: str, code: str
) -> None:
    programme.run_to(programme.a, programme.b)
    db, meeting, begun = programme.db, programme.meeting, getattr(programme, item)
    calls: list[Callable[[], object]] = [
        lambda: programme.move(begun, None),
        lambda: edit.skip(db, meeting, begun, True, at("16:40")),
        lambda: edit.delete(db, meeting, begun, at("16:40")),
    ]
    for call in calls:
        with pytest.raises(Refused) as refusal:
            call()
        assert (refusal.value.code, refusal.value.details) == (code, {"item": begun})


def test_nothing_is_put_before_what_has_begun(programme: Programme) -> None:
    programme.run_to(programme.a, programme.b)
    calls: list[Callable[[], object]] = [
        lambda: programme.add(None),
        lambda: programme.add(programme.a),
        lambda: programme.move(programme.d, programme.a),
        lambda: programme.move(programme.d, programme.b),
    ]
    for call in calls:
        with pytest.raises(Refused, match="already_run"):
            call()
    programme.db.expire_all()
    assert programme.titles() == "A B C D"
    programme.add(programme.b)
    programme.move(programme.d, programme.c)
    assert programme.titles() == "A B Ny D C"
    now = programme.add(programme.b, title="Nå")
    assert programme.look("16:40").next == now.id


def test_an_item_that_was_jumped_over_can_still_be_moved_to_later(programme: Programme) -> None:
    programme.run_to(programme.a, programme.c)
    programme.move(programme.b, programme.d)
    assert programme.titles() == "A C B D"
    assert programme.look("16:40").next == programme.b


def test_what_comes_back_from_deletion_comes_after_what_has_begun(programme: Programme) -> None:
    edit.delete(programme.db, programme.meeting, programme.a, NOW)
    programme.run_to(programme.b, programme.c)
    edit.restore(programme.db, programme.meeting, programme.a, at("16:40"))
    assert programme.titles() == "B C A D"


def test_after_undo_the_item_can_be_edited_again(programme: Programme) -> None:
    programme.run_to(programme.a, programme.b)
    conduct.undo(programme.db, programme.meeting, 2, "Astrid", at("16:31"))
    edit.delete(programme.db, programme.meeting, programme.b, at("16:32"))
    assert programme.titles() == "A C D"
