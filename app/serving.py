"""Runs the server from the first line to the last: ready, serve, drain, stop."""

import errno
import logging
import resource
import signal
import socket
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import force_locale

from app import Clock, Medvirk, create_app, medvirk, utc_now
from app.config import Settings, settings_from
from app.driver import Driver, WsgiApp
from app.greeting import greet
from app.letters import duties as letters
from app.letters.mail_server import MailServer, mail_server_of
from app.letters.postman import Postman
from app.refusals import explain
from app.upgrade import ready_database, sole_server
from app.upkeep import DUTIES, Duty, Seldom, Upkeep
from facilitator.changes import Change
from facilitator.errors import Refused

log = logging.getLogger(__name__)

FILES_WANTED = 65_536


def serve(driver: Driver, host: str, port: int, clock: Clock = utc_now) -> None:
    """Serve with ``driver`` until a signal says stop.

    Args:
        clock: gives the present as aware UTC.

    Exits with a message when the address is taken or another server has the database.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    for library in ("socketio", "engineio"):
        # Below this they tell what is sent, and to whom.
        logging.getLogger(library).setLevel(logging.ERROR)
        logging.getLogger(library).addFilter(_names_nobody)
    settings = replace(settings_from(), host=host, port=port)
    app = create_app(settings, clock, driver.name)
    with app.app_context(), force_locale("nb"):
        try:
            with sole_server(settings):
                _serve(driver, settings, app)
        except Refused as refused:
            sys.exit(explain(refused))


def _serve(driver: Driver, settings: Settings, app: Flask) -> None:
    parts = medvirk()
    mail_server = mail_server_of(settings.smtp_url)
    copy = ready_database(settings, parts.database)
    if copy:
        log.info("the database was changed; what it was before is in %s", copy)
    parts.rehearsals.sweep()
    parts.maker.sweep()
    _allow_many_files()
    try:
        server = driver.make_server(settings.host, settings.port, without_extensions(app))
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            raise Refused("no_such_host", host=settings.host) from None
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise Refused("port_taken", host=settings.host, port=settings.port) from None
        raise
    driver.bound(parts.live.socketio.server.eio, settings.limited)
    stop = _Stop()
    parts.live.start()
    duties: list[Duty] = [*DUTIES, Seldom(parts.maker.tidy, timedelta(minutes=1))]
    if mail_server:
        # Nobody sends themselves a letter by hand: without a mail server the pages say it.
        duties.append(Seldom(letters.warn, timedelta(hours=1)))
    upkeep = Upkeep(parts.database, parts.clock, parts.live.socketio.sleep, duties)
    parts.live.socketio.start_background_task(upkeep.run)
    postman = _postman(app, parts, mail_server) if mail_server else None
    server.start()
    print(greet(parts), flush=True)
    while not stop.asked:
        parts.live.socketio.sleep(0.2)
    log.info("stopping")
    parts.rehearsals.end_all()
    parts.maker.end_all()
    parts.live.drain()
    if postman:
        postman.stop()
    server.stop()
    parts.database.close()


def _postman(app: Flask, parts: Medvirk, mail_server: MailServer) -> Postman:
    """Begin to send letters, at once when some have been written here."""
    sleep = parts.live.socketio.sleep
    postman = Postman(app, parts.settings, parts.database, mail_server, parts.clock, sleep)
    announce = parts.database.on_commit

    def committed(changes: Sequence[Change]) -> None:
        announce(changes)
        postman.heed(changes)

    parts.database.on_commit = committed
    parts.live.socketio.start_background_task(postman.run)
    return postman


class _Stop:
    """Whether somebody asked the process to stop; a signal may come anywhere, so it only notes."""

    def __init__(self) -> None:
        self.asked = False
        signal.signal(signal.SIGTERM, self._note)
        signal.signal(signal.SIGINT, self._note)

    def _note(self, _number: int, _frame: object) -> None:
        self.asked = True


def _names_nobody(record: logging.LogRecord) -> bool:
    """Not a line with Socket.IO's name for a screen, which is as good as its key."""
    return not record.getMessage().startswith("Invalid session")


def without_extensions(app: WsgiApp) -> WsgiApp:
    """``app`` without websocket extensions: packing costs the hub more than the air it saves."""

    def plain(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return plain


def _allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES_WANTED if hard == resource.RLIM_INFINITY else min(FILES_WANTED, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
