"""Where Socket.IO meets the rest: screens come, speak and go."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import force_locale
from flask_socketio import ConnectionRefusedError, Namespace
from sqlalchemy import bindparam, select
from werkzeug.wrappers import Request

from app.access import Role, read_key, standing_of
from app.config import Settings
from app.database import Database
from app.languages import COOKIE, SOURCE, known
from app.live import limits
from app.live.broadcast import Broadcaster
from app.live.dispatch import Dispatcher
from app.live.handlers import Answer
from app.live.limits import Limits
from app.live.metrics import Metrics
from app.live.presence import Connection, Presence
from app.live.protocol import Audience
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting

log = logging.getLogger(__name__)

_AUDIENCES = {
    Role.PHONE: Audience.PHONE,
    Role.STAGE: Audience.STAGE,
    Role.CONSOLE: Audience.CONSOLE,
    Role.THEMES: Audience.THEMES,
    Role.DOOR: Audience.DOOR,
    Role.VIEW: Audience.PHONE,
}

_LANGUAGE = select(Meeting.language).where(Meeting.id == bindparam("id"))


class Sockets(Namespace):  # type: ignore[misc]
    """Takes all that Socket.IO tells.

    Whatever a screen sends arrives here, also under the names that Socket.IO uses itself; it has
    no handlers by name, since a message called ``*`` would reach a handler for all names as if
    another screen had sent it.
    """

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        database: Database,
        presence: Presence,
        broadcaster: Broadcaster,
        dispatcher: Dispatcher,
        limits: Limits,
        metrics: Metrics,
    ) -> None:
        super().__init__("/")
        self._app = app
        self._settings = settings
        self._database = database
        self._presence = presence
        self._broadcaster = broadcaster
        self._dispatcher = dispatcher
        self._limits = limits
        self._metrics = metrics

    def trigger_event(self, event: object, sid: str, *args: Any) -> Answer | None:
        """Take one event; what is returned is the acknowledgement of a message."""
        with self._app.app_context():
            if event == "connect" and sid not in self._presence.connections:
                environ, auth = args
                self._come(sid, Request(environ), auth if isinstance(auth, dict) else {})
                return None
            if event == "disconnect" and not self.socketio.server.manager.is_connected(sid, "/"):
                self._go(sid)
                return None
            return self._say(sid, event, args)

    def _come(self, sid: str, request: Request, auth: dict[str, Any]) -> None:
        language = known(auth.get("language")) or known(request.cookies.get(COOKIE))
        try:
            connection = self._connection(sid, request.remote_addr or "", auth, language)
        except Refused as refused:
            raise _turned_away(refused, language) from None
        except Exception:
            log.exception("a screen could not connect")
            raise _turned_away(Refused("failed"), language) from None
        self._presence.enter(connection)
        self._broadcaster.join(connection)
        self._broadcaster.greet(connection)
        self._metrics.add("connections", audience=connection.audience)

    def _go(self, sid: str) -> None:
        # This may run while the broadcaster sends: nothing here waits.
        connection = self._presence.leave(sid)
        if connection is not None:
            self._broadcaster.forget(connection)
            self._metrics.add("connections", -1, audience=connection.audience)

    def _say(self, sid: str, name: object, args: tuple[object, ...]) -> Answer:
        connection = self._presence.connections.get(sid)
        answer = self._dispatcher.answer(connection, name, args)
        if answer.get("code") == "bad_key":
            # The key was revoked. The answer goes out first, then nothing more.
            disconnect: Callable[[str], None] = self.socketio.server.disconnect
            self.socketio.start_background_task(disconnect, sid)
        return answer

    def _connection(
        self, sid: str, address: str, auth: dict[str, Any], language: str | None
    ) -> Connection:
        """Who calls, by their key.

        Raises:
            Refused: ``too_fast``, or ``bad_key`` when it is none of ours.
        """
        if not self._limits.take("connect", address, limits.CONNECTIONS):
            raise Refused("too_fast")
        if self._limits.exhausted("lookup", address, limits.FAILED_LOOKUPS):
            raise Refused("too_fast")
        try:
            with self._database.reading() as db:
                access = read_key(self._settings.secret_key, db, auth.get("key"))
                audience = _AUDIENCES.get(access.role)
                if audience is None:
                    raise Unknown("bad_key")
                table_id = standing_of(db, access).table_id
                language = language or known(db.scalar(_LANGUAGE, {"id": access.meeting_id}))
        except Refused:
            self._limits.take("lookup", address, limits.FAILED_LOOKUPS)
            raise
        return Connection(
            sid=sid,
            access=access,
            audience=audience,
            language=language or SOURCE,
            table_id=table_id,
            exercise_id=_row(auth.get("exercise")) if audience is Audience.THEMES else None,
        )


def _row(number: object) -> int | None:
    """A row's number; None for what is none."""
    return number if type(number) is int and 0 < number < 2**31 else None


def _turned_away(refused: Refused, language: str | None) -> ConnectionRefusedError:
    with force_locale(language or SOURCE):
        said = {"code": refused.code, "message": explain(refused)}
    return ConnectionRefusedError(refused.code, said)
