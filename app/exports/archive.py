"""A meeting as one file that another installation takes in, with all that was said."""

from typing import BinaryIO

from app.exports.formats import Format, Source
from app.exports.readme import about_archive
from facilitator.archive.writing import write_file
from facilitator.report.edition import Edition
from facilitator.words import N_


def _write(source: Source, out: BinaryIO) -> None:
    write_file(source.db, source.meeting, "medvirk-archive", about_archive(source.meeting), out)


FORMAT = Format(
    name="archive",
    stem="meeting",
    words=N_("arkiv"),
    ending="medvirk",
    media_type="application/zip",
    write=_write,
    editions=frozenset({Edition.FULL}),
)
