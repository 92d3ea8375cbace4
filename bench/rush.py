"""``python -m bench.rush``: a thousand people want fifty places, with cancels and offers between.

On SQLite one process serves them; with ``--postgres URL``, the address of an empty database, two
processes do. Prints what came of it, the seconds, and the ratio to as many bare inserts by as many
threads, each in a transaction of its own.
"""

import argparse
import tempfile
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

from sqlalchemy import insert

from app.database import Database
from bench.crowd import NOW, THREADS, Domain, in_order, make_hall, send
from bench.pages import measured
from facilitator.models import Letter


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.rush", description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--places", type=int, default=50)
    parser.add_argument("--postgres", metavar="URL", help="postgresql+psycopg2://…, empty")
    parser.add_argument("--redis", metavar="URL", default="", help="for two servers")
    parser.add_argument("--http", action="store_true", help="on the pages of real servers")
    parser.add_argument("--profile", action="store_true", help="show where a server's time goes")
    asked = parser.parse_args()
    if asked.http:
        print(_on_pages(asked))
        return
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/medvirk.sqlite"
        print("SQLite:", _measured(url, asked.people, asked.places, 1))
    if asked.postgres:
        print("PostgreSQL:", _measured(asked.postgres, asked.people, asked.places, 2))


def _on_pages(asked: argparse.Namespace) -> str:
    """What came of it on the pages: on PostgreSQL when an address of one is given, else SQLite."""
    return measured(
        asked.people,
        asked.places,
        postgres=asked.postgres or "",
        redis=asked.redis,
        profiled=asked.profile,
    )


def _measured(url: str, people: int, capacity: int, processes: int) -> str:
    database = Database(url)
    try:
        meeting_id = make_hall(database, capacity)
        began = perf_counter()
        seen = send(url, meeting_id, people, capacity, processes)
        took = perf_counter() - began
        there = Domain(database, meeting_id).look()
        order = "in order" if in_order(database, meeting_id) else "OUT OF ORDER"
        bare = _bare(database, meeting_id, people)
    finally:
        database.close()
    problems = "".join(f"\n  {problem}" for problem in seen.problems[:5])
    return (
        f"{people} people, {processes} process(es): {there.taken}/{capacity} held ({seen.most} at"
        f" most, {seen.idle} times idle), {there.waiting} wait {order},"
        f" {there.cancelled} cancelled, {len(seen.problems)} errors; {took:.1f} s,"
        f" bare inserts {bare:.1f} s, {took / bare:.1f} ×{problems}"
    )


def _bare(database: Database, meeting_id: int, times: int) -> float:
    """The seconds that so many bare inserts take."""

    def one(_number: int) -> None:
        with database.writing() as db:
            db.execute(
                insert(Letter).values(
                    meeting_id=meeting_id,
                    kind="bare",
                    recipient="",
                    language="nb",
                    created_at=NOW,
                    next_try_at=NOW,
                )
            )

    began = perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, range(times)))
    return perf_counter() - began


if __name__ == "__main__":
    main()
