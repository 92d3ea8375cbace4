"""Writes a document as PDF: one file that is PDF/UA-1 and PDF/A-2a, the same bytes each time."""

import json
from datetime import datetime
from pathlib import Path

import typst

from facilitator.documents.blocks import Document
from facilitator.documents.pictures import STANDARDS, only
from facilitator.documents.row_headers import with_row_headers
from facilitator.documents.setting import Setting

TEMPLATE = Path(__file__).with_name("report.typ")


def pdf_of(document: Document, fonts: Path) -> bytes:
    """The document as PDF.

    Args:
        fonts: the folder of all fonts that may be used. A character that none of them has is
            written as a square, and a note at the end says how many there are.
    """
    data = Setting(fonts).document(document)
    made = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=only(fonts),
        sys_inputs={"document": json.dumps(data, ensure_ascii=False)},
        pdf_standards=list(STANDARDS),
        timestamp=datetime.fromisoformat(document.date).replace(microsecond=0),
    )
    return with_row_headers(made, document.blocks)
