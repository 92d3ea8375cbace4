"""One page after the other: when a thousand come at once, a hall's phones are answered in between.

A server process does one thing at a time, and what has come in first is done first. Without this a
phone at a table would wait behind everybody who has just pressed a button here.
"""

from threading import Lock

from flask import g, request

from app import medvirk
from app.pages.signup.frame import blueprint

_TURN = Lock()
"""Of this process; it is handed on in the order in which people came."""


@blueprint.before_request
def stand_in_line() -> None:
    """Wait until it is this request's turn."""
    # It is here already, and nobody waits for one whose connection is slow.
    request.get_data(parse_form_data=True)
    _TURN.acquire()
    g.has_the_turn = True
    # Whatever else has come in meanwhile is done now.
    medvirk().live.socketio.sleep(0)


@blueprint.teardown_request
def let_the_next_one_in(_error: BaseException | None = None) -> None:
    """The page is drawn, or waits for something itself; that keeps nobody else waiting."""
    if g.pop("has_the_turn", False):
        _TURN.release()
