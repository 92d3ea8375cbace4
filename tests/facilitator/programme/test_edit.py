"""Changes of the plan: what is stored, in which order, and what is refused."""

from collections.abc import Callable
from datetime import UTC, time
from typing import Any

import pytest
from sqlalchemy.orm import Session

from facilitator.changes import EXERCISES, PROGRAMME
from facilitator.errors import Invalid, Unknown
from facilitator.models import Item
from facilitator.programme import edit
from facilitator.programme.rows import plan_of
from tests.facilitator.programme.evening import at, statuses
from tests.facilitator.programme.stored import Programme
from tests.factories import make_item, make_meeting

NOW = at("15:00")


@pytest.fixture
def programme(db: Session) -> Programme:
    return Programme(db)


def stored(item: Item) -> dict[str, Any]:
    names = (
        "title", "description", "kind", "speaker", "notes", "length", "least", "fixed_start",
        "day", "skip", "deleted_at",
    )  # fmt: skip
    return {name: getattr(item, name) for name in names}


def test_a_new_item_holds_its_fields_as_plain_text(programme: Programme) -> None:
    item = programme.add(
        programme.a,
        title="  Sjækk\u202e kor d\nbryr mæ! ",
        description="Én linje\r\n\r\n\r\n\r\nog én til",
        kind="talk",
        speaker="Hildegunn Nordtug",
        notes="Mikrofon 2",
        length=1800,
        least=1200,
        fixed_start=time(17),
        day=0,
        skip=False,
    )
    assert stored(programme.item(item.id)) == {
        "title": "Sjækk kor d bryr mæ!",
        "description": "Én linje\n\nog én til",
        "kind": "talk",
        "speaker": "Hildegunn Nordtug",
        "notes": "Mikrofon 2",
        "length": 1800,
        "least": 1200,
        "fixed_start": time(17),
        "day": 0,
        "skip": False,
        "deleted_at": None,
    }
    assert programme.titles() == "A Sjækk kor d bryr mæ! B C D"
    assert programme.told() == [(PROGRAMME,)]


def test_a_new_item_needs_no_more_than_title_and_length(programme: Programme) -> None:
    assert stored(programme.item(programme.add(None).id)) == {
        "title": "Ny",
        "description": "",
        "kind": "other",
        "speaker": "",
        "notes": "",
        "length": 600,
        "least": 600,
        "fixed_start": None,
        "day": 0,
        "skip": False,
        "deleted_at": None,
    }
    assert programme.titles() == "Ny A B C D"


def test_the_first_item_of_an_empty_plan(db: Session) -> None:
    meeting = make_meeting(db)
    edit.add(db, meeting, None, NOW, title="Velkommen", length=0)
    assert [item.title for item in plan_of(db, meeting).items] == ["Velkommen"]


@pytest.mark.parametrize("missing", ["title", "length"])
def test_a_new_item_without_title_or_length_is_refused(db: Session, missing: str) -> None:
    fields: dict[str, Any] = {"title": "Velkommen", "length": 600}
    del fields[missing]
    with pytest.raises(Invalid) as refusal:
        edit.add(db, make_meeting(db), None, NOW, **fields)
    assert (refusal.value.code, refusal.value.details) == (f"bad_{missing}", {"field": missing})


def test_a_new_break_may_shrink_to_about_half(programme: Programme) -> None:
    assert programme.add(programme.a, kind="break", length=1200).least == 600


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("title", " \u202e\n"), ("title", "x" * 301), ("title", 7), ("title", None),
        ("description", "x" * 5001), ("description", None), ("notes", "x" * 5001), ("notes", 7),
        ("speaker", "x" * 301), ("speaker", []),
        ("kind", "party"), ("kind", None), ("kind", ["talk"]),
        ("length", -1), ("length", 86_401), ("length", 1.5), ("length", "600"), ("length", True),
        ("least", -1), ("least", 1801), ("least", None), ("least", 10**9),
        ("fixed_start", "16:00"), ("fixed_start", 16), ("fixed_start", time(16, tzinfo=UTC)),
        ("day", -1), ("day", 366), ("day", "0"), ("day", False), ("day", None),
        ("skip", 1), ("skip", None), ("skip", "ja"),
        ("field", 1), ("deleted_at", None), ("id", 7), ("position", 0),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_stored_is_refused_by_name(
    programme: Programme, field: str, value: object
) -> None:
    code = f"bad_{field}" if field not in ("deleted_at", "id", "position") else "bad_field"
    for write in (
        lambda fields: programme.change(programme.b, **fields),
        lambda fields: programme.add(programme.b, **({"length": 1800} | fields)),
    ):
        with pytest.raises(Invalid) as refusal:
            write({field: value})
        assert (refusal.value.code, refusal.value.details["field"]) == (code, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "x" * 300), ("title", "👩🏽‍🌾 Dugnad"), ("length", 86_400), ("length", 0),
     ("day", 365), ("fixed_start", time(0)), ("least", 0), ("notes", "")],
)  # fmt: skip
def test_the_limits_themselves_are_taken(programme: Programme, field: str, value: object) -> None:
    programme.change(programme.d, **{field: value})
    assert getattr(programme.item(programme.d), field) == value


