"""The two servers that are measured, with one way of asking both: ours and the bare one."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.access import Role, make_key
from app.config import settings_from
from app.database import Database
from app.upgrade import ready_database
from bench.process import Process
from bench.wire import Browser, Screen, unpacked
from facilitator import asides, plenary
from facilitator.exercises import phases
from facilitator.models import Exercise, Meeting
from facilitator.programme import conduct
from facilitator.samples import make_sample

MARK = re.compile(rb"Bidrag-\d+")
"""How a contribution is known wherever it is seen."""
_NUMBER = re.compile(rb'"number":(\d+)')
_PAGE_KEY = re.compile(r'data-key="([^"]+)"')
_PAGE_REGION = re.compile(r'data-region="([^"]+)" data-version="(\d+)"')
_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@dataclass
class Phone:
    """One that has joined, and what it needs to come back."""

    table: int
    auth: Mapping[str, Any]
    versions: dict[str, int]
    screen: Screen | None = None

    @property
    def live(self) -> Screen:
        """Its screen, which is connected."""
        assert self.screen is not None
        return self.screen

    async def connect(self, port: int) -> float:
        """Connect and ask what is new, as the page does; when it was whole."""
        self.screen = screen = await Screen.open(port, self.auth)
        for name, version in self.versions.items():
            screen.versions.setdefault(name, version)
        answered, answer = await screen.call("sync", {"versions": screen.versions})
        assert answer["ok"], answer
        return max(answered, await screen.welcomed)

    def leave(self) -> None:
        """Hang up, as when the Wi-Fi goes."""
        if self.screen is not None:
            self.versions = self.screen.versions
            self.screen.close()
            self.screen = None


class Side(Protocol):
    """A server that a hall of phones may be let loose on."""

    name: str
    process: Process

    def hall(self) -> "Hall":
        """A fresh meeting on the server."""


class Hall(Protocol):
    """One meeting with its screens; each of its contributions takes the next of ``numbers``."""

    numbers: Iterator[int]

    async def join(self, table: int) -> tuple[Phone, float]:
        """A new phone at ``table`` (from 1), and the seconds until it was whole."""

    async def slip_in(self, table: int) -> Phone:
        """A new phone at ``table``, with as little work for the server as may be."""

    async def staff(self) -> tuple[Phone, Phone]:
        """The projector and the moderator."""

    def contribution(self, phone: Phone, number: int) -> dict[str, Any]:
        """What ``phone`` gives; its text has the mark of ``number``."""

    def on_stage(self, packet: bytes) -> int | None:
        """How many contributions the projector shows after ``packet``, when it says."""

    def marks(self, packet: bytes) -> Iterable[bytes]:
        """The marks of the contributions that ``packet`` shows."""

    async def go_on(self, moderator: Phone) -> None:
        """Go on to the next item."""

    def is_next(self, packets: Sequence[bytes]) -> bool:
        """Whether a phone that got ``packets`` shows the item that the moderator went on to."""


@dataclass(frozen=True)
class Work:
    """What the phones of ours answer, and where the wall tells how many did.

    Args:
        body: what a contribution says beside its text.
        already: what the tables have said before, in turn.
        shown: finds a count on the wall, which begins at ``since`` contributions.
    """

    kind: str
    shown: re.Pattern[bytes]
    body: Mapping[str, Any] = field(default_factory=dict)
    already: Sequence[Mapping[str, Any]] = ()
    since: int = 0


IDEAS = Work("ideas", re.compile(rb'wall-count\\?">(\d+)'))
DIALOGUE = Work(
    "forces",
    re.compile(b"Fremmer: (\\d+) innspill"),
    {"side": "promotes"},
    [
        {"side": side, "text": f"Det som skjer på møte nummer {number}, {side}"}
        for side in ("hinders", "promotes")
        for number in range(200)
    ],
    since=200,
)
"""The dialogue late in the evening: the tables have said 400 things, half of them on each side."""


class Medvirk:
    """Ours, with a meeting for each hall that will be asked for."""

    name = "medvirk"

    def __init__(
        self, folder: Path, tables: int, profiled: bool, work: Work = IDEAS, halls: int = 2
    ) -> None:
        environ = {"MEDVIRK_DATA": str(folder), "MEDVIRK_LIMITS": "off"}
        settings = settings_from(environ)
        database = Database(settings.database_url)
        ready_database(settings, database)
        self._halls = []
        for _ in range(halls):
            with database.writing() as db:
                meeting, exercise = open_evening(db, work, tables, datetime.now(UTC))
                self._halls.append((meeting, exercise))
        database.close()
        self._work = work
        self._secret = settings.secret_key
        self.process = Process(folder, ("app.server", "127.0.0.1"), environ, profiled)

    def hall(self) -> Hall:
        meeting, exercise = self._halls.pop()
        return Evening(self.process.port, self._secret, meeting, exercise, self._work)


def open_evening(db: Session, work: Work, tables: int, now: datetime) -> tuple[Meeting, Exercise]:
    """The sample meeting, and its exercise that is open at the tables and shown on the stage."""
    meeting = make_sample(db, day=now.date(), now=now, choose=Random(), tables=tables)
    exercise = next(
        exercise
        for item in meeting.items
        for exercise in item.exercises
        if exercise.kind == work.kind
    )
    conduct.start(db, meeting, exercise.item_id, "bench", now)
    phases.open_phase(db, meeting, exercise_id=exercise.id, phase="table", now=now)
    _fill(db, meeting, exercise, work.already, now)
    plenary.reveal(db, meeting, exercise_id=exercise.id, on=True, now=now)
    return meeting, exercise


def _fill(
    db: Session,
    meeting: Meeting,
    exercise: Exercise,
    already: Sequence[Mapping[str, Any]],
    now: datetime,
) -> None:
    for number, body in enumerate(already):
        asides.type_from_paper(
            db,
            meeting,
            id=_id(f"{meeting.code} already {number}"),
            exercise_id=exercise.id,
            table=number % len(meeting.tables) + 1,
            body=body,
            who="bench",
            now=now,
        )


@dataclass
class Evening:
    """A meeting of ours in which what the tables say is shown as it comes."""

    port: int
    secret: str
    meeting: Meeting
    exercise: Exercise
    work: Work
    numbers: Iterator[int] = field(default_factory=count)
    _versions: dict[int, dict[str, int]] = field(default_factory=dict)

    async def join(self, table: int) -> tuple[Phone, float]:
        browser = Browser(self.port)
        began = perf_counter()
        page, _ = await self._page(browser, table)
        phone = self._seated(page, table)
        browser.close()
        return phone, await phone.connect(self.port) - began

    async def slip_in(self, table: int) -> Phone:
        # The first of a table opens the page; to the others it would say the same.
        if table not in self._versions:
            phone, _ = await self.join(table)
            self._versions[table] = dict(phone.live.versions)
            return phone
        browser = Browser(self.port)
        await browser.post(f"/j/{self.meeting.code}/sit", table=str(table))
        browser.close()
        key = browser.cookies[f"seat_{self.meeting.code}"]
        phone = Phone(table, {"key": key, "language": "nb"}, dict(self._versions[table]))
        await phone.connect(self.port)
        return phone

    async def first_load(self) -> int:
        """Bytes on the wire until a phone is whole, everything counted."""
        browser = Browser(self.port)
        page, size = await self._page(browser, 1)
        for asset in sorted(set(_ASSET.findall(page))):
            answer = await browser.get(asset)
            assert answer.status == 200, asset
            size += answer.size
        browser.close()
        phone = self._seated(page, 1)
        await phone.connect(self.port)
        size += phone.live.received
        phone.leave()
        return size

    async def _page(self, browser: Browser, table: int) -> tuple[str, int]:
        address = f"/j/{self.meeting.code}"
        door = await browser.get(address)
        sat = await browser.post(f"{address}/sit", table=str(table))
        assert sat.status == 303, sat
        page = await browser.get(sat.headers["location"])
        assert page.status == 200, page
        return unpacked(page), door.size + sat.size + page.size

    def _seated(self, page: str, table: int) -> Phone:
        key = _PAGE_KEY.search(page)
        assert key, page
        versions = {name: int(version) for name, version in _PAGE_REGION.findall(page)}
        return Phone(table, {"key": key[1], "language": "nb"}, {**versions, "clock": 0})

    async def staff(self) -> tuple[Phone, Phone]:
        phones = []
        for role, path in ((Role.STAGE, "stage"), (Role.CONSOLE, "console")):
            key = make_key(self.secret, self.meeting, role)
            browser = Browser(self.port)
            page = await browser.get(f"/{path}/{key}")
            assert page.status == 200, page
            browser.close()
            phones.append(self._seated(unpacked(page), 0))
            await phones[-1].connect(self.port)
        return phones[0], phones[1]

    def contribution(self, phone: Phone, number: int) -> dict[str, Any]:
        return {
            "id": _id(f"{self.meeting.code} {number}"),
            "exercise": self.exercise.id,
            "body": {
                **self.work.body,
                "text": f"Bidrag-{number} fordi de som bor her, vet hvor skoen trykker",
            },
        }

    def on_stage(self, packet: bytes) -> int | None:
        found = self.work.shown.search(packet)
        return int(found[1]) + self.work.since if found else None

    def marks(self, packet: bytes) -> Iterable[bytes]:
        return MARK.findall(packet) if packet.startswith(b'42["region",{"name":"phone/b') else ()

    async def go_on(self, moderator: Phone) -> None:
        clocks = [packet for _, packet in moderator.live.events if b'42["clock"' in packet[:12]]
        current = re.search(rb'"current":(\d+)', clocks[-1])
        assert current
        _, answer = await moderator.live.call("next", {"current": int(current[1])})
        assert answer["ok"], answer

    def is_next(self, packets: Sequence[bytes]) -> bool:
        starts = (b'42["clock"', b'42["region",{"name":"phone/now"')
        return all(any(packet.startswith(start) for packet in packets) for start in starts)


class Bare:
    """The yardstick."""

    name = "yardstick"

    def __init__(self, folder: Path, profiled: bool) -> None:
        self.process = Process(
            folder, ("bench.yardstick", str(folder / "bare.sqlite")), {}, profiled
        )
        self._rooms = count(1)

    def hall(self) -> Hall:
        return BareHall(self.process.port, next(self._rooms))


@dataclass
class BareHall:
    """Rooms of the yardstick: one for each table, one for all."""

    port: int
    number: int
    numbers: Iterator[int] = field(default_factory=count)

    async def join(self, table: int) -> tuple[Phone, float]:
        browser = Browser(self.port)
        began = perf_counter()
        await browser.get("/")
        browser.close()
        phone = Phone(table, {"rooms": [self._room(table), self._room(0)]}, {})
        return phone, await phone.connect(self.port) - began

    async def slip_in(self, table: int) -> Phone:
        return (await self.join(table))[0]

    async def staff(self) -> tuple[Phone, Phone]:
        stage = Phone(0, {"rooms": [self._room(table) for table in range(1, 200)]}, {})
        console = Phone(0, {"rooms": []}, {})
        await stage.connect(self.port)
        await console.connect(self.port)
        return stage, console

    def contribution(self, phone: Phone, number: int) -> dict[str, Any]:
        text = f"Bidrag-{number} fordi de som bor her, vet hvor skoen trykker"
        return {"room": self._room(phone.table), "text": text}

    def on_stage(self, packet: bytes) -> int | None:
        found = _NUMBER.search(packet)
        return int(found[1]) if found else None

    def marks(self, packet: bytes) -> Iterable[bytes]:
        return MARK.findall(packet)

    async def go_on(self, moderator: Phone) -> None:
        await moderator.live.call("give", {"room": self._room(0), "text": "next"})

    def is_next(self, packets: Sequence[bytes]) -> bool:
        return bool(packets)

    def _room(self, table: int) -> str:
        return f"{self.number}/{table}"


def _id(seed: str) -> str:
    return str(UUID(int=Random(seed).getrandbits(128), version=4))


async def keep_asking(phones: Sequence[Phone], every: float, choose: Random) -> None:
    """Let each of ``phones`` ask what is new every ``every`` seconds or so, as pages do."""

    async def ask(phone: Phone, wait: float) -> None:
        with suppress(ConnectionError):
            while True:
                await asyncio.sleep(wait)
                if phone.screen is not None:
                    await phone.screen.call("sync", {"versions": phone.screen.versions, "took": 5})
                wait = every * choose.uniform(0.8, 1.2)

    await asyncio.gather(*(ask(phone, choose.uniform(0, every)) for phone in phones))
