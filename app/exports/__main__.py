"""Makes one file, as a process of its own that a server started: ``python -m app.exports …``."""

import argparse
import logging
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace

_GIVES_WAY = 15
"""How much this gives way to the live part, as ``nice`` counts it."""
_LONGEST = 15 * 60
"""Seconds after which it is given up."""
_PAUSE = 0.25
"""Seconds between two words on how far it has come."""


def main() -> None:
    """Make the file that the command line names; exits with 1 when it could not be made."""
    # Before anything else: what is imported below keeps a processor busy.
    os.nice(_GIVES_WAY)
    signal.alarm(_LONGEST)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # It says hello at each start.
    logging.getLogger("pikepdf").setLevel(logging.WARNING)
    sys.exit(_make(_asked()))


def _make(asked: argparse.Namespace) -> int:
    from app import utc_now
    from app.config import settings_from
    from app.database import Database
    from app.exports.failing import refusal_of
    from app.exports.formats import format_in
    from app.exports.shelf import Shelf
    from app.exports.writing import write_file
    from facilitator.report.edition import Edition

    settings = replace(settings_from(), host=asked.host, port=asked.port)
    shelf, database = Shelf(settings), Database(settings.database_url)
    told = _seldom(lambda done, of: shelf.tell(asked.key, done, of))
    # The part is locked as long as it is open: nobody else begins it before it is told what became
    # of it.
    with os.fdopen(asked.handle, "w+b") as part:
        try:
            with shelf.passing(asked.key) as folder:
                tempfile.tempdir = str(folder)
                write_file(
                    database,
                    settings,
                    [int(id) for id in asked.meetings.split(",")],
                    format_in(asked.module),
                    Edition(asked.edition),
                    utc_now(),
                    part,
                    told,
                )
            part.flush()
            os.fsync(part.fileno())
        except Exception as error:
            shelf.fail(asked.key, refusal_of(error, asked.key))
            return 1
        finally:
            database.close()
        shelf.finish(asked.key)
    return 0


def _seldom(tell: Callable[[int, int], None]) -> Callable[[int, int], None]:
    """``tell``, but not so often that telling takes longer than the work."""
    last = float("-inf")

    def told(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _PAUSE:
            last = now
            tell(done, of)

    return told


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.exports")
    parser.add_argument("meetings", help="their ids, with commas between")
    parser.add_argument("module")
    parser.add_argument("edition")
    parser.add_argument("--key", required=True)
    parser.add_argument("--handle", type=int, required=True, help="the open, locked part")
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
