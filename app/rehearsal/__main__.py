"""A rehearsal as a process of its own, started by a server: ``python -m app.rehearsal …``.

It ends when the server does: the server holds the other end of its standard input.
"""

import argparse
import logging
import os
import signal
import sys
from dataclasses import replace
from threading import Event, Thread

from app.config import settings_from
from app.database import Database
from app.rehearsal.practice import Practice
from app.rehearsal.wish import Steers, Wish
from facilitator.errors import Refused

STAYS = 3600.0
"""Seconds that people may look around when the programme has run."""


def main() -> None:
    """Play a rehearsal as the command line says."""
    asked = _asked()
    settings = replace(settings_from(), host=asked.host, port=asked.port)
    database = Database(settings.database_url)
    wish = Wish(asked.tables, asked.phones, asked.speed, Steers(asked.steers))
    practice = Practice(settings, database, asked.code, wish, asked.lock, _stop().is_set)
    try:
        practice.run(lambda _told: None, lambda: STAYS)
    except Refused as refused:
        logging.warning("the rehearsal of %s ended: %s", asked.code, refused.code)
        sys.exit(1)
    finally:
        database.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.rehearsal")
    parser.add_argument("code")
    parser.add_argument("--tables", type=int)
    parser.add_argument("--phones", type=int, required=True)
    parser.add_argument("--speed", type=float, required=True)
    parser.add_argument("--steers", choices=list(Steers), required=True)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--lock", type=int, required=True, help="an open handle")
    return parser.parse_args()


def _stop() -> Event:
    """Set when a signal comes or the server is gone."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())

    def wait_for_the_end() -> None:
        # Not by Python's own file: it could not be closed at the end while somebody reads it.
        while os.read(sys.stdin.fileno(), 1024):
            pass
        stop.set()

    Thread(target=wait_for_the_end, daemon=True).start()
    return stop


if __name__ == "__main__":
    main()