def test_an_item_that_lasts_its_whole_length_goes_on_doing_so(programme: Programme) -> None:
    assert programme.change(programme.b, length=2400).least == 2400
    assert programme.change(programme.b, length=1200).least == 1200
    programme.change(programme.b, least=900)
    assert programme.change(programme.b, length=2400).least == 900
    assert programme.change(programme.b, length=600).least == 600


@pytest.mark.parametrize(
    ("seconds", "length"), [(300, 2100), (-300, 1500), (-9000, 0), (90_000, 86_400), (0, 1800)]
)
def test_an_item_is_lengthened_within_its_limits(
    programme: Programme, seconds: int, length: int
) -> None:
    item = edit.lengthen(programme.db, programme.meeting, programme.b, seconds, "Astrid", NOW)
    assert (item.length, item.least) == (length, length)


def test_an_item_is_lengthened_by_whole_seconds(programme: Programme) -> None:
    odd: Any
    for odd in (True, 1.5, "60", None):
        with pytest.raises(Invalid, match="bad_seconds"):
            edit.lengthen(programme.db, programme.meeting, programme.b, odd, "Astrid", NOW)


@pytest.mark.parametrize(
    ("item", "before", "order"),
    [
        ("a", "c", "B A C D"),
        ("c", "a", "C A B D"),
        ("a", None, "B C D A"),
        ("b", "b", "A B C D"),
        ("b", "c", "A B C D"),
        ("d", "b", "A D B C"),
    ],
)
def test_an_item_is_moved_before_another_or_last(
    programme: Programme, item: str, before: str | None, order: str
) -> None:
    programme.move(getattr(programme, item), before and getattr(programme, before))
    assert programme.titles() == order


def test_an_unknown_item_is_refused_everywhere(db: Session, programme: Programme) -> None:
    meeting, other = programme.meeting, make_item(db, make_meeting(db)).id
    deleted = make_item(db, meeting, deleted_at=NOW).id
    for item in (other, deleted, 10**6):
        calls: list[Callable[[], object]] = [
            lambda item=item: programme.add(item),
            lambda item=item: programme.change(item, title="X"),
            lambda item=item: edit.lengthen(db, meeting, item, 60, "Astrid", NOW),
            lambda item=item: programme.move(item, None),
            lambda item=item: programme.move(programme.a, item),
            lambda item=item: edit.skip(db, meeting, item, True, NOW),
            lambda item=item: edit.delete(db, meeting, item, NOW),
        ]
        for call in calls:
            with pytest.raises(Unknown, match="unknown_item"):
                call()
    with pytest.raises(Unknown, match="unknown_item"):
        edit.restore(db, meeting, other, NOW)
    assert programme.titles() == "A B C D"


def test_an_item_is_skipped_and_taken_in_again(programme: Programme) -> None:
    edit.skip(programme.db, programme.meeting, programme.b, True, NOW)
    assert statuses(programme.look("15:00")) == "later skipped later later"
    edit.skip(programme.db, programme.meeting, programme.b, False, NOW)
    assert statuses(programme.look("15:00")) == "later later later later"


def test_a_deleted_item_comes_back_to_its_place(programme: Programme) -> None:
    edit.delete(programme.db, programme.meeting, programme.b, NOW)
    assert programme.titles() == "A C D"
    edit.restore(programme.db, programme.meeting, programme.b, NOW)
    edit.restore(programme.db, programme.meeting, programme.b, NOW)
    assert programme.titles() == "A B C D"
    assert programme.told() == [(PROGRAMME, EXERCISES)] * 2


def test_a_deleted_item_finds_its_place_among_items_that_were_moved(programme: Programme) -> None:
    edit.delete(programme.db, programme.meeting, programme.b, NOW)
    programme.move(programme.a, None)
    programme.add(programme.c)
    edit.restore(programme.db, programme.meeting, programme.b, NOW)
    assert programme.titles() == "B C Ny D A"


# Several days


def test_the_days_stay_in_order_whatever_is_added_moved_or_changed(programme: Programme) -> None:
    programme.change(programme.c, day=1)
    assert (programme.titles(), programme.days()) == ("A B D C", [0, 0, 0, 1])
    programme.change(programme.a, day=1)
    assert (programme.titles(), programme.days()) == ("B D A C", [0, 0, 1, 1])
    programme.move(programme.b, programme.c)
    assert (programme.titles(), programme.days()) == ("D A B C", [0, 1, 1, 1])
    programme.move(programme.c, programme.d)
    assert (programme.titles(), programme.days()) == ("C D A B", [0, 0, 1, 1])
    programme.change(programme.b, day=0)
    assert (programme.titles(), programme.days()) == ("C D B A", [0, 0, 0, 1])
    programme.add(programme.c, day=2)
    assert (programme.titles(), programme.days()) == ("C D B A Ny", [0, 0, 0, 1, 2])
    assert programme.add(programme.a).day == 1


def test_the_items_of_the_meeting_are_in_their_new_order_at_once(programme: Programme) -> None:
    assert [item.title for item in programme.meeting.items] == ["A", "B", "C", "D"]
    programme.move(programme.d, programme.a)
    programme.add(programme.a)
    items = [(item.title, item.position) for item in programme.meeting.items]
    assert items == [("D", 1), ("A", 2), ("Ny", 3), ("B", 4), ("C", 5)]
