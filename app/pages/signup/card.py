"""The picture of the meeting that chats and other sites show with a link to its page."""

from http import HTTPStatus

from flask import Response

from app import medvirk
from app.exports.card import FORMAT
from app.exports.shelf import Made
from app.pages.opening import meeting_at
from app.pages.signup.frame import blueprint
from app.pages.signup.queue import let_the_next_one_in
from facilitator.report.edition import Edition

_PATIENCE = 8.0
"""Seconds that one waits until it is drawn, in a process of its own as files are."""
_ASK_AGAIN = 5
"""Seconds until one should ask again when it was not."""


@blueprint.get("/m/<code>/card.png")
def card(code: str) -> Response:
    """The picture as the meeting is now."""
    parts = medvirk()
    with parts.database.reading() as db:
        file = parts.maker.wanted(meeting_at(db, code), FORMAT, Edition.FULL)
    let_the_next_one_in()
    answer = parts.maker.wait(file, _PATIENCE)
    try:
        if isinstance(answer, Made):
            return Response(answer.file.read_bytes(), content_type=FORMAT.media_type)
    except FileNotFoundError:
        # It was cleared away since it was looked for.
        pass
    response = Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response.headers["Retry-After"] = f"{_ASK_AGAIN}"
    return response
