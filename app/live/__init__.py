"""The live part: sockets, who is here, what changed, what is sent to whom."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic
from typing import TYPE_CHECKING

from flask import Flask
from flask_socketio import SocketIO

from app.config import Settings
from app.database import Database
from app.headers import is_own_origin
from app.live.broadcast import Broadcaster
from app.live.dispatch import Dispatcher
from app.live.gone import Gone
from app.live.limits import Limits
from app.live.memory import Memory
from app.live.metrics import Metrics
from app.live.presence import Presence
from app.live.recent import Recent
from app.live.render import Renderer
from app.live.sockets import Sockets
from app.live.tidy import Tidy
from app.live.watch import Watch
from facilitator.changes import Change

if TYPE_CHECKING:
    from app.live.announce import Announcer

LARGEST_MESSAGE = 16384
"""The most bytes that one message from a screen may have."""

log = logging.getLogger(__name__)


class Live:
    """The live parts of one process, wired together; ``start`` sets them going."""

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        database: Database,
        clock: Callable[[], datetime],
        async_mode: str,
    ) -> None:
        def is_allowed(origin: str, environ: dict[str, str]) -> bool:
            return is_own_origin(origin, environ.get("HTTP_HOST", ""), settings)

        self.socketio = SocketIO(
            app,
            async_mode=async_mode,
            async_handlers=False,
            max_http_buffer_size=LARGEST_MESSAGE,
            cors_allowed_origins=is_allowed,
            transports=["websocket", "polling"],
            # What is sent is small and mostly over websockets; packing it costs more than it saves.
            http_compression=False,
            logger=logging.getLogger("socketio"),
            engineio_logger=logging.getLogger("engineio"),
        )
        self.metrics = Metrics()
        self.limits = Limits(settings.limited)
        self.presence = Presence()
        self.memory = Memory()
        self.renderer = Renderer(app, settings)
        self.recent = Recent()
        self.broadcaster = Broadcaster(
            self.socketio,
            database,
            clock,
            self.renderer,
            self.memory,
            self.presence,
            self.metrics,
        )
        self.dispatcher = Dispatcher(
            database,
            clock,
            self.presence,
            self.broadcaster,
            self.limits,
            self.metrics,
            settings.secret_key,
        )
        self.socketio.on_namespace(
            Sockets(
                app,
                settings,
                database,
                self.presence,
                self.broadcaster,
                self.dispatcher,
                self.limits,
                self.metrics,
            )
        )
        self.announcer = self._announcer(settings.redis_url) if settings.redis_url else None
        self.watch = Watch(database, self.presence, self.announcer, clock, self.socketio.sleep)
        self.gone = Gone(
            database,
            self.presence,
            self.memory,
            self.socketio.server.disconnect,
            self.socketio.sleep,
        )
        self.changed_at = monotonic()
        """When something last changed here."""
        self.tidy = Tidy(self.socketio.sleep, lambda: self.changed_at)
        database.on_commit = self.announce

    def announce(self, changes: Sequence[Change]) -> None:
        """Tell the screens of what was committed, soon."""
        self.changed_at = monotonic()
        self.broadcaster.mark(changes)
        if self.announcer:
            self.announcer.tell(changes)

    def start(self) -> None:
        """Begin to broadcast."""
        self.renderer.get_ready()
        self.socketio.start_background_task(self.broadcaster.run)
        self.socketio.start_background_task(self.watch.run)
        self.socketio.start_background_task(self.gone.run)
        self.socketio.start_background_task(self.tidy.run)
        if self.announcer:
            self.socketio.start_background_task(self.announcer.speak)
            self.socketio.start_background_task(self.announcer.listen)

    def _announcer(self, url: str) -> "Announcer":
        # One process has no one to tell, and then need not have the library.
        from app.live.announce import Announcer

        return Announcer(
            url,
            changed=self.broadcaster.mark,
            heard=self.presence.hear,
            missed=self.broadcaster.mark_all,
            sleep=self.socketio.sleep,
        )

    def drain(self) -> None:
        """Take no more messages, and wait until those in hand are answered."""
        self.dispatcher.stopping = True
        while self.dispatcher.in_hand:
            self.socketio.sleep(0.01)
        # The answers leave by the sockets' own writers.
        self.socketio.sleep(0.1)
