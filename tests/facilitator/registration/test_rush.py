"""Hundreds come in the same moment: as many as there are places get one, the rest in order.

``python -m bench.rush`` does the same with a thousand, and tells how long it takes.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from sqlalchemy import event

from app import database as databases
from app.database import Database
from bench.crowd import Domain, Seen, in_order, make_hall, send
from facilitator.registration import turns
from facilitator.registration.placing import steps

PEOPLE, PLACES = 150, 50


def test_a_rush_with_cancels_and_offers_in_between_fills_exactly_the_places(
    database: Database, database_url: str
) -> None:
    # One process has an SQLite file; on PostgreSQL there may be several.
    processes = 1 if database_url.startswith("sqlite") else 2
    meeting_id = make_hall(database, PLACES)
    seen = send(database_url, meeting_id, PEOPLE, PLACES, processes)
    assert seen == Seen(most=PLACES, idle=0, problems=[])
    there = Domain(database, meeting_id).look()
    assert there.cancelled
    assert (there.taken, there.waiting) == (PLACES, PEOPLE - PLACES - there.cancelled)
    assert in_order(database, meeting_id)


@pytest.mark.parametrize(
    ("locked", "patience", "held"),
    [
        pytest.param(True, 0.2, 3, id="with the lock"),
        pytest.param(False, 30, 8, id="without the lock"),
    ],
)
def test_it_is_the_lock_that_keeps_people_from_taking_the_same_place(
    database: Database, monkeypatch: pytest.MonkeyPatch, locked: bool, patience: float, held: int
) -> None:
    meeting_id = make_hall(database, 3)
    everybody = Barrier(8)
    rows_of = steps.rows_of

    def meet_between_counting_and_taking(*arguments: Any) -> Any:
        # With the lock the first one waits in vain, and then nobody waits any more.
        with suppress(BrokenBarrierError):
            everybody.wait(patience)
        return rows_of(*arguments)

    monkeypatch.setattr(steps, "rows_of", meet_between_counting_and_taking)
    with database_of(database, monkeypatch, locked=locked), ThreadPoolExecutor(8) as pool:
        list(pool.map(Domain(database, meeting_id).register, range(8)))
    there = Domain(database, meeting_id).look()
    assert (there.confirmed, there.waiting) == (held, 8 - held)


@contextmanager
def database_of(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, locked: bool
) -> Iterator[None]:
    """The database as it is, or with what keeps two turns apart taken away."""
    if locked:
        yield
        return
    monkeypatch.setattr(turns, "lock", lambda _db, _meeting: None)
    begin = databases._begin_sqlite
    sqlite = database.engine.dialect.name == "sqlite"
    if sqlite:
        event.remove(database.engine, "begin", begin)
    yield
    if sqlite:
        event.listen(database.engine, "begin", begin)
