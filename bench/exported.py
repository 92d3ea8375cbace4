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
    from app.config import settings_from
    from app.database import Database
    from app.exports.formats import formats
    from app.exports.writing import write_file
    from facilitator.report.edition import Edition

    meeting, name, target = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    settings = settings_from()
    database = Database(settings.database_url)
    began, used = perf_counter(), process_time()
    with target.open("w+b") as out:
        write_file(
            database,
            settings,
            [meeting],
            formats()[name],
            Edition.FULL,
            datetime.now(UTC),
            out,
            lambda _done, _of: None,
        )
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
