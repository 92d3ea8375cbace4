"""Everybody registers at once on the pages of a real server: whoever is told yes has their place.

``python -m bench.rush --http`` does the same with a thousand, and tells how long it takes.
"""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bench.crowd import make_hall
from bench.guests import Guests
from facilitator.models import Meeting
from tests.app.live.hall import Hall
from tests.faults import watched
from tests.services import database_of_its_own

PEOPLE, PLACES = 60, 10
PATIENCE = 30.0

Result = TypeVar("Result")


class WatchedHall(Hall):
    """One whose server says when a transaction that writes lets others go on."""

    def command(self, port: int | None = None) -> list[str]:
        return [sys.executable, "-m", watched.__name__, "127.0.0.1", str(port or self.port)]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """An SQLite file, and the one server that it has."""
    hall = WatchedHall(tmp_path_factory.mktemp("rush"))
    try:
        hall.start()
        yield hall
    finally:
        hall.close()


def guests(halls: list[Hall], patience: float = 0, presses: int = 1) -> Guests:
    """People who want the places of a new meeting."""
    first, now = halls[0], datetime.now(UTC)
    made = make_hall(first.database, PLACES, now)
    with first.database.reading() as db:
        meeting = db.get_one(Meeting, made)
    return Guests(
        [hall.port for hall in halls],
        first.settings.secret_key,
        first.database,
        meeting,
        capacity=PLACES,
        patience=patience,
        presses=presses,
    )


def in_a_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """What ``work`` gives, in a thread of its own: Chromium's driver has a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_sixty_who_come_at_once_fill_ten_places_and_no_transaction_gives_way(hall: Hall) -> None:
    everybody = guests([hall])
    in_a_loop(everybody.come(PEOPLE))
    assert everybody.wrong(PEOPLE) == []
    assert everybody.standing().cancelled
    assert watched.SAID not in hall.log(), hall.log()


def test_a_server_that_is_killed_meanwhile_keeps_whom_it_said_yes_to_and_doubles_nobody(
    hall: Hall,
) -> None:
    everybody = guests([hall], PATIENCE, presses=2)

    async def killed_meanwhile() -> set[str]:
        coming = asyncio.create_task(everybody.come(PEOPLE))
        while len(everybody.taken) < PEOPLE // 3:
            await asyncio.sleep(0.01)
        # Nobody is told anything between this and the end of the server.
        hall.stop(signal.SIGKILL)
        answered = set(everybody.taken)
        kept = set(everybody.stored())
        await asyncio.to_thread(hall.start)
        await coming
        return answered - kept

    assert in_a_loop(killed_meanwhile()) == set()
    assert everybody.wrong(PEOPLE) == []


def test_two_servers_on_one_database_give_no_place_twice(
    postgres_url: str, redis_url: str, tmp_path: Path
) -> None:
    with database_of_its_own(postgres_url) as url, ExitStack() as stack:
        halls = []
        for _ in range(2):
            halls.append(Hall(tmp_path, {"DATABASE_URL": url, "REDIS_URL": redis_url}))
            stack.callback(halls[-1].close)
            halls[-1].start()
        everybody = guests(halls)
        in_a_loop(everybody.come(PEOPLE))
        assert everybody.wrong(PEOPLE) == []
