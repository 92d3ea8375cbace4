"""The replay of an evening shows at each moment what the stage showed then, and nothing private."""

import gzip
import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import Medvirk
from app.drawing import drawing_app
from app.exports.formats import Source
from app.exports.replay import FORMAT
from facilitator import asides, contributions, moderation, plenary, screen
from facilitator.archive.putting import put_archive
from facilitator.archive.reading import read_file
from facilitator.exercises import phases
from facilitator.models import Meeting
from facilitator.programme import conduct
from facilitator.programme.clock import milliseconds
from facilitator.programme.kinds import ItemKind
from facilitator.report.edition import Edition
from tests.app.lived import STEPS, Lived
from tests.facilitator.archive.evening import packed as archive_of
from tests.factories import (
    NOON,
    make_contribution,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_uuid,
)
from tests.installations import elsewhere_in_memory

TICKING = re.compile(r'(<time [^>]*data-tick="[^>]*>)[^<]*| value="\d+"')
EXPECTED = re.compile(r"<b>(\d\d)\.(\d\d)</b>")
"""When the next item is expected: drawn anew twice a minute, here as on the stage."""
LATER = NOON + timedelta(days=1)


def still(html: str) -> str:
    """``html`` without what a screen's own clock writes, and what slides."""
    return EXPECTED.sub("", TICKING.sub(r"\1", html))


def expected(html: str) -> int:
    """The minute of the day at which the bar expects the next item."""
    found = EXPECTED.search(html)
    return int(found[1]) * 60 + int(found[2]) if found else 0


def packed(medvirk: Medvirk, db: Session, meeting: Meeting, now: datetime = LATER) -> bytes:
    """The file of a replay."""
    out = BytesIO()
    with drawing_app(medvirk.settings).app_context():
        FORMAT.write(Source(db, medvirk.settings, meeting, Edition.FULL, now), out)
    return out.getvalue()


def unpacked(file: bytes) -> Any:
    return json.loads(gzip.decompress(file))


