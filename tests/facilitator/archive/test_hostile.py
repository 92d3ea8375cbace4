"""Files that somebody made or broke: each is refused with its place, never by an accident."""

import json
import struct
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import Database
from facilitator import overview, reverting
from facilitator.archive import package
from facilitator.archive.putting import put_archive
from facilitator.archive.reading import read, read_file
from facilitator.archive.writing import pieces
from facilitator.errors import Refused
from facilitator.models import Act, Exercise, Meeting
from facilitator.programme.rows import timeline_of
from tests.facilitator.archive.evening import make_evening
from tests.facilitator.report.pictures import PNG
from tests.factories import NOON
from tests.installations import elsewhere_in_memory
from tests.records import record


@pytest.fixture(scope="module")
def whole() -> Any:
    """What the file of an evening with everything says."""
    with elsewhere_in_memory() as other, other.reading() as db:
        return json.loads("".join(pieces(db, make_evening(db), "medvirk-archive")))


def _set(*path: Any) -> Callable[[Any], None]:
    """Puts the last of ``path`` where the rest of it leads."""

    def change(found: Any) -> None:
        *way, last, value = path
        for step in way:
            found = found[step]
        found[last] = value

    return change


def _gone(*path: Any) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        *way, last = path
        for step in way:
            found = found[step]
        del found[last]

    return change


def _twice(name: str) -> Callable[[Any], None]:
    return lambda found: found[name].append(deepcopy(found[name][0]))


def _deep() -> Any:
    value: Any = []
    for _ in range(50):
        value = [value]
    return value


