"""The report as Word, to go on writing in."""

from typing import BinaryIO

from app.exports.documents import FONTS, document_from
from app.exports.formats import Format, Source
from facilitator.documents.word import docx_of

_STEPS = 2


def write(source: Source, out: BinaryIO) -> None:
    """Draw the report, then write it down."""
    source.told(0, _STEPS)
    document = document_from(source)
    source.told(1, _STEPS)
    out.write(docx_of(document, FONTS))
    source.told(_STEPS, _STEPS)


FORMAT = Format(
    "docx",
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write,
)
