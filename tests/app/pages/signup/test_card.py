"""The picture of a meeting that is shown with a link to its page."""

import pytest

from app import Medvirk
from app.exports.making import Answer, Maker
from app.exports.shelf import UnderWay
from app.exports.wanted import Wanted
from app.pages.signup import card
from facilitator.models import Meeting
from tests.app.pages.signup.guest import Guest

CARD = "/m/TRAPP47/card.png"


def test_it_says_what_the_meeting_is_now(guest: Guest, at_once: Medvirk, meeting: Meeting) -> None:
    first, again = guest.get(CARD), guest.get(CARD)
    with at_once.database.writing() as db:
        changed = db.get_one(Meeting, meeting.id)
        changed.place, changed.version = "Kulturhuset", changed.version + 1
    moved = guest.get(CARD)
    assert [one.status_code for one in (first, again, moved)] == [200, 200, 200]
    assert first.content_type == "image/png"
    assert (first.data == again.data, first.data == moved.data) == (True, False)


def test_of_a_meeting_that_is_not_there_there_is_none(guest: Guest, at_once: Medvirk) -> None:
    assert guest.get("/m/TRAPP48/card.png").status_code == 404


def test_who_asks_while_it_is_drawn_is_told_when_to_ask_again(
    guest: Guest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_maker: Maker, file: Wanted) -> Answer:
        return UnderWay(file.key)

    monkeypatch.setattr(card, "_PATIENCE", 0.0)
    monkeypatch.setattr(Maker, "make", never)
    answer = guest.get(CARD)
    assert (answer.status_code, answer.headers["Retry-After"], answer.data) == (503, "5", b"")
