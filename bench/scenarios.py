"""What is done to a server, and what is measured of it: figures by name."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from random import Random
from time import perf_counter, process_time

from bench.sides import Hall, Phone, Side, keep_asking

SEED = 2026
RATE = 20.0
"""Contributions a second."""
JOIN_RATE = 50.0
"""Phones that come in a second."""
SYNC_EVERY = 10.0
"""Seconds between two questions of a page what is new."""
_AT_A_TIME = 40
_PATIENCE = 30.0
"""Seconds after which what ought to be shown is lost."""

Figures = dict[str, float]


@dataclass(frozen=True)
class Size:
    """How large a hall is, and how long it is looked at.

    Args:
        giving: how many of the tables give.
        seconds: for how long contributions arrive.
        idle: seconds of rest that are measured.
        settle: seconds until what phones do when they come or go is over.
        steps: how often the moderator goes on.
        soon: seconds, longer than the slowest pace of any part of a screen.
    """

    phones: int
    tables: int
    giving: int
    seconds: float
    idle: float
    settle: float = 2.5
    steps: int = 3
    soon: float = 1.2


def percentile(values: Iterable[float], share: float) -> float:
    """The value that ``share`` of ``values`` are not above, in milliseconds."""
    ordered = sorted(values)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))]


async def arrive(hall: Hall, size: Size, rate: float) -> tuple[list[Phone], Figures]:
    """Let the phones join, at ``rate`` a second in Poisson's way."""
    choose = Random(SEED)
    joining: list[asyncio.Task[tuple[Phone, float]]] = []
    due = perf_counter()
    for number in range(size.phones):
        due += choose.expovariate(rate)
        await asyncio.sleep(max(0.0, due - perf_counter()))
        joining.append(asyncio.create_task(hall.join(number % size.tables + 1)))
    joined = await asyncio.gather(*joining)
    took = [seconds for _, seconds in joined]
    return [phone for phone, _ in joined], {
        "join_p50": percentile(took, 0.5),
        "join_p95": percentile(took, 0.95),
    }


async def fill(hall: Hall, size: Size) -> list[Phone]:
    """Let the phones come in as fast as they can without a crowd; nothing is measured."""
    door = asyncio.Semaphore(_AT_A_TIME)

    async def join(number: int) -> Phone:
        async with door:
            return await hall.slip_in(number % size.tables + 1)

    return list(await asyncio.gather(*(join(number) for number in range(size.phones))))


async def rush(hall: Hall, size: Size) -> Figures:
    """Let all phones join at once."""
    came = await asyncio.gather(
        *(hall.join(number % size.tables + 1) for number in range(size.phones))
    )
    for phone, _ in came:
        phone.leave()
    return {"rush_last": 1000 * max(seconds for _, seconds in came)}


async def rest(side: Side, size: Size) -> Figures:
    """Let nothing happen but what pages do by themselves."""
    before = side.process.cpu
    await asyncio.sleep(size.idle)
    used = side.process.cpu - before
    return {"idle_cpu": used * 10 / size.idle, "resident": side.process.resident}


async def contributions(
    side: Side, hall: Hall, phones: Sequence[Phone], stage: Phone, size: Size, idle_cpu: float
) -> Figures:
    """Let phones give at their own random times, and see where each contribution arrives.

    Args:
        idle_cpu: processor seconds that the server uses in ten seconds without contributions.
    """
    choose = Random(SEED)
    givers = [phone for phone in phones if phone.table <= size.giving]
    forget((*phones, stage))
    sent: dict[int, tuple[Phone, float]] = {}
    answers: list[asyncio.Task[tuple[int, float, int]]] = []
    used, own, began = side.process.cpu, process_time(), perf_counter()
    due = began
    while True:
        due += choose.expovariate(RATE)
        if due - began > size.seconds:
            break
        await asyncio.sleep(max(0.0, due - perf_counter()))
        phone, number = choose.choice(givers), next(hall.numbers)
        sent[number] = (phone, perf_counter())
        answers.append(asyncio.create_task(_give(hall, phone, number)))
    answered = await asyncio.gather(*answers)
    await asyncio.sleep(size.soon)
    lasted = perf_counter() - began
    used = side.process.cpu - used - idle_cpu * lasted / 10
    acknowledged = [at - sent[number][1] for number, at, _ in answered]
    on_stage = await _whole(lambda: _first_shown(hall, stage, answered, sent))
    at_tables = await _whole(lambda: list(_at_tables(hall, givers, sent)))
    return {
        "ack_p50": percentile(acknowledged, 0.5),
        "ack_p99": percentile(acknowledged, 0.99),
        "stage_p50": percentile(on_stage, 0.5),
        "stage_p99": percentile(on_stage, 0.99),
        "table_p50": percentile(at_tables, 0.5),
        "table_p99": percentile(at_tables, 0.99),
        "cpu_each": 1000 * used / len(sent),
        "client_cpu": 100 * (process_time() - own) / lasted,
    }


