"""The report as PDF, to send, print and keep."""

from typing import BinaryIO

from app.exports.formats import Format, Source

_STEPS = 2


def write(source: Source, out: BinaryIO) -> None:
    """Draw the report, then set it."""
    # A server knows the format and never writes it, so it does without the libraries.
    from app.report.documents import FONTS, document_from
    from facilitator.documents.pdf import pdf_of

    source.told(0, _STEPS)
    document = document_from(
        source.db, (source.meeting, *source.others), source.edition, source.now
    )
    source.told(1, _STEPS)
    out.write(pdf_of(document, FONTS))
    source.told(_STEPS, _STEPS)


FORMAT = Format("pdf", "pdf", "application/pdf", write, compares=True)
