"""What an organiser decides about the titles of themes, which have the words of those who wrote."""

import pytest
from sqlalchemy.orm import Session

from facilitator import moderation, themes
from facilitator.errors import Unknown
from facilitator.report import review
from facilitator.report.review.marks import Mark, Sign
from facilitator.report.review.to_review import left_to_review
from tests.facilitator.report.reviewed import Room
from tests.factories import NOON


def test_a_title_is_looked_at_too_and_without_one_nothing_is_joined(room: Room) -> None:
    ones = [room.force("Ingen tid"), room.force("For lite tid")]
    theme = room.theme(*ones, title="Kari har ikke tid")
    for one in ones:
        room.decide(one.id, "keep")
    assert {one.theme for one in room.told()[room.forces.id]} == {None}
    room.decide(theme, "redact", words={"title": "Tid"})
    assert [one.theme.title for one in room.told()[room.forces.id] if one.theme] == ["Tid", "Tid"]
    room.decide(theme, "leave_out")
    assert {one.theme for one in room.told()[room.forces.id]} == {None}


def test_a_title_in_the_words_of_what_is_not_told_is_looked_at_again(room: Room) -> None:
    one = room.force("naboen i det røde huset")
    theme = room.theme(one)
    review.keep_unmarked(room.db, room.meeting, places=frozenset(), now=NOON)
    room.decide(one.id, "redact", words={"text": "noen"})
    title = room.text(theme)
    assert (title.decision, title.marked("nb", frozenset())) == (None, True)
    review.keep_unmarked(room.db, room.meeting, places=frozenset(), now=NOON)
    assert "naboen" not in room.everything()


@pytest.mark.parametrize("title", ["", "INGEN TID"])
def test_a_title_is_called_an_echo_only_while_its_words_are_not_told(
    room: Room, title: str
) -> None:
    one = room.force("Vi har ingen tid" if title else "Ingen tid")
    theme = room.theme(one, title=title)
    room.decide(one.id, "keep")
    text = room.text(theme)
    assert (text.echo, text.changed, text.decision) == (False, False, None)
    moderation.hide(room.db, room.meeting, id=one.id, on=True, who="x", now=NOON)
    marks = room.text(theme).marks("nb", frozenset())
    assert marks == {"title": (Mark(0, len("INGEN TID"), Sign.ECHO),)}


def test_a_title_that_was_redacted_stays_so_whatever_becomes_of_what_it_joins(room: Room) -> None:
    one = room.force("Ingen tid")
    theme = room.theme(one)
    room.decide(theme, "redact", words={"title": "Motstand"})
    room.decide(one.id, "leave_out")
    text = room.text(theme)
    assert (text.decision, text.words, text.instead) == (
        "redact",
        {"title": "Ingen tid"},
        {"title": "Motstand"},
    )


def test_a_theme_that_was_dissolved_is_not_looked_at(room: Room) -> None:
    theme = room.theme(room.force("Ingen tid"))
    number = int(theme.removeprefix("theme/"))
    themes.dissolve(room.db, room.meeting, theme_id=number, who="x", now=NOON)
    with pytest.raises(Unknown, match="unknown_theme"):
        room.decide(theme, "keep")
    assert room.text(theme) is None


def test_what_is_kept_at_once_is_undone_in_its_own_meeting_with_the_titles(db: Session) -> None:
    rooms = [Room.of(db), Room.of(db)]
    told = []
    for room in rooms:
        theme = room.theme(room.force("ingen tid"), title="tid")
        review.keep_unmarked(db, room.meeting, places=frozenset(), now=NOON)
        told.append(theme)
    review.undo_all(db, rooms[0].meeting, at=NOON)
    assert [left_to_review(db, room.meeting.id) for room in rooms] == [2, 0]


def test_a_title_taken_from_what_has_left_the_theme_is_looked_at_again_too(room: Room) -> None:
    one, other = room.force("naboen i det røde huset"), room.force("for lite tid")
    theme = room.theme(one, other)
    themes.take_out(room.db, room.meeting, ids=[one.id], who="x", now=NOON)
    review.keep_unmarked(room.db, room.meeting, places=frozenset(), now=NOON)
    room.decide(one.id, "leave_out")
    title = room.text(theme)
    assert (title.decision, title.marked("nb", frozenset())) == (None, True)
