"""Where Socket.IO meets the rest: screens come, speak and go."""

from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import force_locale
from flask_socketio import ConnectionRefusedError, SocketIO

from app.access import Access, Role, participant_of, read_key
from app.config import Settings
from app.database import Database
from app.languages import COOKIE, SOURCE, known
from app.live import limits
from app.live.presence import Connection
from app.live.protocol import Audience
from app.refusals import explain
from facilitator.errors import Refused, Unknown
from facilitator.models import Meeting

if TYPE_CHECKING:
    from app.live import Live

_AUDIENCES = {
    Role.PHONE: Audience.PHONE,
    Role.STAGE: Audience.STAGE,
    Role.CONSOLE: Audience.CONSOLE,
}


class Sockets:
    """The three things that Socket.IO tells: somebody came, said something, went."""

    def __init__(
        self, socketio: SocketIO, settings: Settings, database: Database, live: "Live"
    ) -> None:
        self._socketio = socketio
        self._settings = settings
        self._database = database
        self._live = live

    def listen(self) -> None:
        """Take what comes from now on."""
        self._socketio.on_event("connect", self._came)
        self._socketio.on_event("disconnect", self._went)
        self._socketio.on_event("*", self._said)

    def _came(self, auth: object = None) -> dict[str, Any] | None:
        sid = request.sid  # type: ignore[attr-defined]
        presence = self._live.presence
        if sid in presence.connections:
            # A screen may send a message that has the name of Socket.IO's own.
            return self._said("connect", auth)
        address = request.remote_addr or ""
        if not self._live.limits.take("connect", address, limits.CONNECTIONS):
            raise _refused(Refused("too_fast"), SOURCE)
        connection = self._connection(sid, address, auth if isinstance(auth, dict) else {})
        presence.enter(connection)
        self._live.broadcaster.join(connection)
        self._live.broadcaster.greet(connection)
        self._live.metrics.add("connections", audience=connection.audience)
        return None

    def _went(self, reason: object = None) -> dict[str, Any] | None:
        sid = request.sid  # type: ignore[attr-defined]
        if self._socketio.server.manager.is_connected(sid, "/"):
            return self._said("disconnect", reason)
        connection = self._live.presence.leave(sid)
        if connection is not None:
            self._live.broadcaster.forget(connection)
            self._live.metrics.add("connections", -1, audience=connection.audience)
        return None

    def _said(self, name: object, *args: object) -> dict[str, Any]:
        sid = request.sid  # type: ignore[attr-defined]
        connection = self._live.presence.connections.get(sid)
        answer = self._live.dispatcher.answer(connection, name, args)
        if answer.get("code") == "bad_key":
            # The key was revoked: nothing more is sent to this screen.
            self._socketio.start_background_task(self._send_away, sid)
        return answer

    def _send_away(self, sid: str) -> None:
        self._socketio.server.disconnect(sid)

    def _connection(self, sid: str, address: str, auth: dict[str, Any]) -> Connection:
        """Who calls, by their key.

        Raises:
            ConnectionRefusedError: it is none of ours.
        """
        language = known(auth.get("language")) or known(request.cookies.get(COOKIE))
        live = self._live
        if live.limits.exhausted("lookup", address, limits.FAILED_LOOKUPS):
            raise _refused(Refused("too_fast"), language or SOURCE)
        try:
            with self._database.reading() as db:
                access = read_key(self._settings.secret_key, db, auth.get("key"))
                audience = _AUDIENCES.get(access.role)
                if audience is None:
                    raise Unknown("bad_key")
                table_id = _table_of(db, access)
                meeting = db.get_one(Meeting, access.meeting_id)
        except Refused as refused:
            live.limits.take("lookup", address, limits.FAILED_LOOKUPS)
            raise _refused(refused, language or SOURCE) from None
        return Connection(
            sid=sid,
            access=access,
            audience=audience,
            language=language or known(meeting.language) or SOURCE,
            table_id=table_id,
            address=address,
        )


def _table_of(db: Any, access: Access) -> int | None:
    return participant_of(db, access).table_id if access.role is Role.PHONE else None


def _refused(refused: Refused, language: str) -> ConnectionRefusedError:
    with force_locale(language):
        return ConnectionRefusedError(
            refused.code, {"code": refused.code, "message": explain(refused)}
        )
