"""What each message does: one call of the domain, and what the sender is told about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from facilitator import asides, contributions, dots, moderation, overview, plenary, screen, tables
from facilitator.exercises import phases
from facilitator.models import Contribution, Entry, Meeting, Participant
from facilitator.programme import conduct

Payload = Mapping[str, Any]
Answer = dict[str, Any]


@dataclass(frozen=True)
class FromPhone:
    """A message from a phone, inside the writing transaction of ``db``; ``now`` is aware UTC."""

    db: Session
    participant: Participant
    now: datetime


@dataclass(frozen=True)
class FromConsole:
    """A message from a console or a helper's board, inside the writing transaction of ``db``.

    ``who`` is the role of the sender's key; ``now`` is aware UTC.
    """

    db: Session
    meeting: Meeting
    who: str
    now: datetime


def _contribution(one: Contribution) -> Answer:
    return {"id": one.id, "number": one.number, "revision": one.revision, "shared": one.shared}


def _entry(entry: Entry) -> Answer:
    return {"entry": entry.number}


def _give(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        contributions.give(
            phone.db,
            phone.participant,
            id=payload["id"],
            exercise_id=payload["exercise"],
            body=payload["body"],
            phase=payload.get("phase"),
            now=phone.now,
        )
    )


def _revise(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        contributions.revise(
            phone.db,
            phone.participant,
            id=payload["id"],
            body=payload["body"],
            base=payload["base"],
            now=phone.now,
        )
    )


def _withdraw(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        contributions.withdraw(phone.db, phone.participant, id=payload["id"], now=phone.now)
    )


def _share(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        contributions.share(phone.db, phone.participant, id=payload["id"], now=phone.now)
    )


def _support(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        dots.support(phone.db, phone.participant, id=payload["id"], on=payload["on"], now=phone.now)
    )


def _highlight(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        contributions.highlight(phone.db, phone.participant, id=payload["id"], now=phone.now)
    )


def _note(phone: FromPhone, payload: Payload) -> Answer:
    return _contribution(
        asides.leave_note(
            phone.db,
            phone.participant,
            id=payload["id"],
            exercise_id=payload["exercise"],
            body=payload["body"],
            now=phone.now,
        )
    )


def _scribe(phone: FromPhone, payload: Payload) -> Answer:
    tables.take_scribe(phone.db, phone.participant, on=payload["on"], now=phone.now)
    return {}


def _done(phone: FromPhone, payload: Payload) -> Answer:
    tables.mark_done(
        phone.db,
        phone.participant,
        exercise_id=payload["exercise"],
        on=payload["on"],
        now=phone.now,
    )
    return {}


PHONE: Mapping[str, Callable[[FromPhone, Payload], Answer]] = {
    "give": _give,
    "revise": _revise,
    "withdraw": _withdraw,
    "share": _share,
    "support": _support,
    "highlight": _highlight,
    "note": _note,
    "scribe": _scribe,
    "done": _done,
}


def _start(console: FromConsole, payload: Payload) -> Answer:
    item, db = payload["item"], console.db
    return _entry(conduct.start(db, console.meeting, item, console.who, console.now))


def _next(console: FromConsole, payload: Payload) -> Answer:
    current, db = payload["current"], console.db
    return _entry(conduct.next_item(db, console.meeting, current, console.who, console.now))


def _back(console: FromConsole, payload: Payload) -> Answer:
    current, db = payload["current"], console.db
    return _entry(conduct.back(db, console.meeting, current, console.who, console.now))


def _extend(console: FromConsole, payload: Payload) -> Answer:
    return _entry(
        conduct.extend(
            console.db,
            console.meeting,
            payload["current"],
            payload["seconds"],
            console.who,
            console.now,
        )
    )


def _pause(console: FromConsole, payload: Payload) -> Answer:
    current, db = payload.get("current"), console.db
    return _entry(conduct.pause(db, console.meeting, current, console.who, console.now))


def _resume(console: FromConsole, payload: Payload) -> Answer:
    current, db = payload.get("current"), console.db
    return _entry(conduct.resume(db, console.meeting, current, console.who, console.now))


def _finish(console: FromConsole, payload: Payload) -> Answer:
    current, db = payload.get("current"), console.db
    return _entry(conduct.finish(db, console.meeting, current, console.who, console.now))


def _undo(console: FromConsole, payload: Payload) -> Answer:
    entry, db = payload["entry"], console.db
    return _entry(conduct.undo(db, console.meeting, entry, console.who, console.now))


def _phase(console: FromConsole, payload: Payload) -> Answer:
    phases.open_phase(
        console.db,
        console.meeting,
        exercise_id=payload["exercise"],
        phase=payload["phase"],
        now=console.now,
    )
    return {}


def _prolong(console: FromConsole, payload: Payload) -> Answer:
    phases.extend_phase(
        console.db,
        console.meeting,
        exercise_id=payload["exercise"],
        seconds=payload["seconds"],
        now=console.now,
    )
    return {}


def _reveal(console: FromConsole, payload: Payload) -> Answer:
    plenary.reveal(
        console.db,
        console.meeting,
        exercise_id=payload["exercise"],
        on=payload["on"],
        table=payload.get("table"),
        now=console.now,
    )
    return {}


def _turn(console: FromConsole, payload: Payload) -> Answer:
    exercise, page = payload["exercise"], payload["page"]
    plenary.turn_page(console.db, console.meeting, exercise_id=exercise, page=page, now=console.now)
    return {}


def _dots(console: FromConsole, payload: Payload) -> Answer:
    exercise, on = payload["exercise"], payload["on"]
    plenary.open_dots(console.db, console.meeting, exercise_id=exercise, on=on, now=console.now)
    return {}


def _speak(console: FromConsole, payload: Payload) -> Answer:
    exercise = payload.get("exercise") or overview.exercise_at_work(
        console.db, console.meeting.id, console.now
    )
    plenary.give_floor(
        console.db, console.meeting, exercise_id=exercise, table=payload["table"], now=console.now
    )
    return {}


def _order(console: FromConsole, payload: Payload) -> Answer:
    exercise, tables = payload["exercise"], payload["tables"]
    plenary.arrange_speakers(
        console.db, console.meeting, exercise_id=exercise, tables=tables, now=console.now
    )
    return {}


def _answer(console: FromConsole, payload: Payload) -> Answer:
    id, on, who = payload["id"], payload["on"], console.who
    return _contribution(
        moderation.answer(console.db, console.meeting, id=id, on=on, who=who, now=console.now)
    )


def _paper(console: FromConsole, payload: Payload) -> Answer:
    return _contribution(
        asides.type_from_paper(
            console.db,
            console.meeting,
            id=payload["id"],
            exercise_id=payload["exercise"],
            table=payload["table"],
            body=payload["body"],
            who=console.who,
            now=console.now,
        )
    )


def _nudge(console: FromConsole, payload: Payload) -> Answer:
    number, text = payload["table"], payload["text"]
    tables.nudge(console.db, console.meeting, number=number, text=text)
    return {}


def _hide(console: FromConsole, payload: Payload) -> Answer:
    id, on, who = payload["id"], payload["on"], console.who
    return _contribution(
        moderation.hide(console.db, console.meeting, id=id, on=on, who=who, now=console.now)
    )


def _lift(console: FromConsole, payload: Payload) -> Answer:
    id, on, who = payload["id"], payload["on"], console.who
    return _contribution(
        moderation.lift(console.db, console.meeting, id=id, on=on, who=who, now=console.now)
    )


def _redact(console: FromConsole, payload: Payload) -> Answer:
    id, text, who = payload["id"], payload["text"], console.who
    return _contribution(
        moderation.redact(console.db, console.meeting, id=id, text=text, who=who, now=console.now)
    )


def _black(console: FromConsole, payload: Payload) -> Answer:
    screen.blacken(console.db, console.meeting, payload["on"], console.now)
    return {}


def _message(console: FromConsole, payload: Payload) -> Answer:
    screen.show_message(console.db, console.meeting, payload["text"])
    return {}


CONSOLE: Mapping[str, Callable[[FromConsole, Payload], Answer]] = {
    "start": _start,
    "next": _next,
    "back": _back,
    "extend": _extend,
    "pause": _pause,
    "resume": _resume,
    "finish": _finish,
    "undo": _undo,
    "phase": _phase,
    "prolong": _prolong,
    "reveal": _reveal,
    "turn": _turn,
    "dots": _dots,
    "speak": _speak,
    "order": _order,
    "answer": _answer,
    "paper": _paper,
    "nudge": _nudge,
    "hide": _hide,
    "redact": _redact,
    "lift": _lift,
    "black": _black,
    "message": _message,
}
