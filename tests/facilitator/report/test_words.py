"""What the organiser adds to the report, and that none of it is lost."""

import pytest
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.errors import Invalid, Stale
from facilitator.models import Exercise, Meeting, Report
from facilitator.programme import edit
from facilitator.report.organiser import words
from facilitator.report.organiser.sections import sections_of
from facilitator.report.organiser.words import fields_of, mark_of, written
from tests.facilitator.report.pictures import JPEG, PNG, png
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
)


@pytest.fixture
def meeting(db: Session) -> Meeting:
    """A meeting with a ladder and nothing written about it."""
    meeting = make_meeting(db)
    make_exercise(db, make_item(db, meeting, title="Trappa"), "ladder")
    return meeting


def ladder(db: Session, meeting: Meeting) -> Exercise:
    return db.query(Exercise).filter_by(meeting_id=meeting.id).one()


def seen(report: Report) -> dict[str, str]:
    """What a form carries that shows what is written now."""
    return {name: mark_of(text) for name, text in fields_of(report).items()}


def test_words_are_kept_as_they_were_written_with_their_paragraphs(
    db: Session, meeting: Meeting
) -> None:
    assert fields_of(written(db, meeting.id)) == {
        "introduction": "",
        "next_step": "",
        "contact": "",
    }
    on_ladder = f"exercise/{ladder(db, meeting).id}"
    typed = {
        "introduction": " Takk for sist.\r\n\r\n\r\n\r\nHer er rapporten\u202e. ",
        "contact": "post@example.com",
        f"comment/{on_ladder}": "Se vedtaket.",
        "comment/findings": " ",
        "left_out/questions": "on",
    }
    words.change(db, meeting, typed, {})
    db.expire_all()
    report = written(db, meeting.id)
    assert (fields_of(report), report.revision) == (
        {
            "introduction": "Takk for sist.\n\nHer er rapporten.",
            "next_step": "",
            "contact": "post@example.com",
            f"comment/{on_ladder}": "Se vedtaket.",
            "left_out/questions": "yes",
        },
        1,
    )
    words.change(db, meeting, {**typed, "left_out/questions": ""}, seen(report))
    assert (report.left_out, report.revision) == ([], 2)


