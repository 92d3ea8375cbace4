"""Phones that give one contribution after the other, and how long each is acknowledged after."""

import asyncio
from collections.abc import Iterator, Sequence
from random import Random
from statistics import quantiles
from time import perf_counter

from bench.sides import Evening, Phone

_GIVES_EVERY = 0.8
"""Seconds; one phone at each table."""


async def give(
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


def acks(when: str, took: Sequence[float]) -> str:
    """A line of words about ``took``, in seconds."""
    return f"  {len(took)} contributions {when}: acknowledged {spread(took)}"


def spread(took: Sequence[float]) -> str:
    """The middle and the slow end of ``took``, in seconds."""
    cuts = quantiles(took, n=100)
    return f"p50 {1000 * cuts[49]:.0f}, p99 {1000 * cuts[98]:.0f} ms"
