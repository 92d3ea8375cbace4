"""The way of every message: read, allowed, carried out, committed, answered."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.access import Role, meeting_of, participant_of, standing_of
from app.database import Database
from app.languages import SOURCE, reading
from app.live import handlers, helping, limits, receiving
from app.live.broadcast import Broadcaster
from app.live.handlers import Answer, FromConsole, FromPhone, Payload
from app.live.limits import Limits
from app.live.metrics import Metrics
from app.live.presence import Connection, Presence
from app.live.protocol import MESSAGES, parse
from app.live.receiving import FromDoor
from app.refusals import explain
from facilitator.errors import Invalid, Refused, Unknown

log = logging.getLogger(__name__)

RETRY = frozenset({"too_fast", "stopping", "failed"})
"""Refusals of the moment: the same message may well be taken a little later."""
_BY_KEY_HOLDERS = {**handlers.CONSOLE, **helping.HELPERS}


class Dispatcher:
    """Answers the messages of connected screens; never with nothing."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        presence: Presence,
        broadcaster: Broadcaster,
        limits: Limits,
        metrics: Metrics,
        secret: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._presence = presence
        self._broadcaster = broadcaster
        self._limits = limits
        self._metrics = metrics
        self._secret = secret
        self.stopping = False
        self.in_hand = 0
        """How many messages are being answered."""

    def answer(self, connection: Connection | None, name: object, args: Sequence[object]) -> Answer:
        """Carry out message ``name``; what is returned is its acknowledgement.

        Must run inside the application's context.
        """
        self.in_hand += 1
        try:
            answer = {"ok": True, **self._carry_out(connection, name, args)}
        except Refused as refused:
            answer = refusal(refused, connection)
        except Exception:
            meeting = connection.access.meeting_id if connection else 0
            log.exception("message %s in meeting %s failed", _known(name), meeting)
            answer = refusal(Refused("failed"), connection)
        finally:
            self.in_hand -= 1
            self._broadcaster.answered += 1
        self._metrics.add("messages_total", name=_known(name), code=answer.get("code", "ok"))
        return answer

    def _carry_out(
        self, connection: Connection | None, name: object, args: Sequence[object]
    ) -> Answer:
        if connection is None:
            raise Unknown("bad_key")
        if self.stopping:
            raise Refused("stopping")
        if not self._limits.take("message", connection.sid, limits.MESSAGES):
            raise Refused("too_fast")
        if not isinstance(name, str):
            raise Unknown("unknown_message")
        if len(args) > 1:
            raise Invalid("bad_payload", field="payload")
        payload = parse(name, args[0] if args else {})
        if connection.audience not in MESSAGES[name].senders:
            raise Refused("not_allowed")
        if name == "sync":
            return self._sync(connection, payload["versions"], payload.get("took"))
        if connection.access.role is Role.VIEW:
            # The moderator looks at what the phones of a table show, and says nothing there.
            raise Refused("not_allowed")
        if name == "writing":
            return self._writing(connection)
        if name in handlers.PHONE:
            return self._from_phone(connection, name, payload)
        if name in receiving.DOOR:
            return self._from_door(connection, name, payload)
        return self._from_console(connection, name, payload)

    def _from_phone(self, connection: Connection, name: str, payload: Payload) -> Answer:
        who = connection.access.seat
        if name == "give" and not self._limits.take("give", who, limits.GIVES):
            raise Refused("too_fast")
        with self._database.writing() as db:
            meeting_of(db, connection.access)
            participant = participant_of(db, connection.access)
            answer = handlers.PHONE[name](FromPhone(db, participant, self._clock()), payload)
        self._follow(connection, participant.table_id)
        return answer

    def _from_console(self, connection: Connection, name: str, payload: Payload) -> Answer:
        with self._database.writing() as db:
            meeting = meeting_of(db, connection.access)
            who = str(connection.access.role)
            console = FromConsole(db, meeting, who, self._clock())
            return _BY_KEY_HOLDERS[name](console, payload)

    def _from_door(self, connection: Connection, name: str, payload: Payload) -> Answer:
        with self._database.writing() as db:
            meeting = meeting_of(db, connection.access)
            return receiving.DOOR[name](FromDoor(db, meeting, self._secret, self._clock()), payload)

    def _writing(self, connection: Connection) -> Answer:
        with self._database.reading() as db:
            standing = standing_of(db, connection.access)
        self._follow(connection, standing.table_id)
        self._presence.writes(connection)
        return {}

    def _sync(
        self, connection: Connection, versions: Mapping[str, Any], took: int | None
    ) -> Answer:
        """Send what is newer than ``versions``, and tell where the server is."""
        if took is not None:
            connection.took = max(0, took)
        with self._database.reading() as db:
            standing = standing_of(db, connection.access)
            self._follow(connection, standing.table_id)
            at = standing.meeting_version
            kept = self._broadcaster.catch_up(db, connection, at, versions)
        for payload in kept:
            self._broadcaster.emit(payload, connection.sid)
        return {"server_now": int(self._clock().timestamp() * 1000), "version": at}

    def _follow(self, connection: Connection, table_id: int | None) -> None:
        """Let a phone that moved see its new table."""
        if connection.table_id != table_id:
            self._broadcaster.leave(connection)
            self._presence.move(connection, table_id)
            self._broadcaster.join(connection)


def refusal(refused: Refused, connection: Connection | None) -> Answer:
    """The acknowledgement of what was refused, in the sender's language.

    ``retry`` is true when the same message may be taken later.
    """
    with reading(connection.language if connection else SOURCE):
        message = explain(refused)
    details = {
        key: value for key, value in refused.details.items() if isinstance(value, str | int | dict)
    }
    answer = {**details, "ok": False, "code": refused.code, "message": message}
    return {**answer, "retry": True} if refused.code in RETRY else answer


def _known(name: object) -> str:
    """``name`` when it is a message's: what a stranger sends is not kept in logs or counters."""
    return name if isinstance(name, str) and name in MESSAGES else "unknown"
