"""The rush on the pages of real servers, while phones at the tables of another meeting give."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

from app.config import settings_from
from app.database import Database
from app.upgrade import ready_database
from bench.crowd import make_hall
from bench.guests import Came, Guests
from bench.process import Process, allow_many_files
from bench.sides import IDEAS, Evening, Phone, open_evening
from facilitator.models import Meeting

TABLES = 10
_GIVES_EVERY = 0.8
"""Seconds; one phone at each table."""


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
        [there, *_figures(came, cpu, people), _acks("before", quiet), _acks("meanwhile", busy)]
    )


async def _both(
    guests: Guests, live: Evening, people: int
) -> tuple[Came, list[float], list[float]]:
    phones = [await live.slip_in(table) for table in range(1, TABLES + 1)]
    numbers = count()
    quiet: list[float] = []
    busy: list[float] = []
    await _give(live, phones, numbers, quiet, 3)
    giving = asyncio.create_task(_give(live, phones, numbers, busy, None))
    came = await guests.come(people)
    giving.cancel()
    with suppress(asyncio.CancelledError):
        await giving
    for phone in phones:
        phone.leave()
    return came, quiet, busy


async def _give(
    live: Evening,
    phones: Sequence[Phone],
    numbers: Iterator[int],
    took: list[float],
    seconds: float | None,
) -> None:
    """Let every phone give one contribution after the other, and keep how long each took."""
    until = None if seconds is None else perf_counter() + seconds

    async def one(phone: Phone, wait: float) -> None:
        await asyncio.sleep(wait)
        while until is None or perf_counter() < until:
            began = perf_counter()
            at, answer = await phone.live.call("give", live.contribution(phone, next(numbers)))
            assert answer["ok"], answer
            took.append(at - began)
            await asyncio.sleep(_GIVES_EVERY)

    choose = Random(1)
    await asyncio.gather(*(one(phone, choose.uniform(0, _GIVES_EVERY)) for phone in phones))


def _figures(came: Came, cpu: float, people: int) -> list[str]:
    return [
        f"  the last was registered after {max(came.wholes):.2f} s,"
        f" the servers' CPU {1000 * cpu / people:.1f} ms for each",
        f"  form {_spread(came.forms)}; answer {_spread(came.answers)}",
        f"  {came.looks} looks, {came.most} held at most",
    ]


def _acks(when: str, took: Sequence[float]) -> str:
    return f"  {len(took)} contributions {when}: acknowledged {_spread(took)}"


def _spread(took: Sequence[float]) -> str:
    cuts = quantiles(took, n=100)
    return f"p50 {1000 * cuts[49]:.0f}, p99 {1000 * cuts[98]:.0f} ms"
