"""A meeting as a file that others start from, without anything that was said or done."""

from typing import BinaryIO

from app.exports.formats import Format, Source
from app.exports.readme import about_template
from facilitator.archive.writing import write_file
from facilitator.report.edition import Edition
from facilitator.words import N_


def _write(source: Source, out: BinaryIO) -> None:
    write_file(source.db, source.meeting, "medvirk-template", about_template(source.meeting), out)


FORMAT = Format(
    name="template",
    stem="template",
    words=N_("mal"),
    ending="medvirk",
    media_type="application/zip",
    write=_write,
    editions=frozenset({Edition.FULL}),
)