async def _whole(look: Callable[[], list[float]]) -> list[float]:
    """What ``look`` gives when nothing is missing any more."""
    until = perf_counter() + _PATIENCE
    while True:
        try:
            return look()
        except LookupError as missing:
            if perf_counter() > until:
                raise AssertionError(f"{missing} was acknowledged and never shown") from missing
            await asyncio.sleep(0.5)


async def _give(hall: Hall, phone: Phone, number: int) -> tuple[int, float, int]:
    at, answer = await phone.live.call("give", hall.contribution(phone, number))
    assert answer["ok"], answer
    return number, at, answer["number"]


def _first_shown(
    hall: Hall,
    stage: Phone,
    answered: Sequence[tuple[int, float, int]],
    sent: Mapping[int, tuple[Phone, float]],
) -> list[float]:
    """Seconds until the projector showed each: it tells how many it has, and they are numbered."""
    shown = [
        (count, at)
        for at, packet in stage.live.events
        if (count := hall.on_stage(packet)) is not None
    ]
    took, place = [], 0
    for number, _, order in sorted(answered, key=lambda one: one[2]):
        while shown[place][0] < order:
            place += 1
        took.append(shown[place][1] - sent[number][1])
    return took


def _at_tables(
    hall: Hall, phones: Sequence[Phone], sent: Mapping[int, tuple[Phone, float]]
) -> Iterable[float]:
    """Seconds until each other phone of the table showed each; one that never did is an error."""
    arrived: dict[int, dict[bytes, float]] = {}
    for phone in phones:
        seen = arrived[id(phone)] = {}
        for at, packet in phone.live.events:
            for mark in hall.marks(packet):
                seen.setdefault(mark, at)
    for number, (giver, at) in sent.items():
        for phone in phones:
            if phone.table == giver.table and phone is not giver:
                yield arrived[id(phone)][b"Bidrag-%d" % number] - at


async def burst(hall: Hall, phones: Sequence[Phone]) -> Figures:
    """Let every phone give at the same moment."""
    began = perf_counter()
    answered = await asyncio.gather(*(_give(hall, phone, next(hall.numbers)) for phone in phones))
    return {"burst_last": 1000 * (max(at for _, at, _ in answered) - began)}


async def go_on(hall: Hall, phones: Sequence[Phone], moderator: Phone, size: Size) -> Figures:
    """Let the moderator go on to the next item, and see when every phone shows it."""
    took = []
    for _ in range(size.steps):
        await asyncio.sleep(2 * size.soon)
        forget(phones)
        began = perf_counter()
        await hall.go_on(moderator)
        waiting = list(phones)
        while waiting:
            await asyncio.sleep(0.02)
            assert perf_counter() - began < 30, f"{len(waiting)} phones do not show what is next"
            waiting = [
                phone
                for phone in waiting
                if not hall.is_next([packet for _, packet in phone.live.events])
            ]
        took += [_when_next(hall, phone) - began for phone in phones]
    return {"next_p50": percentile(took, 0.5), "next_p99": percentile(took, 0.99)}


def _when_next(hall: Hall, phone: Phone) -> float:
    events = phone.live.events
    for place in range(len(events)):
        if hall.is_next([packet for _, packet in events[: place + 1]]):
            return events[place][0]
    raise AssertionError("the phone does not show what is next")


async def reconnect(phones: Sequence[Phone], port: int, size: Size) -> Figures:
    """Let every phone lose its connection, and all come back at the same moment."""
    for phone in phones:
        phone.leave()
    await asyncio.sleep(size.settle)
    began = perf_counter()
    whole = await asyncio.gather(*(phone.connect(port) for phone in phones))
    return {"reconnect_last": 1000 * (max(whole) - began)}


def forget(phones: Iterable[Phone]) -> None:
    """Drop what the phones have received until now."""
    for phone in phones:
        phone.live.events.clear()


@asynccontextmanager
async def living(phones: Sequence[Phone], size: Size) -> AsyncIterator[None]:
    """Meanwhile the pages ask now and then what is new, and nothing of ours pauses for rubbish."""
    asking = asyncio.create_task(keep_asking(phones, SYNC_EVERY, Random(SEED)))
    gc.collect()
    gc.disable()
    try:
        await asyncio.sleep(size.settle)
        yield
    finally:
        gc.enable()
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking


async def within(seconds: float, work: Awaitable[Figures]) -> Figures:
    """``work``, which is given up when it hangs."""
    return await asyncio.wait_for(work, seconds)