def test_what_is_written_again_as_it_stands_is_no_change(db: Session, meeting: Meeting) -> None:
    report = words.change(db, meeting, {"introduction": "Takk"}, {})
    words.change(db, meeting, {"introduction": "Takk "}, {})
    assert report.revision == 1


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("introduction", "x" * 5001, "too_long"),
        ("contact", "x" * 501, "too_long"),
        ("comment/method", "x" * 3001, "too_long"),
        ("comment/elsewhere", "x", "bad_body"),
        ("comment/exercise/1 ", "x", "bad_body"),
        ("left_out/", "yes", "bad_body"),
        ("logo", "x", "bad_body"),
    ],
)
def test_what_is_no_field_or_too_long_for_it_is_refused(
    db: Session, meeting: Meeting, name: str, text: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        words.change(db, meeting, {name: text}, {})
    assert (refused.value.code, refused.value.details["field"]) == (code, name)


def test_two_who_write_in_different_fields_both_get_their_words_in(
    db: Session, meeting: Meeting
) -> None:
    report = words.change(db, meeting, {"introduction": "Takk", "contact": "Kari"}, {})
    both_saw = seen(report)
    words.change(db, meeting, {"introduction": "Hei", "contact": "Kari"}, both_saw)
    words.change(db, meeting, {"introduction": "Takk", "contact": "Per"}, both_saw)
    assert (report.introduction, report.contact) == ("Hei", "Per")


def test_the_second_of_two_who_write_in_the_same_field_is_told_and_nothing_is_written(
    db: Session, meeting: Meeting
) -> None:
    report = words.change(db, meeting, {"introduction": "Takk", "contact": "Kari"}, {})
    both_saw = seen(report)
    words.change(db, meeting, {"introduction": "Hei", "next_step": "Vedtak"}, both_saw)
    mine = {"introduction": "Velkommen", "contact": "Per", "next_step": "Vedtak"}
    with pytest.raises(Stale) as refused:
        words.change(db, meeting, mine, both_saw)
    assert (refused.value.code, refused.value.details) == (
        "stale_report",
        {"fields": ("introduction",)},
    )
    assert (report.introduction, report.contact) == ("Hei", "Kari")
    # Who has seen both and saves again means it.
    words.change(db, meeting, mine, seen(report))
    assert (report.introduction, report.contact) == ("Velkommen", "Per")


def test_words_stay_when_the_data_change(db: Session, meeting: Meeting) -> None:
    exercise = ladder(db, meeting)
    unused = make_exercise(db, make_item(db, meeting), "ideas")
    typed = {
        "introduction": "Takk",
        f"comment/exercise/{exercise.id}": "Se her",
        f"comment/exercise/{unused.id}": "Ble ikke noe av",
    }
    report = words.change(db, meeting, typed, {})
    before = sections_of(db, meeting)
    exercise.phase, exercise.phase_since = "table", NOON
    make_contribution(
        db,
        make_phone(db, meeting),
        exercise,
        {"aspect": "example", "steps": [1], "text": "Folkemøte"},
    )
    exercise.title = "Steg for steg"
    renamed = [one.title for one in sections_of(db, meeting) if one not in before]
    for one in (exercise, unused):
        edit.delete(db, meeting, one.item_id, NOON)
    names = [one.name for one in sections_of(db, meeting)]
    # What was said stays in the report; an exercise that nobody came to is gone.
    there = [f"exercise/{one.id}" in names for one in (exercise, unused)]
    assert (renamed, there) == (["Steg for steg"], [True, False])
    assert fields_of(report) == {"next_step": "", "contact": "", **typed}


def test_exercises_that_are_called_the_same_have_their_items(db: Session, meeting: Meeting) -> None:
    for title in ("Før pausen", "Etter pausen"):
        make_exercise(db, make_item(db, meeting, title=title), "ideas", title="Ideer")
    told = [(one.title, one.item) for one in sections_of(db, meeting) if one.item]
    assert told == [("Ideer", "Før pausen"), ("Ideer", "Etter pausen")]


def test_the_sections_come_in_the_order_of_the_report(db: Session, meeting: Meeting) -> None:
    make_exercise(db, make_item(db, meeting), "ideas", title="Gode grunner")
    assert [one.title for one in sections_of(db, meeting)] == [
        "Tallene",
        "Det viktigste",
        "Bakgrunn",
        "Programmet",
        "Medvirkningstrappa",
        "Gode grunner",
        "Høydepunkter",
        "Hvem gjør hva",
        "Ubesvarte spørsmål",
        "Veien videre",
        "Slik ble det gjort",
        "Alle innspill, ord for ord",
    ]


def test_a_logo_is_put_on_described_better_and_taken_away(db: Session, meeting: Meeting) -> None:
    def logo() -> tuple[bytes | None, str, int]:
        report = written(db, meeting.id)
        return report.logo, report.logo_words, report.revision

    words.change_logo(db, meeting, PNG, "Våpen\nog navn")
    put_on = logo()
    words.change_logo(db, meeting, b"", "Steinkjer kommune")
    described = logo()
    words.change_logo(db, meeting, JPEG, "Steinkjer kommune")
    other = logo()
    words.remove_logo(db, meeting)
    words.remove_logo(db, meeting)
    assert (put_on, described, other, logo()) == (
        (PNG, "Våpen og navn", 1),
        (PNG, "Steinkjer kommune", 2),
        (JPEG, "Steinkjer kommune", 3),
        (None, "", 4),
    )


@pytest.mark.parametrize(
    ("data", "said", "code"),
    [
        (b"", "Våpen", "no_logo"),
        (PNG, " ", "no_logo_words"),
        (PNG, "x" * 201, "too_long"),
        (PNG[:-5], "Våpen", "bad_logo"),
        (JPEG[:12], "Våpen", "bad_logo"),
        (png(0, 5), "Våpen", "bad_logo"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "Våpen", "bad_logo"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "Våpen", "bad_logo"),
        (png(4001, 1), "Våpen", "wide_logo"),
        (PNG + b"x" * 500_000, "Våpen", "large_logo"),
    ],
)
def test_what_is_no_logo_is_refused(
    db: Session, meeting: Meeting, data: bytes, said: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        words.change_logo(db, meeting, data, said)
    assert (refused.value.code, written(db, meeting.id).logo) == (code, None)


def test_screens_hear_of_it(db: Session, meeting: Meeting) -> None:
    words.change(db, meeting, {"introduction": "Takk"}, {})
    assert changes.versions(db, meeting.id, [changes.REPORT]) == {changes.REPORT: 1}
