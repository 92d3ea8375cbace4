"""Takes a file with a meeting into the installation: an archive as it was, a template anew.

Pages let a process of its own do it, for it takes long and phones are served meanwhile. What that
process is asked is a line of JSON with the file after it.
"""

import datetime as dt
import json
import pickle
import resource
import sys
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from random import SystemRandom
from zoneinfo import ZoneInfo

from app.database import Database
from app.programs import answer_of
from facilitator.archive.putting import put_archive, put_template
from facilitator.archive.reading import Taken, read_file
from facilitator.errors import Refused
from facilitator.models import Meeting

MEMORY_MOST = 1024 * 1024 * 1024
"""What that process may take of memory, in bytes: a small file may unpack to far more than it says,
and nothing that pages take in needs half of it."""


@dataclass(frozen=True)
class Came:
    """What became of a file.

    Args:
        title: what the meeting is called.
        code: the meeting's, which is there now; empty for a template that is not given a day yet.
    """

    title: str
    code: str = ""


def take_in(
    database: Database, taken: Taken, *, title: str, day: dt.date | None, now: datetime
) -> Meeting:
    """Put ``taken`` into the database, whole or not at all.

    Args:
        title: what the meeting of a template is called; empty for the template's own.
        day: the local date of the meeting of a template; None for today.
        now: aware UTC.

    Raises:
        Refused: as ``put_archive`` and ``put_template``.
    """
    choose = SystemRandom()
    today = now.astimezone(ZoneInfo(taken.meeting["zone"])).date()
    with database.writing() as db:
        if taken.is_template:
            date = day or today
            return put_template(db, taken, title=title, date=date, now=now, choose=choose)
        return put_archive(db, taken, choose)


def take_in_apart(
    database_url: str, data: bytes, *, title: str = "", day: dt.date | None = None, now: datetime
) -> Came:
    """Let a process of its own take in a file; waits for it, and lets others be served.

    Args:
        data: the file.
        title: as in ``take_in``.
        day: as in ``take_in``; without one no meeting is made of a template.
        now: aware UTC.

    Raises:
        Refused: as ``read_file`` and ``take_in``.
    """
    asked = {
        "database": database_url,
        "title": title,
        "day": day.isoformat() if day else None,
        "now": now.isoformat(),
    }
    said = pickle.loads(answer_of(__name__, json.dumps(asked).encode() + b"\n" + data))
    if isinstance(said, Refused):
        raise said
    return Came(*said)


def answer(question: bytes) -> bytes:
    """What becomes of the file that ``question`` holds."""
    line, _end, data = question.partition(b"\n")
    asked = json.loads(line)
    database = Database(asked["database"])
    try:
        taken = read_file(BytesIO(data))
        if taken.is_template and asked["day"] is None:
            return pickle.dumps((taken.meeting["title"], ""))
        day = dt.date.fromisoformat(asked["day"]) if asked["day"] else None
        now = datetime.fromisoformat(asked["now"])
        made = take_in(database, taken, title=asked["title"], day=day, now=now)
        return pickle.dumps((made.title, made.code))
    except Refused as refused:
        return pickle.dumps(refused)
    except MemoryError:
        return pickle.dumps(Refused("file_too_large", most=MEMORY_MOST))
    finally:
        database.close()


def main() -> None:
    """Answer the question that comes in, with no more memory than that takes."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY_MOST if hard == resource.RLIM_INFINITY else min(MEMORY_MOST, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
