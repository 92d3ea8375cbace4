"""The server of the browser tests: the real one, with a clock that a test moves.

``MEDVIRK_AHEAD`` names a file that says how many seconds the clock is ahead of this machine's.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.server import driver_named


def run(host: str, port: int) -> None:
    """Serve until a signal says stop."""
    driver = driver_named(os.environ.get("MEDVIRK_ASYNC", ""))

    # As in app.server: nothing that uses the network before the driver has prepared it.
    from app.serving import serve

    ahead = Path(os.environ["MEDVIRK_AHEAD"])

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))

    serve(driver, host, port, clock)


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
