"""What the messages do that come from the door: somebody has come, registered or not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.access import read_key, registration_of
from app.live.handlers import Answer, Payload
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting, Registration
from facilitator.registration import arrivals
from facilitator.registration.arrivals import Arrival


@dataclass(frozen=True)
class FromDoor:
    """A message from the door, inside the writing transaction of ``db``.

    ``secret`` is what keys are derived from; ``now`` is aware UTC.
    """

    db: Session
    meeting: Meeting
    secret: str
    now: datetime


def _arrival(arrival: Arrival) -> Answer:
    who, table = arrival.registration, arrival.table
    number = table.number if table else None
    return {"id": who.id, "name": who.name, "table": number, "fresh": arrival.fresh}


def _arrive(door: FromDoor, payload: Payload) -> Answer:
    who = arrivals.find(door.db, door.meeting, payload["id"])
    if payload["on"] and payload.get("place"):
        return _arrival(arrivals.let_in(door.db, door.meeting, who, door.now))
    return _arrival(arrivals.arrive(door.db, door.meeting, who, on=payload["on"], now=door.now))


def _scan(door: FromDoor, payload: Payload) -> Answer:
    who = _who(door, payload["key"])
    if who.id != payload["id"]:
        raise Refused("bad_badge")
    return _arrival(arrivals.arrive(door.db, door.meeting, who, on=True, now=door.now))


def _who(door: FromDoor, key: str) -> Registration:
    """Whose badge, or own page, has ``key``.

    Raises:
        Refused: ``bad_badge``, which is not ``bad_key``: the door's own key still holds;
            ``other_meeting``.
    """
    try:
        access = read_key(door.secret, door.db, key)
        who = registration_of(door.db, access)
    except Unknown:
        raise Refused("bad_badge") from None
    if access.meeting_id != door.meeting.id:
        raise Refused("other_meeting")
    return who


def _walk_in(door: FromDoor, payload: Payload) -> Answer:
    typed = {field: text for field, text in payload.items() if field != "id"}
    return _arrival(arrivals.walk_in(door.db, door.meeting, typed, id=payload["id"], now=door.now))


DOOR: Mapping[str, Callable[[FromDoor, Payload], Answer]] = {
    "arrive": _arrive,
    "scan": _scan,
    "walk_in": _walk_in,
}
