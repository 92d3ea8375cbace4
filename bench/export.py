"""``python -m bench.export``: a large meeting taken home as files while a hall gives contributions.

Prints how long each file took, the most memory that its process held, and how long phones waited
for an acknowledgement with and without it: the whole of the live part's aims is in ``bench``.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.config import settings_from
from app.database import Database
from app.upgrade import ready_database
from bench.giving import acks, give
from bench.process import ROOT, Process, allow_many_files
from bench.sides import IDEAS, Evening, open_evening
from facilitator.errors import Refused
from facilitator.exercises import kind_of
from facilitator.models import Contribution, Exercise
from facilitator.samples import make_sample
from facilitator.samples.voices import bodies_of

AIMS: Mapping[str, float | None] = {
    "csv": 10,
    "plain-csv": None,
    "xlsx": 40,
    "json": None,
    "archive": None,
}
"""Seconds within which 100,000 contributions ought to be written."""
RESIDENT_MOST = 250
"""Megabytes."""
TABLES, LARGE_TABLES = 10, 60
_AT_ONCE = 5000
_QUIET = 5
"""Seconds in which phones give before a file is made."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.export", description=__doc__)
    parser.add_argument("--contributions", type=int, default=100_000)
    parser.add_argument("--only", action="append", choices=AIMS, help="may be given again")
    asked = parser.parse_args()
    allow_many_files()
    print(f"{asked.contributions} contributions, load of this machine {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="medvirk-export-") as name, ExitStack() as stack:
        folder, now = Path(name), datetime.now(UTC)
        environ = {"MEDVIRK_DATA": name, "MEDVIRK_LIMITS": "off"}
        settings = settings_from(environ)
        database = Database(settings.database_url)
        stack.callback(database.close)
        ready_database(settings, database)
        with database.writing() as db:
            large = make_large(db, asked.contributions, now)
        with database.writing() as db:
            evening, exercise = open_evening(db, IDEAS, TABLES, now)
        process = Process(folder, ("app.server", "127.0.0.1"), environ, profiled=False)
        stack.callback(process.stop)
        live = Evening(process.port, settings.secret_key, evening, exercise, IDEAS)
        chosen = asked.only or list(AIMS)
        asyncio.run(_measure(live, chosen, large, folder, environ, asked.contributions))


def make_large(db: Session, contributions: int, now: datetime) -> int:
    """A meeting with so many contributions to all kinds of exercise, in turn; its id."""
    meeting = make_sample(db, day=now.date(), now=now, choose=Random(1), tables=LARGE_TABLES)
    said = [
        (exercise.id, tuple(_taken(exercise)))
        for item in meeting.items
        for exercise in item.exercises
    ]
    choose = Random(1)
    for first in range(1, contributions + 1, _AT_ONCE):
        db.execute(
            insert(Contribution),
            [
                {
                    "id": str(UUID(int=choose.getrandbits(128), version=4)),
                    "meeting_id": meeting.id,
                    "exercise_id": said[number % len(said)][0],
                    "table_id": choose.choice(meeting.tables).id,
                    "number": number,
                    "body": choose.choice(said[number % len(said)][1]),
                    "shared": True,
                    "given_at": now + timedelta(milliseconds=50 * number),
                }
                for number in range(first, min(first + _AT_ONCE, contributions + 1))
            ],
        )
    meeting.last_number = contributions
    db.flush()
    return meeting.id


def _taken(exercise: Exercise) -> Iterator[dict[str, Any]]:
    """What a rehearsal says to an exercise, as far as it takes it."""
    kind = kind_of(exercise.kind)
    for body in bodies_of(exercise.kind):
        with suppress(Refused):
            yield kind.parse(kind.settings(exercise.settings), body)


async def _measure(
    live: Evening,
    chosen: Sequence[str],
    large: int,
    folder: Path,
    environ: Mapping[str, str],
    contributions: int,
) -> None:
    phones = [await live.slip_in(table) for table in range(1, TABLES + 1)]
    numbers = count()
    for name in chosen:
        quiet: list[float] = []
        busy: list[float] = []
        await give(live, phones, numbers, quiet, _QUIET)
        giving = asyncio.create_task(give(live, phones, numbers, busy, None))
        made = await _made(large, name, folder / f"large.{name}", environ)
        giving.cancel()
        with suppress(asyncio.CancelledError):
            await giving
        for line in _told(name, made, quiet, busy, judged=contributions == 100_000):
            print(line)
    for phone in phones:
        phone.leave()


async def _made(
    meeting: int, name: str, target: Path, environ: Mapping[str, str]
) -> Mapping[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.exported", str(meeting), name, str(target)),
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=asyncio.subprocess.PIPE,
    )
    written, _ = await process.communicate()
    if process.returncode:
        sys.exit(f"{name} was not written")
    made: Mapping[str, Any] = json.loads(written)
    return made


def _told(
    name: str,
    made: Mapping[str, Any],
    quiet: Sequence[float],
    busy: Sequence[float],
    *,
    judged: bool,
) -> Iterator[str]:
    seconds, aim = made["seconds"], AIMS[name]
    wanted = f" (aim {aim} s: {'met' if seconds <= aim else 'MISSED'})" if judged and aim else ""
    memory = "" if made["resident"] <= RESIDENT_MOST else f", MORE THAN {RESIDENT_MOST}"
    yield (
        f"{name}: {seconds:.1f} s{wanted}, {made['used']:.1f} s of processor time,"
        f" {made['resident']:.0f} MB resident{memory},"
        f" {made['bytes'] / 2**20:.1f} MB written"
    )
    if len(busy) > 1:
        yield acks("before", quiet)
        yield acks("meanwhile", busy)
        before, then = quantiles(quiet, n=100), quantiles(busy, n=100)
        middle, slow = then[49] / before[49], then[98] / before[98]
        yield f"  with it to without it: p50 {middle:.1f} ×, p99 {slow:.1f} ×"


if __name__ == "__main__":
    main()
