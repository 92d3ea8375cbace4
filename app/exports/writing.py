"""Writes one file of a meeting: what the browser's and the terminal's way have in common."""

from datetime import datetime
from typing import BinaryIO

from app.config import Settings
from app.database import Database
from app.drawing import drawing_app
from app.exports.formats import Format, Source, Told
from facilitator.models import Meeting
from facilitator.report.edition import Edition


def write_file(
    database: Database,
    settings: Settings,
    meeting_id: int,
    one: Format,
    edition: Edition,
    now: datetime,
    out: BinaryIO,
    told: Told,
) -> None:
    """Write a meeting as ``one`` to ``out``, as it stands at one moment.

    Args:
        now: aware UTC.
        told: is told how far it has come.

    Raises:
        Refused: as the format does.
        OSError: ``out`` takes no more.
    """
    with drawing_app(settings).app_context(), database.snapshot() as db:
        meeting = db.get_one(Meeting, meeting_id)
        one.write(Source(db, settings, meeting, edition, now, told), out)
