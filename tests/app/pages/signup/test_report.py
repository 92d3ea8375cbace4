"""The report for everybody: only when it is published, in its edition, cheap for many readers."""

import gzip

import pytest

from app import Medvirk
from app.exports.making import Answer
from app.exports.shelf import Failed, UnderWay
from app.pages.signup import queue, report
from facilitator.models import Meeting
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing, words
from tests.app.pages.page import read
from tests.app.pages.signup.at_once import AtOnce
from tests.app.pages.signup.guest import Guest
from tests.factories import NOON

PAGE = "/m/TRAPP47/report"


pytestmark = pytest.mark.usefixtures("at_once")


def publish(medvirk: Medvirk, meeting: Meeting, edition: Edition = Edition.FULL) -> None:
    with medvirk.database.writing() as db:
        publishing.publish(db, db.get_one(Meeting, meeting.id), edition, NOON)


def write(medvirk: Medvirk, meeting: Meeting, text: str) -> None:
    with medvirk.database.writing() as db:
        meeting = db.get_one(Meeting, meeting.id)
        seen = words.fields_of(words.written(db, meeting.id))
        marks = {name: words.mark_of(one) for name, one in seen.items()}
        words.change(db, meeting, {"introduction": text}, marks)


def test_before_it_is_published_nothing_tells_whether_there_is_any(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    empty = guest.get(PAGE)
    write(medvirk, meeting, "Hemmelig foreløpig")
    written = guest.get(PAGE)
    assert (empty.status_code, written.status_code) == (404, 404)
    assert written.data == empty.data
    page = read(written.text)
    assert page.one("class", "head").words == "Kommune 3.0 Rapporten er ikke klar ennå"
    assert page.one("name", "robots")["content"] == "noindex"
    assert "Les rapporten" not in guest.get("/m/TRAPP47").text
    files = [guest.get(f"{PAGE}.{ending}").status_code for ending in ("pdf", "docx", "csv")]
    assert files == [404, 404, 404]


def test_published_it_is_everybodys_and_the_meetings_page_leads_there(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    write(medvirk, meeting, "Takk til alle som kom.")
    publish(medvirk, meeting)
    page = read(guest.get(PAGE).text)
    assert "Takk til alle som kom." in page.one("id", "main").words
    assert page.all("name", "robots") == []
    url = page.one("rel", "canonical")["href"]
    shared = {one["property"]: one["content"] for one in page.all("property")}
    assert url.endswith(PAGE)
    assert shared == {
        "og:type": "article",
        "og:title": "Kommune 3.0",
        "og:description": "Det som ble sagt på «Kommune 3.0», ord for ord og uten navn.",
        "og:url": url,
        "og:image": f"{url.removesuffix('/report')}/card.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Kommune 3.0",
        "og:locale": "nb_NO",
        "og:site_name": "Distriktssenteret",
    }
    called = read(guest.get("/m/TRAPP47").text).all("class", "call-button")
    assert (called[0].words, called[0]["href"]) == ("Les rapporten", PAGE)


def test_who_has_it_is_told_in_a_few_bytes_that_it_still_is_so(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    publish(medvirk, meeting)
    first = guest.get(PAGE)
    known = {"If-None-Match": first.headers["ETag"]}
    again = guest.client.get(PAGE, headers=known)
    write(medvirk, meeting, "Nytt")
    changed = guest.client.get(PAGE, headers=known)
    with medvirk.database.writing() as db:
        publishing.unpublish(db, db.get_one(Meeting, meeting.id))
    gone = guest.client.get(PAGE, headers=known)
    assert first.headers["Cache-Control"] == "no-cache"
    assert [one.status_code for one in (first, again, changed, gone)] == [200, 304, 200, 404]
    assert again.data == b""


def test_it_is_packed_for_those_who_take_it(
    guest: Guest, medvirk: Medvirk, meeting: Meeting
) -> None:
    publish(medvirk, meeting)
    plain = guest.get(PAGE)
    packed = guest.client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.data) == plain.data
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == (
        "gzip",
        "Accept-Encoding",
    )


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_is_in_its_meetings_language_whatever_the_reader_chose(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, language: str
) -> None:
    with medvirk.database.writing() as db:
        db.get_one(Meeting, meeting.id).language = language
    publish(medvirk, meeting)
    assert f'<html lang="{language}">' in guest.get(f"{PAGE}?language=en").text


def test_a_code_that_is_nobodys_leads_nowhere(guest: Guest) -> None:
    paths = ("/m/FINNESIKKE/report", "/m/FINNESIKKE/report.pdf")
    assert [guest.get(path).status_code for path in paths] == [404, 404]


def test_those_who_register_do_not_wait_for_a_file_that_is_being_made(
    guest: Guest, medvirk: Medvirk, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(medvirk, meeting)

    def takes_long(*_asked: object, **_shown: object) -> str:
        return "they wait" if queue._TURN.locked() else "nobody waits"

    monkeypatch.setattr(report, "hand_out", takes_long)
    assert guest.get(f"{PAGE}.pdf").text == "nobody waits"


@pytest.mark.parametrize(
    ("answer", "words", "refresh"),
    [
        (UnderWay("1"), "Det tar noen sekunder. Sida kommer av seg selv.", "2"),
        (Failed("1", "making_broke_off"), "Arbeidet med fila ble brutt av. Prøv igjen.", None),
    ],
)
def test_while_it_is_drawn_the_page_says_so_and_comes_by_itself(
    guest: Guest,
    medvirk: Medvirk,
    meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    words: str,
    refresh: str | None,
) -> None:
    publish(medvirk, meeting)
    monkeypatch.setattr(AtOnce, "wait", lambda *_asked: answer)
    soon = guest.get(PAGE)
    assert (soon.status_code, soon.headers["Retry-After"]) == (503, "2")
    assert (soon.headers["Cache-Control"], soon.headers.get("Refresh")) == ("no-store", refresh)
    assert words in read(soon.text).one("id", "main").words
    monkeypatch.undo()
    assert guest.get(PAGE).status_code == 200
