"""The programme as an iCalendar file: an entry for each item, at the time that was planned."""

from typing import BinaryIO

from app.calendar_file import programme_of
from app.exports.formats import Format, Source
from facilitator.programme.rows import plan_of
from facilitator.report.edition import Edition
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Write the calendar."""
    out.write(programme_of(source.meeting, plan_of(source.db, source.meeting)))


FORMAT = Format(
    name="ics",
    stem="programme",
    words=N_("program"),
    ending="ics",
    media_type="text/calendar; charset=utf-8",
    write=write,
    editions=frozenset({Edition.FULL}),
)
