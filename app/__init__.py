"""The web of Medvirk: its parts, put together once for each process."""

# Nothing is imported here but what costs nothing: the server prepares the network library before
# anything that uses it is imported, and this module comes before the server's.
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings
    from app.database import Database
    from app.exports.making import Maker
    from app.live import Live
    from app.rehearsal.running import Rehearsals

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Medvirk:
    """The parts of a running installation.

    ``clock`` gives the present as aware UTC; everything asks it, so a test can move the time.
    """

    settings: "Settings"
    database: "Database"
    clock: Clock
    live: "Live"
    rehearsals: "Rehearsals"
    maker: "Maker"


def utc_now() -> datetime:
    """The present, as aware UTC."""
    return datetime.now(UTC)


def medvirk() -> Medvirk:
    """The parts of the installation that the running request or message belongs to."""
    from flask import current_app

    parts: Medvirk = current_app.extensions["medvirk"]
    return parts


def create_app(
    settings: "Settings", clock: Clock = utc_now, async_mode: str = "threading"
) -> "Flask":
    """Put the parts together; nothing runs yet and the database is not touched.

    Args:
        clock: gives the present as aware UTC.
        async_mode: how Socket.IO waits: ``eventlet`` or ``gevent`` in the server, ``threading``
            where nothing is served.
    """
    from app.factory import make_app

    return make_app(settings, clock, async_mode)
