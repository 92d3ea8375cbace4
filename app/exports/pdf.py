"""The report as PDF, to send, print and keep."""

from typing import BinaryIO

from app.exports.formats import Format, Source
from app.exports.set_report import write_set
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Draw the report, then set it."""
    # A server knows the format and never writes it, so it does without the libraries.
    from facilitator.documents.pdf import pdf_of

    write_set(source, out, pdf_of)


FORMAT = Format(
    name="pdf",
    stem="report",
    words=N_("rapport"),
    ending="pdf",
    media_type="application/pdf",
    write=write,
    compares=True,
)
