"""What one takes home of a meeting as files: the programme at once, all others when made."""

from collections.abc import Sequence
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app import medvirk
from app.exports.names import addresses
from app.pages.handing_out import hand_out
from app.pages.organise.frame import blueprint, found
from facilitator.models import Meeting
from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import ReadItem
from facilitator.programme.writing import write_csv, write_json, write_xlsx

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@blueprint.get("/<code>/export/<name>")
def export_file(code: str, name: str) -> Any:
    """A file of the meeting: the report, the input as data, the evening as an archive."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    if name not in addresses():
        raise NotFound
    one, edition = addresses()[name]
    return hand_out(
        meeting,
        one,
        edition,
        "organise/taken_home/being_made.html",
        back=url_for("organise.afterwards", code=code),
        back_words=_("Tilbake til Etterpå"),
    )


@blueprint.get("/<code>/export/programme.<any(csv, xlsx, json):ending>")
def export_programme(code: str, ending: str) -> Response:
    """The programme as a file that ``new`` reads back."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        items = _items(meeting)
    if ending == "csv":
        data = write_csv(items, meeting.language)
    elif ending == "xlsx":
        data = write_xlsx(items, meeting.language)
    else:
        data = write_json(items, meeting.title, meeting.subtitle)
    response = Response(data, content_type=_TYPES[ending])
    # The code is plain letters and figures; a title is not.
    response.headers["Content-Disposition"] = f'attachment; filename="{meeting.code}.{ending}"'
    return response


def _items(meeting: Meeting) -> Sequence[ReadItem]:
    return [
        ReadItem(
            day=item.day,
            start=item.fixed_start,
            minutes=item.length // 60,
            title=item.title,
            speaker=item.speaker,
            description=item.description,
            kind=ItemKind(item.kind),
            least_minutes=item.least // 60,
            exercises=tuple(exercise.kind for exercise in item.exercises),
        )
        for item in meeting.items
        if item.deleted_at is None
    ]