STRANGER = "12345678-1234-4234-8234-123456789abc"
FIGURES = {"states": {}, "roles": {}, "municipalities": {}, "arrived": 0, "walk_ins": 0}
WRONG = [
    (_set("version", 2), "archive_newer", None),
    (_set("version", 0), "wrong_value", "version"),
    (_set("version", "1"), "not_archive", None),
    (_set("format", "medvirk-programme"), "not_archive", None),
    (_set("deeds", []), "unknown_field", "deeds"),
    (_set("items", {}), "wrong_value", "items"),
    (_set("items", 0, 7), "wrong_value", "items[0]"),
    (_set("items", 0, "meeting", 1), "unknown_field", "items[0].meeting"),
    (_set("items", 0, "id", 1), "unknown_field", "items[0].id"),
    (_gone("items", 0, "title"), "missing_field", "items[0].title"),
    (_set("items", 0, "title", "å" * 301), "wrong_value", "items[0].title"),
    (_set("items", 0, "title", "a\u202eb"), "wrong_value", "items[0].title"),
    (_set("items", 0, "title", "a\x00b"), "wrong_value", "items[0].title"),
    (_set("items", 0, "title", "\ud800"), "wrong_value", "items[0].title"),
    (_set("items", 0, "length", True), "wrong_value", "items[0].length"),
    (_set("items", 0, "length", 2**31), "wrong_value", "items[0].length"),
    (_set("items", 0, "length", 25 * 3600), "wrong_value", "items[0].length"),
    (_set("items", 0, "least", 1801), "wrong_value", "items[0].least"),
    (_set("items", 0, "kind", "party"), "wrong_value", "items[0].kind"),
    (_set("items", 0, "fixed_start", "25:00"), "wrong_value", "items[0].fixed_start"),
    (_set("meeting", []), "wrong_value", "meeting"),
    (_set("invitation", []), "wrong_value", "invitation"),
    (_twice("invitation"), "wrong_value", "invitation[1]"),
    (_set("meeting", 0, "code", "../x"), "wrong_value", "meeting[0].code"),
    (_set("meeting", 0, "title", " "), "wrong_value", "meeting[0].title"),
    (_set("meeting", 0, "zone", "Mars/Base"), "wrong_value", "meeting[0].zone"),
    (_set("meeting", 0, "date", "9999-12-31"), "wrong_value", "meeting[0].date"),
    (_set("meeting", 0, "created_at", "2026-09-24T10:00:00"), "wrong_value",
     "meeting[0].created_at"),
    (_set("meeting", 0, "generation", 5), "unknown_field", "meeting[0].generation"),
    (_set("meeting", 0, "last_number", 3), "wrong_value", "meeting[0].last_number"),
    (_set("invitation", 0, "map_url", "javascript:alert(1)"), "wrong_value",
     "invitation[0].map_url"),
    (_set("invitation", 0, "questions", [{"id": 1}]), "wrong_value", "invitation[0].questions"),
    (_set("invitation", 0, "figures", {"states": 1}), "wrong_value", "invitation[0].figures"),
    (_set("invitation", 0, "figures", {**FIGURES, "states": {"confirmed": -1}}), "wrong_value",
     "invitation[0].figures"),
    (_set("invitation", 0, "told", {"date": "x"}), "wrong_value", "invitation[0].told"),
    (_set("exercises", 0, "item", 99), "wrong_value", "exercises[0].item"),
    (_set("exercises", 0, "item", "1"), "wrong_value", "exercises[0].item"),
    (_set("exercises", 0, "kind", "dance"), "wrong_value", "exercises[0].kind"),
    (_set("exercises", 0, "phase", "party"), "wrong_value", "exercises[0].phase"),
    (_set("exercises", 0, "settings", {"top": 99}), "wrong_value", "exercises[0].settings.top"),
    (_set("exercises", 0, "settings", []), "wrong_value", "exercises[0].settings"),
    (_set("exercises", 0, "spoken", [[1]]), "wrong_value", "exercises[0].spoken"),
    (_set("exercises", 0, "revealed_tables", _deep()), "wrong_value",
     "exercises[0].revealed_tables"),
    (_set("tables", 0, "scribe", STRANGER), "wrong_value", "tables[0].scribe"),
    (_twice("tables"), "wrong_value", "tables[3]"),
    (_twice("participants"), "wrong_value", "participants[4]"),
    (_set("themes", 0, "shelf", "nowhere"), "wrong_value", "themes[0].shelf"),
    (_set("themes", 0, "exercise", 3), "wrong_value", "themes[0].shelf"),
    (_twice("contributions"), "wrong_value", "contributions[51]"),
    (_set("contributions", 0, "id", "1"), "wrong_value", "contributions[0].id"),
    (_set("contributions", 0, "table", 8), "wrong_value", "contributions[0].table"),
    (_set("contributions", 0, "body", {"text": "x"}), "wrong_value",
     "contributions[0].body.side"),
    (_set("contributions", 0, "body", {"side": "promotes", "text": "x" * 141}), "wrong_value",
     "contributions[0].body.text"),
    (_set("contributions", 20, "theme", 1), "wrong_value", "contributions[20].theme"),
    (_set("contributions", 49, "body", {"text": "x", "answers": "theme/77"}), "wrong_value",
     "contributions[49].body"),
    (_set("contributions", 49, "body", {"text": "x", "answers": STRANGER}), "wrong_value",
     "contributions[49].body"),
    (_set("supports", 0, "giver", STRANGER), "wrong_value", "supports[0].giver"),
    (_set("supports", 0, "giver", "table/9"), "wrong_value", "supports[0].giver"),
    (_set("entries", 0, "arguments", {"to": 99}), "wrong_value", "entries[0].arguments"),
    (_set("entries", 0, "arguments", {"to": "1"}), "wrong_value", "entries[0].arguments"),
    (_set("acts", 0, "act", "forge"), "wrong_value", "acts[0].act"),
    (_set("acts", -1, "before", {"theme": 1, "to": None, "was": {STRANGER: 1}}), "wrong_value",
     "acts[24].before"),
    (_gone("acts", 19, "exercise"), "wrong_value", "acts[19].before"),
    (_gone("acts", 20, "before", "title"), "wrong_value", "acts[20].before"),
    (_set("acts", 20, "before", "title", "a\u202eb"), "wrong_value", "acts[20].before"),
    (_set("acts", 20, "before", "after", 7), "wrong_value", "acts[20].before"),
    (_set("acts", 21, "before", "was", []), "wrong_value", "acts[21].before"),
    (_set("acts", 21, "before", "more", 1), "wrong_value", "acts[21].before"),
    (_set("acts", 23, "before", "place", "3"), "wrong_value", "acts[23].before"),
    (_set("acts", 23, "before", "after", "x"), "wrong_value", "acts[23].before"),
    (_set("title_reviews", 0, "title", ""), "wrong_value", "title_reviews[0].title"),
    (_set("reviews", 0, "body", {}), "wrong_value", "reviews[0].body"),
    (_set("title_reviews", 0, "theme", 9), "wrong_value", "title_reviews[0].theme"),
    (_set("reviews", 0, "body", {"text": 5}), "wrong_value", "reviews[0].body.text"),
    (_set("title_reviews", 0, "decision", "x"), "wrong_value", "title_reviews[0].decision"),
    (_set("cues", 0, "state", {"id": 1}), "unknown_field", "cues[0].state"),
    (_set("cues", 0, "state", {"page": 1}), "missing_field", "cues[0].state.phase"),
    (_set("cues", 0, "state", {"phase": "party"}), "wrong_value", "cues[0].state.phase"),
    (_set("report", 0, "comments", {"exercise/99": "x"}), "wrong_value", "report[0].comments"),
    (_set("report", 0, "published_edition", "secret"), "wrong_value",
     "report[0].published_edition"),
    (_set("subject_versions", 0, "subject", "table/99"), "wrong_value",
     "subject_versions[0].subject"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "place"), WRONG, ids=range(len(WRONG)))
def test_what_is_wrong_is_told_with_its_place(
    whole: Any, change: Callable[[Any], None], code: str, place: str | None
) -> None:
    found = deepcopy(whole)
    change(found)
    with pytest.raises(Refused) as refused:
        read(found)
    assert (refused.value.code, refused.value.details.get("place")) == (code, place)


