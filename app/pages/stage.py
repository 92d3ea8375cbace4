"""The projector's page, which the console shows in a frame too; and the evening played again."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, jsonify, render_template, request, send_file

from app import medvirk
from app.access import Role
from app.exports.making import Answer
from app.exports.replay import FORMAT
from app.exports.shelf import Failed, Made
from app.exports.wanted import is_of
from app.languages import speak_as
from app.live.protocol import Audience
from app.pages.opening import opened
from app.refusals import explain_code
from app.screens import show
from facilitator.models import Meeting
from facilitator.replay import span_of
from facilitator.report.edition import Edition

blueprint = Blueprint("stage", __name__)


@blueprint.get("/stage/<key>")
def screen(key: str) -> str:
    """The whole stage as it stands at this moment; it goes on by itself."""
    return show("stage/screen.html", Audience.STAGE, opened(key, Role.STAGE), key)


@blueprint.get("/stage/<key>/replay")
def replay(key: str) -> str:
    """The player of what the stage showed; before the meeting has begun a page that says so."""
    access, parts = opened(key, Role.STAGE), medvirk()
    with parts.database.reading() as db:
        meeting = db.get_one(Meeting, access.meeting_id)
        span = span_of(db, meeting, parts.clock())
    speak_as(meeting)
    return render_template("stage/replay.html", meeting=meeting, span=span, key=key)


@blueprint.get("/stage/<key>/replay.json")
def replay_frames(key: str) -> Any:
    """What the player plays; how far it has come while it is made, with its name to ask for."""
    access, parts = opened(key, Role.STAGE), medvirk()
    with parts.database.reading() as db:
        meeting = db.get_one(Meeting, access.meeting_id)
        speak_as(meeting)
        if span_of(db, meeting, parts.clock()) is None:
            return jsonify(start=None, end=None, chapters=[], frames=[])
        wanted = parts.maker.wanted(meeting, FORMAT, Edition.FULL)
    # A file that was begun is followed by its name; a meeting that goes on has newer ones.
    followed = request.args.get("making", "")
    known = is_of(followed, meeting, FORMAT, Edition.FULL)
    answer = parts.maker.follow(followed) if known else None
    try:
        return _frames(answer or parts.maker.make(wanted))
    except FileNotFoundError:
        # It was cleared away since it was looked for.
        return _frames(parts.maker.make(wanted))


def _frames(answer: Answer) -> Any:
    if isinstance(answer, Failed):
        problem = explain_code(answer.code, answer.details)
        return jsonify(problem=problem), HTTPStatus.SERVICE_UNAVAILABLE
    if not isinstance(answer, Made):
        told = {"making": answer.key, "done": answer.done, "of": answer.of}
        return jsonify(told), HTTPStatus.ACCEPTED
    # It is packed as it lies there, and browsers unpack it.
    response = send_file(answer.file, "application/json", conditional=False, etag=False)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = "no-store"
    return response
