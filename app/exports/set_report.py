"""What the formats share that set the drawn report: drawn first, then set, and telling how far."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from app.exports.formats import Source
from facilitator.documents.blocks import Document

_STEPS = 2


def write_set(source: Source, out: BinaryIO, bytes_of: Callable[[Document, Path], bytes]) -> None:
    """Draw the report of ``source`` and write what ``bytes_of`` makes of it with our fonts."""
    # As in the formats: what reads the report brings libraries that a server does without.
    from app.report.documents import FONTS, document_from

    source.told(0, _STEPS)
    document = document_from(
        source.db, (source.meeting, *source.others), source.edition, source.now
    )
    source.told(1, _STEPS)
    out.write(bytes_of(document, FONTS))
    source.told(_STEPS, _STEPS)
