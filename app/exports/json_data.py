"""All data of a meeting as one JSON document, a contribution a line, written while they come."""

import json
from typing import Any, BinaryIO

from app.exports.data import data_of
from app.exports.formats import Format, Source
from facilitator.report.data.json_document import for_json, head
from facilitator.report.data.table import columns
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Write the document; ``facilitator.report.data.json_document`` tells its shape."""
    data = data_of(source)
    about = head(source.db, source.meeting, data.asked, data.edits, data.translate, source.now)
    begun = json.dumps(about, ensure_ascii=False, indent=2).removesuffix("\n}")
    out.write(f'{begun},\n  "contributions": ['.encode())
    told = for_json(columns(), data.translate)
    between = b"\n    "
    for line in data.lines():
        out.write(between + _one_line(told(line.flat)))
        between = b",\n    "
    out.write(b"\n  ]\n}\n")


def _one_line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


FORMAT = Format(
    name="json",
    stem="data",
    words=N_("innspill"),
    ending="json",
    media_type="application/json",
    write=write,
)
