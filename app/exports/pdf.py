"""The report as PDF, to send, print and keep."""

from typing import BinaryIO

from app.exports.documents import FONTS, document_from
from app.exports.formats import Format, Source
from facilitator.documents.pdf import pdf_of

_STEPS = 2


def write(source: Source, out: BinaryIO) -> None:
    """Draw the report, then set it."""
    source.told(0, _STEPS)
    document = document_from(source)
    source.told(1, _STEPS)
    out.write(pdf_of(document, FONTS))
    source.told(_STEPS, _STEPS)


FORMAT = Format("pdf", "pdf", "application/pdf", write)
