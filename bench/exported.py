"""``python -m bench.exported MEETING FORMAT FILE``: write one file, print seconds and peak memory.

A process of its own that gives way to the live part, as files are made.
"""

import json
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time


def main() -> None:
    """Write the file that the command line names; prints figures as JSON."""
    os.nice(15)
    from app import create_app
    from app.config import settings_from
    from app.database import Database
    from app.exports.formats import Source, formats
    from facilitator.models import Meeting
    from facilitator.report.edition import Edition

    meeting_id, name, target = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    settings = settings_from()
    database = Database(settings.database_url)
    began, used = perf_counter(), process_time()
    with (
        create_app(settings).app_context(),
        database.reading() as db,
        target.open("w+b") as out,
    ):
        meeting = db.get_one(Meeting, meeting_id)
        source = Source(db, settings, meeting, Edition.FULL, datetime.now(UTC))
        formats()[name].write(source, out)
    took = perf_counter() - began
    used = process_time() - used
    database.close()
    size = target.stat().st_size
    print(json.dumps({"seconds": took, "used": used, "resident": _most(), "bytes": size}))


def _most() -> float:
    """The most megabytes that this process held; what started it is not counted."""
    status = Path("/proc/self/status").read_text()
    most = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert most
    return int(most[1]) / 1024


if __name__ == "__main__":
    main()
