"""The rush on the pages of real servers, while phones at the tables of another meeting give."""

import asyncio
import tempfile
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from app.config import settings_from
from app.database import Database
from app.upgrade import ready_database
from bench.crowd import make_hall
from bench.giving import acks, give, spread
from bench.guests import Came, Guests
from bench.process import Process, allow_many_files
from bench.sides import IDEAS, Evening, open_evening
from facilitator.models import Meeting

TABLES = 10


def measured(
    people: int, capacity: int, *, postgres: str = "", redis: str = "", profiled: bool = False
) -> str:
    """What came of it, in lines of words.

    Args:
        postgres: the address of an empty database; two processes serve it, else one SQLite.
        redis: where the two of them tell each other.
        profiled: print where the first process spends its time meanwhile.
    """
    allow_many_files()
    with tempfile.TemporaryDirectory(prefix="medvirk-rush-") as name, ExitStack() as stack:
        folder = Path(name)
        environ = {"MEDVIRK_DATA": name}
        if postgres:
            environ |= {"DATABASE_URL": postgres, "REDIS_URL": redis}
        settings = settings_from(environ)
        database = Database(settings.database_url)
        stack.callback(database.close)
        ready_database(settings, database)
        now = datetime.now(UTC)
        hall = make_hall(database, capacity, now)
        with database.writing() as db:
            meeting = db.get_one(Meeting, hall)
            evening, exercise = open_evening(db, IDEAS, TABLES, now)
        processes = []
        for number in range(2 if postgres else 1):
            place = folder / f"process{number}"
            place.mkdir()
            processes.append(Process(place, ("app.server", "127.0.0.1"), environ, profiled))
            stack.callback(processes[-1].stop)
        ports = [one.port for one in processes]
        guests = Guests(ports, settings.secret_key, database, meeting, capacity=capacity)
        live = Evening(ports[0], settings.secret_key, evening, exercise, IDEAS)
        if profiled:
            stack.enter_context(processes[0].profile())
        began = [one.cpu for one in processes]
        came, quiet, busy = asyncio.run(_both(guests, live, people))
        cpu = sum(one.cpu for one in processes) - sum(began)
        wrong = guests.wrong(people)
    there = f"{people} people, {len(ports)} process(es): " + ("; ".join(wrong) or "all right")
    return "\n".join(
        [there, *_figures(came, cpu, people), acks("before", quiet), acks("meanwhile", busy)]
    )


async def _both(
    guests: Guests, live: Evening, people: int
) -> tuple[Came, list[float], list[float]]:
    phones = [await live.slip_in(table) for table in range(1, TABLES + 1)]
    numbers = count()
    quiet: list[float] = []
    busy: list[float] = []
    await give(live, phones, numbers, quiet, 3)
    giving = asyncio.create_task(give(live, phones, numbers, busy, None))
    came = await guests.come(people)
    giving.cancel()
    with suppress(asyncio.CancelledError):
        await giving
    for phone in phones:
        phone.leave()
    return came, quiet, busy


def _figures(came: Came, cpu: float, people: int) -> list[str]:
    return [
        f"  the last was registered after {max(came.wholes):.2f} s,"
        f" the servers' CPU {1000 * cpu / people:.1f} ms for each",
        f"  form {spread(came.forms)}; answer {spread(came.answers)}",
        f"  {came.looks} looks, {came.most} held at most",
    ]
