"""Every address of the app and who gets in there: a new one needs its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import Medvirk
from app.access import Role, make_entry_key, make_key, make_own_key
from facilitator import organisers
from facilitator.report.edition import Edition
from facilitator.report.organiser import publishing
from tests.app.pages.organiser import Organiser
from tests.factories import (
    NOON,
    make_exercise,
    make_item,
    make_meeting,
    make_phone,
    make_registration,
)

STATIC = frozenset({"static"})
EVERYBODY = frozenset({*Role, "nobody", "organiser"})
"""Whoever holds a key of that role; ``nobody`` has none, and an ``organiser`` has come in."""

ORGANISERS = frozenset({"organiser"})
CONSOLE = frozenset({Role.CONSOLE})
REGISTRATION = frozenset({Role.REGISTRATION})

WHO_MAY: Mapping[str, frozenset[str]] = {
    "health.healthz": EVERYBODY,
    "health.metrics": EVERYBODY,
    "schemas.data": EVERYBODY,
    # Phones come in by the code, which everybody in the room may read.
    "join.door": EVERYBODY,
    "join.phone": EVERYBODY,
    "join.sit": EVERYBODY,
    "join.sit_at": EVERYBODY,
    # Screens are opened by the key in the address.
    "stage.screen": frozenset({Role.STAGE}),
    "stage.replay": frozenset({Role.STAGE}),
    "stage.replay_frames": frozenset({Role.STAGE}),
    "console.desk": CONSOLE,
    "console.contributions": CONSOLE,
    "table.page": CONSOLE,
    "table.see": CONSOLE,
    "table.sheets": CONSOLE,
    "themes.here": frozenset({Role.THEMES}),
    "themes.board": frozenset({Role.THEMES}),
    "door.page": frozenset({Role.DOOR}),
    # Those who come: the meeting is everybody's to read, what is one's own needs one's own key.
    "signup.meeting": EVERYBODY,
    "signup.form": EVERYBODY,
    "signup.send": EVERYBODY,
    "signup.registered": EVERYBODY,
    # Here it is published; tests/app/pages/signup/test_report.py has what is seen when it is not.
    "signup.report": EVERYBODY,
    "signup.report_file": EVERYBODY,
    "signup.card": EVERYBODY,
    "signup.badge": frozenset({Role.BADGE}),
    "signup.own": REGISTRATION,
    "signup.change": REGISTRATION,
    "signup.calendar": REGISTRATION,
    "signup.accept": REGISTRATION,
    "signup.decline": REGISTRATION,
    "signup.ask_to_cancel": REGISTRATION,
    "signup.cancel": REGISTRATION,
    "signup.delete": REGISTRATION,
    # The organisers' way in; who is in already is sent on.
    "organise.enter": frozenset({Role.ORGANISE, "organiser"}),
    "organise.welcome": EVERYBODY,
    "organise.sign_in": EVERYBODY,
    "organise.sign_in_page": EVERYBODY,
    "organise.sign_out": ORGANISERS,
    "organise.sign_out_everywhere": ORGANISERS,
    **dict.fromkeys(
        (
            # The installation
            "organise.index",
            "organise.account",
            "organise.change_account",
            "organise.organisers",
            "organise.invite_organiser",
            "organise.renew_entry",
            "organise.remove_organiser",
            "organise.whole_log",
            # Meetings and their programme
            "organise.new",
            "organise.preview",
            "organise.make_meeting",
            "organise.sample",
            "organise.take_in",
            "organise.take_in_file",
            "organise.taken_in",
            "organise.template",
            "organise.start_from_file",
            "organise.start_from_meeting",
            "organise.show",
            "organise.meeting_log",
            "organise.settings",
            "organise.change_settings",
            "organise.renew_key",
            "organise.programme",
            "organise.add",
            "organise.item",
            "organise.change_item",
            "organise.move",
            "organise.lengthen",
            "organise.skip",
            "organise.delete",
            "organise.restore",
            "organise.add_to_item",
            "organise.exercise",
            "organise.change_texts",
            "organise.remove_from_item",
            "organise.export_programme",
            "organise.afterwards",
            "organise.export_file",
            "organise.cards",
            "organise.sheets",
            "organise.rehearsal",
            "organise.rehearsal_state",
            "organise.start_rehearsal",
            "organise.stop_rehearsal",
            # Those who register
            "organise.invitation",
            "organise.change_invitation",
            "organise.questions",
            "organise.question",
            "organise.add_question",
            "organise.change_question",
            "organise.move_question",
            "organise.remove_question",
            "organise.registrations",
            "organise.registrations_list",
            "organise.new_person",
            "organise.add_person",
            "organise.person",
            "organise.change_person",
            "organise.renew_person_link",
            "organise.write_to_person",
            "organise.move_up",
            "organise.cancel_person",
            "organise.cancel_party",
            "organise.give_party_places",
            "organise.give_places",
            "organise.restore_people",
            "organise.files",
            "organise.export_people",
            "organise.read_people",
            "organise.save_people",
            "organise.figures",
            "organise.kitchen",
            "organise.door_list",
            "organise.door",
            # Letters
            "organise.letters",
            "organise.letter",
            "organise.download_letters",
            "organise.send_letter_again",
            "organise.mark_letter_sent",
            "organise.mark_letters_sent",
            "organise.send_reminder",
            "organise.send_thanks",
            "organise.send_change",
            "organise.send_message",
            # Who sits where
            "organise.seating",
            "organise.plan_seating",
            "organise.close_gaps",
            "organise.move_person",
            "organise.swap_people",
            "organise.lock_seat",
            "organise.undo_seating",
            "organise.hold_round",
            "organise.change_room",
            "organise.add_wish",
            "organise.remove_wish",
            "organise.badges",
            "organise.table_lists",
            "organise.seating_list",
            # What others may read
            "organise.compare",
            "organise.export_comparison",
            "organise.sharing",
            "organise.decide_text",
            "organise.keep_unmarked",
            "organise.undo_review",
            # The report
            "organise.report",
            "organise.change_report",
            "organise.change_report_logo",
            "organise.remove_report_logo",
            "organise.report_preview",
            "organise.confirm_publishing",
            "organise.publish_report",
            "organise.unpublish_report",
            # Forgetting
            "organise.forgetting",
            "organise.confirm_forgetting",
            "organise.forget",
        ),
        ORGANISERS,
    ),
}

MAY_CONNECT = frozenset({Role.PHONE, Role.STAGE, Role.CONSOLE, Role.THEMES, Role.VIEW, Role.DOOR})
"""Whose key opens a live connection; ``test_messages`` has what each may say there."""


_IN_ORDER = sorted(WHO_MAY, key="organise.enter".__eq__)
"""Whoever has used the link that lets in once is an organiser everywhere afterwards."""


@dataclass(frozen=True)
class House:
    """An installation with one meeting, and the keys to it."""

    app: Flask
    parts: Medvirk
    keys: Mapping[str, str]
    browsers: Mapping[str, FlaskClient]
    """Of those whom a browser's cookies tell apart; the others are like ``nobody``."""
    values: Mapping[str, Any]
    """What stands in addresses: things that there are."""

    def let_in(self, endpoint: str) -> set[str]:
        """Who gets in by every address and method of ``endpoint``."""
        rules = list(self.app.url_map.iter_rules(endpoint))
        if any("key" in rule.arguments for rule in rules):
            return {who for who in EVERYBODY if self._gets_in(who, rules)}
        told_apart = {who: self._gets_in(who, rules) for who in self.browsers}
        return {who for who in EVERYBODY if told_apart.get(who, told_apart["nobody"])}

    def _gets_in(self, who: str, rules: Sequence[Rule]) -> bool:
        client = self.browsers.get(who) or self.app.test_client()
        values = {**self.values, "key": self.keys.get(who, "x")}
        with self.app.test_request_context():
            ways = [
                (url_for(rule.endpoint, **{name: values[name] for name in rule.arguments}), method)
                for rule in rules
                for method in sorted({"GET", "POST"} & (rule.methods or set()))
            ]
        answers = {is_let_in(client.open(path, method=method)) for path, method in ways}
        assert len(answers) == 1, f"{who} gets in by some of {ways}"
        return answers.pop()


