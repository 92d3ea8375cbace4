"""The report as Word, to go on writing in."""

from typing import BinaryIO

from app.exports.formats import Format, Source
from app.exports.set_report import write_set
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Draw the report, then write it down."""
    # A server knows the format and never writes it, so it does without the libraries.
    from facilitator.documents.word import docx_of

    write_set(source, out, docx_of)


FORMAT = Format(
    name="docx",
    stem="report",
    words=N_("rapport"),
    ending="docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write=write,
    compares=True,
)
