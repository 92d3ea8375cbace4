"""The report as it is drawn, for the page that everybody reads: its HTML, and what it is called."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.exports.formats import Format, Source
from app.report.drawing import Drawn, draw_report
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Write the drawn report as a JSON object."""
    drawn = asdict(draw_report(source.db, source.meeting, source.edition, source.now))
    drawn["changed_at"] = drawn["changed_at"].isoformat()
    out.write(json.dumps(drawn, ensure_ascii=False).encode())


def read(file: Path) -> Drawn:
    """The report that ``write`` has written.

    Raises:
        FileNotFoundError: it was cleared away.
    """
    drawn = json.loads(file.read_bytes())
    drawn["changed_at"] = datetime.fromisoformat(drawn["changed_at"])
    return Drawn(**drawn)


FORMAT = Format(
    name="drawn",
    stem="drawn",
    words=N_("rapport"),
    ending="json",
    media_type="application/json",
    write=write,
    taken_home=False,
)
