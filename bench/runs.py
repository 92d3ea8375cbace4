"""One run: each server is started, filled with phones, and led through the chosen scenarios."""

import asyncio
import tempfile
from collections.abc import Callable, Collection, Coroutine, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import scenarios, sides
from bench.scenarios import Figures, Size, within
from bench.sides import Bare, Evening, Medvirk, Side, Work

_LONGEST = 180.0
"""Seconds after which a step hangs."""

HALL = Size(phones=500, tables=60, giving=60, seconds=10, idle=10, steps=2)
LARGE = Size(phones=2000, tables=100, giving=100, seconds=10, idle=4)
DIALOGUE = Size(phones=120, tables=30, giving=30, seconds=10, idle=3)
SMALL = Size(phones=60, tables=3, giving=3, seconds=6, idle=3)
MIDDLE = Size(phones=500, tables=25, giving=3, seconds=6, idle=3)
QUICK = Size(phones=20, tables=3, giving=3, seconds=1, idle=0.3, settle=0.3, steps=1, soon=0.3)

Found = dict[tuple[str, str], float]
"""Figures by group and name."""
Steps = Callable[[Side, Size], Coroutine[Any, Any, Found]]


class Bench:
    """Runs the chosen scenarios against one server after the other.

    Args:
        chosen: names of scenarios.
        quick: with few phones and briefly, to see that the bench itself works.
        profiled: the scenario in which samples are taken of ours, or an empty text.
    """

    def __init__(self, chosen: Collection[str], quick: bool, profiled: str) -> None:
        self._chosen = set(chosen)
        self._quick = quick
        self._profiled = profiled
        self._kept: dict[tuple[str, str], Side] = {}
        self._until_the_end = ExitStack()

    def run(self) -> dict[str, Found]:
        """The figures of both sides."""
        with self._until_the_end:
            return self._run()

    def _run(self) -> dict[str, Found]:
        found: dict[str, Found] = {Medvirk.name: {}}
        if not self._profiled:
            found[Bare.name] = {}
        for name, figures in found.items():
            if self._chosen - {"large", "growth", "dialogue"}:
                figures |= self._on(name, HALL, self._hall)
            if "dialogue" in self._chosen:
                figures |= self._on(name, DIALOGUE, self._dialogue, sides.DIALOGUE)
            if self._chosen & {"large", "growth"}:
                figures |= self._on(name, LARGE, self._large)
            if "growth" in self._chosen and name == Medvirk.name:
                for size, kind in ((SMALL, "cpu_small"), (MIDDLE, "cpu_middle")):
                    grown = self._on(name, size, self._growth)
                    figures["growth", kind] = grown["growth", "cpu_each"]
                large = figures["growth", "cpu_large"]
                figures["growth", "growth"] = large / figures["growth", "cpu_small"]
        return found

    def _on(self, name: str, size: Size, steps: Steps, work: Work = sides.IDEAS) -> Found:
        if self._quick:
            return asyncio.run(steps(self._kept_side(name, work), QUICK))
        if name == Bare.name:
            size = replace(size, idle=min(size.idle, 4))
        with self._started(name, size.tables, work) as side:
            return asyncio.run(steps(side, size))

    def _kept_side(self, name: str, work: Work) -> Side:
        """A server that several scenarios share: to start one takes longer than they do."""
        key = name, work.kind
        if key not in self._kept:
            started = self._started(name, QUICK.tables, work, halls=5)
            self._kept[key] = self._until_the_end.enter_context(started)
        return self._kept[key]

    @contextmanager
    def _started(self, name: str, tables: int, work: Work, halls: int = 2) -> Iterator[Side]:
        with tempfile.TemporaryDirectory(prefix="medvirk-bench-") as folder:
            side: Side
            if name == Medvirk.name:
                side = Medvirk(Path(folder), tables, bool(self._profiled), work, halls)
            else:
                side = Bare(Path(folder), profiled=False)
            try:
                yield side
            finally:
                side.process.stop()

    async def _hall(self, side: Side, size: Size) -> Found:
        """All that 500 phones do in one evening."""
        found: Found = {}
        hall = side.hall()
        if isinstance(hall, Evening) and "load" in self._chosen:
            found["load", "first_load"] = await hall.first_load() / 1000
        if "joins" in self._chosen:
            with self._watched(side, "joins"):
                phones, figures = await scenarios.arrive(hall, size, scenarios.JOIN_RATE)
            _keep(found, "joins", figures)
        else:
            phones = await scenarios.fill(hall, size)
        stage, moderator = await hall.staff()
        everybody = (*phones, stage, moderator)
        async with scenarios.living(everybody, size):
            if self._chosen & {"rest", "hall"}:
                with self._watched(side, "rest"):
                    rest = await scenarios.rest(side, size)
                _keep(found, "rest", rest)
            if "hall" in self._chosen:
                with self._watched(side, "hall"):
                    work = scenarios.contributions(
                        side, hall, phones, stage, size, rest["idle_cpu"]
                    )
                    _keep(found, "hall", await within(_LONGEST, work))
            if "burst" in self._chosen:
                with self._watched(side, "burst"):
                    _keep(found, "burst", await within(_LONGEST, scenarios.burst(hall, phones)))
            if "next" in self._chosen:
                with self._watched(side, "next"):
                    work = scenarios.go_on(hall, phones, moderator, size)
                    _keep(found, "next", await within(_LONGEST, work))
        if "reconnects" in self._chosen:
            with self._watched(side, "reconnects"):
                work = scenarios.reconnect(phones, side.process.port, size)
                _keep(found, "reconnects", await within(_LONGEST, work))
        for phone in everybody:
            phone.leave()
        if "joins" in self._chosen:
            await asyncio.sleep(size.settle)
            _keep(found, "joins", await within(_LONGEST, scenarios.rush(side.hall(), size)))
        return found

    async def _large(self, side: Side, size: Size) -> Found:
        """The hall at its largest, first as one of the sizes that it grows through."""
        found: Found = {}
        hall = side.hall()
        phones = await scenarios.fill(hall, size)
        stage, moderator = await hall.staff()
        async with scenarios.living((*phones, stage, moderator), size):
            rest = await scenarios.rest(side, size)
            if "growth" in self._chosen:
                few = replace(
                    size, giving=min(3, size.giving), seconds=min(SMALL.seconds, size.seconds)
                )
                grown = await scenarios.contributions(
                    side, hall, phones, stage, few, rest["idle_cpu"]
                )
                found["growth", "cpu_large"] = grown["cpu_each"]
            if "large" in self._chosen:
                with self._watched(side, "large"):
                    work = scenarios.contributions(
                        side, hall, phones, stage, size, rest["idle_cpu"]
                    )
                    _keep(found, "large", rest | await within(_LONGEST, work))
        return found

    async def _dialogue(self, side: Side, size: Size) -> Found:
        """The board of the dialogue, shown on the wall while the tables still write."""
        found: Found = {}
        hall = side.hall()
        phones = await scenarios.fill(hall, size)
        stage, moderator = await hall.staff()
        async with scenarios.living((*phones, stage, moderator), size):
            rest = await scenarios.rest(side, size)
            with self._watched(side, "dialogue"):
                work = scenarios.contributions(side, hall, phones, stage, size, rest["idle_cpu"])
                _keep(found, "dialogue", await within(_LONGEST, work))
        return found

    async def _growth(self, side: Side, size: Size) -> Found:
        """A smaller hall with tables as large, of which as many give."""
        found: Found = {}
        hall = side.hall()
        phones = await scenarios.fill(hall, size)
        stage, moderator = await hall.staff()
        async with scenarios.living((*phones, stage, moderator), size):
            rest = await scenarios.rest(side, size)
            work = scenarios.contributions(side, hall, phones, stage, size, rest["idle_cpu"])
            _keep(found, "growth", await within(_LONGEST, work))
        return found

    def _watched(self, side: Side, name: str) -> AbstractContextManager[None]:
        return side.process.profile() if name == self._profiled else nullcontext()


def _keep(found: Found, group: str, figures: Figures) -> None:
    found.update({(group, name): value for name, value in figures.items()})