def shown_at(played: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """What a player of ``played`` shows at a moment, without its clock."""
    regions: dict[str, str] = {}
    frames = played["frames"]
    for frame in frames[: bisect_right(frames, milliseconds(at), key=lambda one: one["at"])]:
        regions |= frame.get("regions", {})
    return regions


def test_the_replay_shows_at_every_moment_what_the_stage_showed(
    medvirk: Medvirk, db: Session
) -> None:
    lived = Lived(medvirk, db, Random(5))
    lived.live_through("poll", "ideas", "questions", "forces", "measures", steps=10)
    played = unpacked(packed(medvirk, db, lived.meeting))
    moments = [
        (at, regions)
        for at, regions in lived.kept
        if played["start"] <= milliseconds(at) <= played["end"]
    ]
    for at, regions in moments:
        shown = shown_at(played, at)
        assert [still(html) for html in shown.values()] == [*map(still, regions.values())]
        assert abs(expected(shown["stage/bar"]) - expected(regions["stage/bar"])) <= 1
    assert len(moments) > 90
    assert lived.taken == STEPS.keys()


class Room:
    """A meeting that runs, with an exercise that the stage shows from the first second."""

    def __init__(self, db: Session) -> None:
        self.db = db
        self.meeting: Meeting = make_meeting(db)
        self.item = make_item(db, self.meeting, kind=ItemKind.TABLE_WORK, title="Arbeid")
        self.after = make_item(db, self.meeting, kind=ItemKind.TALK, title="Foredrag")
        self.anne = make_phone(db, self.meeting, 2)
        conduct.start(db, self.meeting, self.item.id, "console", NOON)
        self.exercise = make_exercise(db, self.item, "ideas", phase="table")
        plenary.reveal(db, self.meeting, exercise_id=self.exercise.id, on=True, now=NOON)

    def say(self, text: str, seconds: int) -> str:
        """What Anne says so long after noon; its id."""
        now = NOON + timedelta(seconds=seconds)
        one = make_contribution(self.db, self.anne, self.exercise, {"text": text}, now=now)
        return one.id

    def phase(self, phase: str, seconds: int) -> None:
        now = NOON + timedelta(seconds=seconds)
        exercise_id = self.exercise.id
        phases.open_phase(self.db, self.meeting, exercise_id=exercise_id, phase=phase, now=now)

    def finish(self, seconds: int) -> None:
        now = NOON + timedelta(seconds=seconds)
        conduct.next_item(self.db, self.meeting, self.item.id, "console", now)
        conduct.finish(self.db, self.meeting, self.after.id, "console", now + timedelta(minutes=1))


@pytest.fixture
def room(db: Session) -> Room:
    return Room(db)


def test_what_was_hidden_taken_back_private_late_or_told_the_speaker_is_in_no_frame(
    medvirk: Medvirk, db: Session, room: Room
) -> None:
    db_meeting, anne, at = room.meeting, room.anne, NOON + timedelta(minutes=5)
    room.say("Dette står", 10)
    hidden, back = room.say("Skjult siden", 20), room.say("Trukket tilbake", 30)
    revised = room.say("Først slik", 40)
    body, base = {"text": "Til slutt slik"}, 0
    contributions.revise(db, anne, id=revised, body=body, base=base, now=at)
    redacted = room.say("Kari Nordmann sa det", 50)
    for seconds, on in ((0, True), (10, False), (20, True)):
        now = at + timedelta(seconds=seconds)
        moderation.hide(db, db_meeting, id=hidden, on=on, who="console", now=now)
    contributions.withdraw(db, anne, id=back, now=at)
    text = "(navn fjernet)"
    moderation.redact(db, db_meeting, id=redacted, text=text, who="console", now=at)
    screen.show_message(db, db_meeting, "To minutter igjen")
    room.phase("individual", 400)
    room.say("Bare for meg selv", 410)
    room.phase("closed", 500)
    body = {"text": "Altfor sent"}
    late = {"id": make_uuid(), "exercise_id": room.exercise.id, "now": at + timedelta(minutes=9)}
    asides.leave_note(db, anne, body=body, **late)
    room.finish(900)
    file = packed(medvirk, db, db_meeting)
    played = gzip.decompress(file).decode()
    assert [words for words in SAID if words in played] == ["Dette står", "Til slutt slik", text]
    # Whoever makes it again gets the same bytes, whenever that is.
    assert packed(medvirk, db, db_meeting, LATER + timedelta(days=9)) == file


SAID = (
    "Dette står",
    "Skjult siden",
    "Trukket tilbake",
    "Først slik",
    "Til slutt slik",
    "Kari Nordmann",
    "(navn fjernet)",
    "To minutter igjen",
    "Bare for meg selv",
    "Altfor sent",
)


def test_a_stand_counts_until_it_is_moved_and_its_reason_is_gone_also_after_it_was_taken_in(
    medvirk: Medvirk, db: Session
) -> None:
    room = Room(db)
    ladder = make_exercise(db, room.item, "ladder", phase="table")
    plenary.reveal(db, room.meeting, exercise_id=ladder.id, on=True, now=NOON)
    for step, seconds in ((2, 60), (4, 120)):
        body = {"aspect": "now", "steps": [step], "why": f"Derfor {step}"}
        now = NOON + timedelta(seconds=seconds)
        make_contribution(db, room.anne, ladder, body, now=now)
    back = make_contribution(
        db, room.anne, ladder, {"aspect": "example", "steps": [3], "text": "Angret"}, now=NOON
    )
    contributions.withdraw(db, room.anne, id=back.id, now=NOON + timedelta(seconds=90))
    room.finish(900)
    here = unpacked(packed(medvirk, db, room.meeting))
    db.flush()
    file = archive_of(db, room.meeting)
    with elsewhere_in_memory() as other, other.writing() as elsewhere:
        came = put_archive(elsewhere, read_file(BytesIO(file)), Random(1))
        there = unpacked(packed(medvirk, elsewhere, came))
    shown = [shown_at(here, NOON + timedelta(seconds=at))["stage/page"] for at in (55, 65, 130)]
    assert len({*shown}) == 3
    told = json.dumps(here)
    assert [one for one in ("Derfor 2", "Angret") if one in told] == []
    assert there == here


def test_the_chapters_are_the_items_as_they_ran_with_the_phases_that_were_opened(
    medvirk: Medvirk, db: Session, room: Room
) -> None:
    room.phase("plenary", 60)
    room.finish(120)
    played = unpacked(packed(medvirk, db, room.meeting))
    noon = milliseconds(NOON)
    title = "Gode grunner"
    opened = [(0, "Ved bordet"), (60_000, "I plenum")]
    marks = [{"at": noon + at, "title": title, "phase": phase} for at, phase in opened]
    assert (played["start"], played["end"]) == (noon - 20_000, noon + 200_000)
    assert played["chapters"] == [
        {"at": noon, "title": "Arbeid", "marks": marks},
        {"at": noon + 120_000, "title": "Foredrag", "marks": []},
    ]


def test_what_tables_say_is_gathered_for_two_seconds_and_what_the_moderator_does_is_not(
    medvirk: Medvirk, db: Session, room: Room
) -> None:
    for seconds in (12, 13, 14, 15, 33):
        room.say(f"Innspill {seconds}", seconds)
    room.phase("plenary", 34)
    room.finish(60)
    played = unpacked(packed(medvirk, db, room.meeting))
    times = [
        (frame["at"] - milliseconds(NOON)) // 1000
        for frame in played["frames"]
        if "stage/page" in frame.get("regions", {})
    ]
    assert times == [-20, 0, 14, 15, 33, 34, 60, 120]


def test_what_was_thought_alone_is_shown_once_that_was_over_and_the_rest_when_it_was_said(
    medvirk: Medvirk, db: Session, room: Room
) -> None:
    room.phase("individual", 10)
    alone = room.say("Alene", 15)
    room.phase("table", 30)
    contributions.share(db, room.anne, id=alone, now=NOON + timedelta(seconds=50))
    room.say("Sammen", 60)
    room.finish(120)
    played = unpacked(packed(medvirk, db, room.meeting))

    def words(seconds: int) -> list[str]:
        page = shown_at(played, NOON + timedelta(seconds=seconds))["stage/page"]
        return [word for word in ("Alene", "Sammen") if word in page]

    assert [words(at) for at in (25, 40, 70)] == [[], ["Alene"], ["Alene", "Sammen"]]


def test_a_meeting_that_has_not_begun_has_nothing_to_show(medvirk: Medvirk, db: Session) -> None:
    meeting = make_meeting(db)
    make_item(db, meeting)
    played = unpacked(packed(medvirk, db, meeting))
    assert (played["start"], played["chapters"], played["frames"]) == (None, [], [])