def test_of_what_was_taken_back_no_words_are_taken_in_and_choices_must_be_right(
    whole: Any,
) -> None:
    found = deepcopy(whole)
    one = found["contributions"][0]
    one["withdrawn_at"] = "2026-09-24T11:00:00Z"
    chosen = {name: value for name, value in one["body"].items() if name != "text"}
    assert read(found).lists["contributions"][0]["body"] == chosen != one["body"]
    one["body"] = {**chosen, "side": "above"}
    with pytest.raises(Refused) as refused:
        read(found)
    assert refused.value.details["place"] == "contributions[0].body.side"


def zipped(lists: bytes, compression: int = ZIP_DEFLATED, **files: bytes) -> bytes:
    """A file that somebody packed by hand, with the ``lists`` in it."""
    out = BytesIO()
    with ZipFile(out, "w", compression) as packed:
        packed.writestr("meeting.json", lists)
        for name, data in files.items():
            packed.writestr(name.replace("_", "."), data)
    return out.getvalue()


def _says_less(data: bytes) -> bytes:
    """The same file, which says of each of its parts that it is one byte."""
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        begin = data.index(mark)
        data = data[: begin + at] + struct.pack("<I", 1) + data[begin + at + 4 :]
    return data


BOMB = b" " * 3_000_000
FILES = [
    (b"", "not_archive"),
    (b"PK\x03\x04 nothing", "not_archive"),
    (zipped(b"[]"), "not_archive"),
    (zipped(b"{"), "not_json"),
    (zipped(b"\xff\xfe{}"), "not_text"),
    (zipped(b'{"a": 1, "a": 1}'), "not_json"),
    (zipped(b'{"version": NaN}'), "not_json"),
    (zipped(b'{"version": 1e999}'), "not_json"),
    (zipped(b"[" * 100_000), "not_json"),
    (zipped(b"1" * 10_000), "not_json"),
    (zipped(b"{}", ZIP_BZIP2), "not_archive"),
    (zipped(BOMB), "file_too_large"),
    (_says_less(zipped(BOMB)), "not_archive"),
    (zipped(b"{}")[:-30], "not_archive"),
    (zipped(b"{}", logo_png=b"<svg/>"), "wrong_value"),
    (zipped(b"{}", logo_png=BOMB), "file_too_large"),
    (zipped(b"{}", logo_jpg=PNG), "wrong_value"),
    (zipped(b"{}", many=b"x" * 2_000_000, compression=ZIP_STORED), "file_too_large"),
]


@pytest.mark.parametrize(("data", "code"), FILES, ids=range(len(FILES)))
def test_what_is_no_file_of_a_meeting_is_refused(
    monkeypatch: pytest.MonkeyPatch, data: bytes, code: str
) -> None:
    monkeypatch.setattr(package, "UNPACKED_MOST", 1_000_000)
    monkeypatch.setattr(package, "PACKED_MOST", 1_500_000)
    with pytest.raises(Refused) as refused:
        read_file(BytesIO(data))
    assert refused.value.code == code


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.text(max_size=8),
    st.sampled_from(["theme/1", "table/1", STRANGER, "2026-09-24T10:00:00Z", "x" * 1001]),
    st.lists(st.integers(0, 9), max_size=3),
    st.dictionaries(st.sampled_from(["text", "theme", "to", "phase"]), st.integers(), max_size=2),
)


@given(data=st.data())
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_somebody_changed_is_taken_in_or_refused(
    whole: Any, elsewhere: Database, data: st.DataObject
) -> None:
    found = deepcopy(whole)
    for _ in range(data.draw(st.integers(1, 2))):
        place: Any = found
        while True:
            keys = sorted(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = data.draw(st.sampled_from(keys))
            if isinstance(place[key], dict | list) and data.draw(st.integers(0, 4)):
                place = place[key]
                continue
            place[key] = data.draw(LEAVES)
            break
    with elsewhere.reading() as db:  # thrown away after the example
        meeting = taken_or_refused(db, found)
        if meeting is not None:
            use(db, meeting)


def taken_or_refused(db: Session, found: Any) -> Meeting | None:
    """The meeting that comes of what a file says; None when it is refused."""
    try:
        return put_archive(db, read(found), Random(1))
    except Refused:
        return None


def use(db: Session, meeting: Meeting) -> None:
    """Read all of ``meeting`` as screens, reports and the next file do."""
    timeline_of(db, meeting, NOON)
    assert all(one.rows for one in record(db, meeting))
    exercises = db.scalars(select(Exercise).where(Exercise.meeting_id == meeting.id)).all()
    for one in map(overview.shown, exercises):
        said = overview.said(db, [one]).get(one.id, ())
        one.kind.results(one.settings, [given for given in said if not given.hidden])
    for act in db.scalars(select(Act).where(Act.meeting_id == meeting.id)).all():
        with suppress(Refused):
            reverting.revert(db, meeting, act_id=act.id, may=None, now=NOON)
    assert json.loads("".join(pieces(db, meeting, "medvirk-archive")))
