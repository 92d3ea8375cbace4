"""The bare server to compare with: commit one message, broadcast it to its room, acknowledge it.

The network library is prepared before anything that uses the network is imported, which is why
the imports stand inside the function.
"""

import sqlite3
import sys
import warnings


def run(file: str, port: int) -> None:
    """Serve for ever on loopback, with the messages in the SQLite ``file``."""
    with warnings.catch_warnings():
        # It says at every start that it is in bug-fix mode.
        warnings.simplefilter("ignore")
        import eventlet
    eventlet.monkey_patch()
    import eventlet.wsgi
    from flask import Flask
    from flask_socketio import SocketIO, emit, join_room

    db = _database(file)
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="eventlet", async_handlers=False)

    @app.get("/")
    @app.get("/healthz")
    def page() -> str:
        return "<!doctype html><title>A bare page</title>"

    def connect(auth: dict[str, list[str]]) -> None:
        for room in auth["rooms"]:
            join_room(room)
        emit("message", {"text": "welcome"})

    def sync(_payload: object) -> dict[str, bool]:
        return {"ok": True}

    def give(payload: dict[str, str]) -> dict[str, object]:
        room, text = payload["room"], payload["text"]
        number = _keep(db, room, text)
        emit("message", {"number": number, "text": text}, to=room)
        return {"ok": True, "number": number}

    for handler in (connect, sync, give):
        socketio.on_event(handler.__name__, handler)
    eventlet.wsgi.server(
        eventlet.listen(("127.0.0.1", port), backlog=4096, reuse_port=False),
        app,
        max_size=20_000,
        log_output=False,
        debug=False,
    )


def _database(file: str) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("CREATE TABLE message (number INTEGER PRIMARY KEY, room TEXT, text TEXT)")
    return db


def _keep(db: sqlite3.Connection, room: str, text: str) -> int | None:
    db.execute("BEGIN IMMEDIATE")
    kept = db.execute("INSERT INTO message (room, text) VALUES (?, ?)", (room, text))
    db.execute("COMMIT")
    return kept.lastrowid


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]))
