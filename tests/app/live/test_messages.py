"""Every message is answered in words, whoever sends it and whatever is in it."""

from typing import Any
from uuid import uuid4

import pytest

from app.live.protocol import MESSAGES, Audience
from facilitator.models import Meeting
from tests.app.live.hall import Hall, Screen
from tests.app.live.test_protocol import SAMPLES

# What a screen is answered that may send the message, with samples that fit no meeting, before
# the evening has begun.
ANSWERS = {
    "sync": "ok",
    "give": "unknown_exercise",
    "revise": "unknown_contribution",
    "withdraw": "unknown_contribution",
    "share": "unknown_contribution",
    "support": "unknown_contribution",
    "writing": "ok",
    "scribe": "ok",
    "done": "unknown_exercise",
    "highlight": "unknown_contribution",
    "note": "unknown_exercise",
    "start": "unknown_item",
    "next": "ok",
    "back": "no_previous",
    "extend": "not_running",
    "pause": "not_running",
    "resume": "not_running",
    "finish": "not_running",
    "undo": "nothing_to_undo",
    "phase": "unknown_exercise",
    "prolong": "unknown_exercise",
    "reveal": "unknown_exercise",
    "turn": "unknown_exercise",
    "dots": "unknown_exercise",
    "speak": "unknown_exercise",
    "order": "unknown_exercise",
    "theme": "bad_payload",
    "revert": "nothing_to_undo",
    "answer": "unknown_contribution",
    "paper": "unknown_exercise",
    "nudge": "ok",
    "hide": "unknown_contribution",
    "redact": "unknown_contribution",
    "lift": "unknown_contribution",
    "black": "ok",
    "message": "ok",
    "arrive": "unknown_registration",
    "scan": "bad_badge",
    "walk_in": "ok",
}


def sample_of(name: str) -> dict[str, object]:
    nowhere = {"exercise": 2**31 - 1, "item": 2**31 - 1, "id": str(uuid4()), "versions": {}}
    return {
        field: nowhere.get(field, SAMPLES[kind]) for field, kind in MESSAGES[name].required.items()
    }


def open_as(hall: Hall, meeting: Meeting, audience: Audience) -> Screen:
    match audience:
        case Audience.PHONE:
            return hall.phone(meeting)
        case Audience.STAGE:
            return hall.stage(meeting)
        case Audience.CONSOLE:
            return hall.console(meeting)
        case Audience.THEMES:
            return hall.helper(meeting)
        case Audience.DOOR:
            return hall.door(meeting)


@pytest.mark.parametrize("audience", Audience)
def test_each_screen_may_send_its_own_messages_and_no_others(
    hall: Hall, meeting: Meeting, audience: Audience
) -> None:
    screen = open_as(hall, meeting, audience)
    said = {}
    # The programme's first item would run after ``next``, so that one goes last.
    for name in sorted(MESSAGES, key=lambda name: name == "next"):
        answer = screen.say(name, sample_of(name))
        said[name] = "ok" if answer["ok"] else answer["code"]
        assert answer["ok"] is True or answer["message"]
    assert said == {
        name: answer if audience in MESSAGES[name].senders else "not_allowed"
        for name, answer in ANSWERS.items()
    }


@pytest.mark.parametrize(
    ("name", "payload", "code"),
    [
        ("give", (), "bad_payload"),
        ("give", (None,), "bad_payload"),
        ("give", ([],), "bad_payload"),
        ("give", ("text",), "bad_payload"),
        ("give", (7,), "bad_payload"),
        ("give", ({},), "bad_payload"),
        ("give", ({}, {}), "bad_payload"),
        ("give", ({"id": str(uuid4()), "exercise": -1, "body": {}},), "bad_payload"),
        ("give", ({"id": str(uuid4()), "exercise": 1, "body": "text"},), "bad_payload"),
        ("give", (b"\x00\xff",), "bad_payload"),
        ("sync", ({"versions": {"phone/now": "newest", "no/such": 3, "clock": None}},), "ok"),
        ("sync", ({"versions": {"phone/now": 10**30}},), "ok"),
        ("writing", ({"exercise": True},), "bad_payload"),
        ("shout", ({},), "unknown_message"),
        (7, ({},), "unknown_message"),
        ({"name": "give"}, ({},), "unknown_message"),
        ("", ({},), "unknown_message"),
        ("*", ({},), "unknown_message"),
        ("*", ("another's name", {}), "bad_payload"),
        ("__class__", ({},), "unknown_message"),
        ("connect", ({"key": "x"},), "unknown_message"),
        ("disconnect", (), "unknown_message"),
        ("message", ({"text": "Hei"},), "not_allowed"),
    ],
)
def test_what_does_not_fit_is_answered_with_a_refusal(
    hall: Hall, meeting: Meeting, name: Any, payload: tuple[Any, ...], code: str
) -> None:
    phone = hall.phone(meeting)
    answer = phone.say(name, *payload)
    assert ("ok" if answer["ok"] else answer["code"]) == code
    assert phone.say("sync", {"versions": {}})["ok"] is True


def test_a_refusal_says_why_in_the_language_of_the_screen(hall: Hall, meeting: Meeting) -> None:
    phone = hall.phone(meeting)
    assert phone.say("shout", {}) == {
        "ok": False,
        "code": "unknown_message",
        "message": "Sida er utdatert. Last den på nytt.",
    }


def test_a_refusal_carries_what_the_screen_needs_to_mend_it(
    hall: Hall, meeting: Meeting, at_work: int
) -> None:
    phone = hall.phone(meeting)
    body = {"aspect": "example", "steps": [2], "text": "a" * 5000}
    answer = phone.say("give", {"id": str(uuid4()), "exercise": at_work, "body": body})
    assert (answer["code"], answer["field"], answer["length"]) == ("too_long", "text", 5000)
    assert str(answer["most"]) in answer["message"]


@pytest.mark.parametrize(
    "auth", [{}, {"key": None}, {"key": 7}, {"key": ""}, {"key": "pTRAPP47..x"}, {"key": "x" * 500}]
)
def test_nobody_connects_without_a_key(hall: Hall, auth: dict[str, Any]) -> None:
    screen = hall.open(auth)
    assert (screen.client.connected, screen.refusal["message"]) == (False, "bad_key")
    assert screen.refusal["data"]["code"] == "bad_key"


def test_a_key_that_was_revoked_opens_nothing_and_ends_what_is_open(
    hall: Hall, meeting: Meeting
) -> None:
    phone = hall.phone(meeting)
    old = hall.key(meeting, "console")
    with hall.database.writing() as db:
        revoked = db.get_one(Meeting, meeting.id)
        revoked.generation += 1
        revoked.console_generation += 1
    assert phone.say("scribe", {"on": True})["code"] == "bad_key"
    phone.wait_for(lambda: True)
    assert hall.open({"key": old}).refusal["message"] == "bad_key"
