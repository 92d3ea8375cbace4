"""Runs the server and says where a writing transaction let another green thread go on.

SQLite keeps whoever wants to write waiting within the driver, and the whole process with them. So
when a green thread gave way in the middle of a transaction, and the next one wanted to write, both
would wait for the other.
"""

import sys
import traceback
from typing import Any

from app import server

SAID = "gave way while writing"


def watch() -> None:
    """Look at every switch from now on, and at every transaction."""
    import greenlet
    from sqlalchemy import event
    from sqlalchemy.engine import Connection, Engine

    writing: set[greenlet.greenlet] = set()

    def began(connection: Connection) -> None:
        if connection.get_execution_options().get("medvirk_writes"):
            writing.add(greenlet.getcurrent())

    def ended(_connection: Connection) -> None:
        writing.discard(greenlet.getcurrent())

    def switched(what: str, between: Any) -> None:
        if what == "switch" and between[0] in writing:
            print(SAID, *traceback.format_stack(between[0].gr_frame), file=sys.stderr)

    event.listen(Engine, "begin", began)
    event.listen(Engine, "commit", ended)
    event.listen(Engine, "rollback", ended)
    greenlet.settrace(switched)


if __name__ == "__main__":
    prepared = server.driver_named("")
    watch()
    from app.serving import serve

    serve(prepared, sys.argv[1], int(sys.argv[2]))
