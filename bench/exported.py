"""``python -m bench.exported MEETING FORMAT FILE``: write one file, print seconds and peak memory.

A process of its own that gives way to the live part, as files are made.
"""

import json
import os
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter


def main() -> None:
    """Write the file that the command line names; prints ``{seconds, resident, bytes}`` as JSON."""
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
    began = perf_counter()
    with (
        create_app(settings).app_context(),
        database.reading() as db,
        target.open("w+b") as out,
    ):
        meeting = db.get_one(Meeting, meeting_id)
        source = Source(db, settings, meeting, Edition.FULL, datetime.now(UTC))
        formats()[name].write(source, out)
    took = perf_counter() - began
    database.close()
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = target.stat().st_size
    print(json.dumps({"seconds": took, "resident": resident, "bytes": size}))


if __name__ == "__main__":
    main()