def is_let_in(answer: TestResponse) -> bool:
    """Whether it is what was asked for; a form that lacks something was taken in all the same."""
    sent_away = urlsplit(answer.location or "").path == "/organise/sign-in"
    return answer.status_code in (200, 303, 400, 422) and not sent_away


@pytest.fixture
def house(app: Flask, medvirk: Medvirk) -> House:
    """The meeting has two tables, and two have registered together."""
    app.config["WTF_CSRF_ENABLED"] = False
    for endpoint in app.view_functions:
        if WHO_MAY.get(endpoint) == ORGANISERS:
            # What is done behind the organisers' door is not looked at here, only who gets in.
            app.view_functions[endpoint] = lambda **_values: "in"
    # To make a file takes long.
    app.view_functions["signup.report"] = lambda **_values: "in"
    app.view_functions["signup.report_file"] = lambda **_values: "in"
    secret = medvirk.settings.secret_key
    with medvirk.database.writing() as db:
        meeting = make_meeting(db, code="TRAPP47", tables=2)
        exercise = make_exercise(db, make_item(db, meeting), "ideas")
        publishing.publish(db, meeting, Edition.FULL, NOON)
        kari = make_registration(db, meeting, companions=1, now=NOON - timedelta(days=7))
        seats = {Role.PHONE: make_phone(db, meeting).id, Role.VIEW: "1"}
        keys = {
            **{role: make_key(secret, meeting, role, seats.get(role, "")) for role in MAY_CONNECT},
            Role.REGISTRATION: make_own_key(secret, meeting, kari),
            Role.BADGE: make_own_key(secret, meeting, kari, Role.BADGE),
        }
    browsers = {who: app.test_client() for who in ("nobody", Role.PHONE, "organiser")}
    Organiser(browsers["organiser"], medvirk).enter()
    browsers[Role.PHONE].post("/j/TRAPP47/sit", data={"table": 1})
    with medvirk.database.reading() as db:
        keys[Role.ORGANISE] = make_entry_key(secret, organisers.first(db))
    numbers = ("number", "item", "letter_id", "organiser", "wish", "question")
    texts = {
        "code": "TRAPP47",
        "ending": "csv",
        "role": "stage",
        "exercise": exercise.id,
        "name": "data.csv",
    }
    return House(
        app,
        medvirk,
        keys,
        browsers,
        {**dict.fromkeys(numbers, 1), **texts},
    )


def test_every_address_says_here_who_may(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} - STATIC == WHO_MAY.keys()


def test_each_gets_in_where_they_may_and_nowhere_else(house: House) -> None:
    assert {endpoint: frozenset(house.let_in(endpoint)) for endpoint in _IN_ORDER} == WHO_MAY


def test_only_screens_connect(house: House) -> None:
    socketio = house.parts.live.socketio
    connected = {
        who: socketio.test_client(house.app, auth={"key": key}).is_connected()
        for who, key in house.keys.items()
    }
    assert connected == {who: who in MAY_CONNECT for who in house.keys}
