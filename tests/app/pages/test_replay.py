"""The page of the replay: the player, or that there is nothing yet; and what it plays."""

import gzip
import json
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Medvirk
from app.access import Role, make_key
from app.exports.replay import FORMAT
from app.exports.shelf import Failed, Made, UnderWay
from facilitator.models import Meeting
from facilitator.programme import conduct
from facilitator.report.edition import Edition
from tests.app.waiting import PATIENCE
from tests.factories import NOON, make_item, make_meeting

KEY = "1.replay.full.3-0123456789abcdef0123456789abcdef"


@pytest.fixture
def meeting(medvirk: Medvirk) -> Meeting:
    """It ran for ten minutes this morning."""
    with medvirk.database.writing() as db:
        return begin(db, make_meeting(db, code="TRAPP47", title="Kommune 3.0"))


def begin(db: Session, meeting: Meeting) -> Meeting:
    item = make_item(db, meeting)
    begun = NOON - timedelta(hours=1)
    conduct.start(db, meeting, item.id, "console", begun)
    conduct.finish(db, meeting, item.id, "console", begun + timedelta(minutes=10))
    return meeting


def address(medvirk: Medvirk, meeting: Meeting) -> str:
    return f"/stage/{make_key(medvirk.settings.secret_key, meeting, Role.STAGE)}/replay"


def test_before_the_meeting_has_begun_the_page_says_so_and_runs_nothing(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        meeting = make_meeting(db)
    page = client.get(address(medvirk, meeting)).text
    assert "Møtet har ikke begynt ennå." in page
    assert "replay-" not in page.partition("<body")[0].partition("<script")[2]


def test_what_is_played_comes_packed_and_is_kept_by_no_browser(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting
) -> None:
    frames = f"{address(medvirk, meeting)}.json"
    with medvirk.database.reading() as db:
        now = db.get_one(Meeting, meeting.id)
        wanted = medvirk.maker.wanted(now, FORMAT, Edition.FULL)
    medvirk.maker.wait(wanted, PATIENCE)
    answer = client.get(frames, buffered=True)
    told = json.loads(gzip.decompress(answer.data))
    headers = {name: answer.headers[name] for name in ("Cache-Control", "Content-Encoding")}
    assert headers == {"Cache-Control": "no-store", "Content-Encoding": "gzip"}
    assert (answer.status_code, told["title"], [one["title"] for one in told["chapters"]]) == (
        200,
        "Kommune 3.0",
        ["Post 1"],
    )


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (UnderWay(KEY, 3, 9), 202, {"making": KEY, "done": 3, "of": 9}),
        (
            Failed(KEY, "making_broke_off"),
            503,
            {"problem": "Arbeidet med fila ble brutt av. Prøv igjen."},
        ),
    ],
)
def test_while_it_is_made_one_is_told_how_far_it_has_come_and_why_it_failed(
    client: FlaskClient,
    medvirk: Medvirk,
    meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
    answer: Made | UnderWay | Failed,
    status: int,
    told: dict[str, object],
) -> None:
    monkeypatch.setattr(medvirk.maker, "make", lambda _file: answer)
    given = client.get(f"{address(medvirk, meeting)}.json")
    assert (given.status_code, given.json) == (status, told)


def test_a_meeting_that_goes_on_has_the_file_finished_that_was_begun(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    followed = f"{meeting.id}{KEY[1:]}"
    monkeypatch.setattr(medvirk.maker, "follow", lambda key: UnderWay(key, 5, 9))
    monkeypatch.setattr(medvirk.maker, "make", lambda file: UnderWay(file.key))
    frames = f"{address(medvirk, meeting)}.json"
    asked = [followed, f"99{KEY[1:]}", "../../etc/passwd"]
    told = [client.get(frames, query_string={"making": key}).json for key in asked]
    assert [
        one and (one["making"] == key, one["done"]) for key, one in zip(asked, told, strict=True)
    ] == [
        (True, 5),
        (False, 0),
        (False, 0),
    ]


def test_one_that_was_cleared_away_meanwhile_is_made_anew(
    client: FlaskClient, medvirk: Medvirk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = f"{meeting.id}{KEY[1:]}"
    gone = Made(key, medvirk.settings.data / "made" / f"{key}.made")
    monkeypatch.setattr(medvirk.maker, "follow", lambda _key: gone)
    monkeypatch.setattr(medvirk.maker, "make", lambda file: UnderWay(file.key))
    told = client.get(f"{address(medvirk, meeting)}.json", query_string={"making": key})
    assert (told.status_code, told.json and told.json["making"] != key) == (202, True)
