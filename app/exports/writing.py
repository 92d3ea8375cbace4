"""Writes one file of a meeting: what the browser's and the terminal's way have in common."""

from collections.abc import Sequence
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
    meeting_ids: Sequence[int],
    one: Format,
    edition: Edition,
    now: datetime,
    out: BinaryIO,
    told: Told,
) -> None:
    """Write a meeting, or several side by side, as ``one`` to ``out``, as it stands at one moment.

    Args:
        meeting_ids: at least one.
        now: aware UTC.
        told: is told how far it has come.

    Raises:
        Refused: as the format does.
        OSError: ``out`` takes no more.
    """
    with drawing_app(settings).app_context(), database.snapshot() as db:
        meeting, *others = (db.get_one(Meeting, id) for id in meeting_ids)
        one.write(Source(db, settings, meeting, edition, now, told, others), out)
