"""A crowd on a server's pages: everybody has a browser of their own, and all come at once."""

import asyncio
import re
from asyncio import IncompleteReadError
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from sqlalchemy import func, select

from app.access import make_own_key
from app.database import Database
from bench.crowd import in_order
from bench.wire import Answer, Browser, unpacked
from facilitator.models import Letter, Meeting, Registration
from facilitator.registration.post.letters import LetterKind
from facilitator.registration.standing import Counts, State, counts

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_LOOKS_EVERY, _AGAIN_AFTER = 0.05, 0.2
"""Seconds."""


@dataclass
class Came:
    """What the crowd met.

    Args:
        forms: seconds until each had the form.
        answers: seconds from when each pressed the button until the server had said yes.
        wholes: seconds from when all came until each was registered and had read so.
        most: the most places that were held at any time.
        idle: how often fewer were held than there are although somebody waited.
        looks: how often that was looked at.
        problems: what went wrong, in words.
    """

    forms: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    wholes: list[float] = field(default_factory=list)
    most: int = 0
    idle: int = 0
    looks: int = 0
    problems: list[str] = field(default_factory=list)


class Guests:
    """People who want a place at one meeting, on the pages of its servers.

    Args:
        ports: of the server's processes; people are spread over them.
        secret: the installation's, for the links in people's letters.
        patience: seconds in which one who gets no answer presses again.
        presses: how often each presses the button of the same form.
    """

    def __init__(
        self,
        ports: Sequence[int],
        secret: str,
        database: Database,
        meeting: Meeting,
        *,
        capacity: int,
        patience: float = 0,
        presses: int = 1,
    ) -> None:
        self._ports = ports
        self._secret = secret
        self._database = database
        self._meeting = meeting
        self._capacity = capacity
        self._patience = patience
        self._presses = presses
        self.came = Came()
        self.taken: set[str] = set()
        """The addresses of those who were told that they are registered."""

    async def come(self, people: int) -> Came:
        """Let so many come at once, with cancels and taken offers in between."""
        began = perf_counter()
        watching = asyncio.create_task(self._watch())
        try:
            await asyncio.gather(*(self._one(number, began) for number in range(1, people + 1)))
        finally:
            watching.cancel()
        self._look()
        return self.came

    async def _one(self, number: int, began: float) -> None:
        browser = Browser(self._ports[number % len(self._ports)])
        try:
            await self._register(browser, number, began)
            if number % 5 == 0:
                await self._decide(browser, State.CONFIRMED, "cancel", "cancel")
            elif number % 5 <= 2:
                await self._decide(browser, State.OFFERED, "", "accept")
        except (AssertionError, OSError, IncompleteReadError) as problem:
            self.came.problems.append(f"{number}: {problem!r}")
        finally:
            browser.close()

    async def _register(self, browser: Browser, number: int, began: float) -> None:
        path, opened = f"/m/{self._meeting.code}/register", perf_counter()
        page = await self._ask(browser, lambda: browser.get(path), 200)
        pressed = perf_counter()
        self.came.forms.append(pressed - opened)
        email = f"person{number}@example.com"
        typed = {"name": f"Person {number}", "email": email, "municipality": "Steinkjer"}
        filled = {**_fields(page), **typed, "role": "citizen", "consent": "yes"}
        answer = await self._ask(browser, lambda: browser.post(path, **filled), 303)
        self.taken.add(email)
        self.came.answers.append(perf_counter() - pressed)
        for _ in range(self._presses - 1):
            await self._ask(browser, lambda: browser.post(path, **filled), 303)
        await self._ask(browser, lambda: browser.get(answer.headers["location"]), 200)
        self.came.wholes.append(perf_counter() - began)

    async def _decide(self, browser: Browser, state: State, page: str, act: str) -> None:
        """Let the first of those who stand like that open the link in their letter, and act."""
        with self._database.reading() as db:
            found = select(Registration).where(
                Registration.meeting_id == self._meeting.id, Registration.state == state
            )
            first = db.scalars(found.order_by(Registration.number).limit(1)).first()
        if first is None:
            return
        own = f"/r/{make_own_key(self._secret, self._meeting, first)}"
        opened = await self._ask(browser, lambda: browser.get(f"{own}/{page}".rstrip("/")), 200)
        fields = _fields(opened)
        # Another one may have been quicker, and there is nothing to decide any more.
        if "csrf_token" in fields:
            token = fields["csrf_token"]
            await self._ask(browser, lambda: browser.post(f"{own}/{act}", csrf_token=token), 303)

    async def _ask(
        self, browser: Browser, ask: Callable[[], Awaitable[Answer]], status: int
    ) -> Answer:
        """The answer, which has that status; where nobody answers, one tries again."""
        patient_until = perf_counter() + self._patience
        while True:
            try:
                answer = await ask()
                break
            except (OSError, IncompleteReadError):
                browser.close()
                if perf_counter() > patient_until:
                    raise
                await asyncio.sleep(_AGAIN_AFTER)
        assert answer.status == status, answer.status
        return answer

    async def _watch(self) -> None:
        while True:
            self._look()
            await asyncio.sleep(_LOOKS_EVERY)

    def _look(self) -> None:
        there = self.standing()
        self.came.looks += 1
        self.came.most = max(self.came.most, there.taken)
        self.came.idle += there.waiting > 0 and there.taken < self._capacity

    def standing(self) -> Counts:
        """How the registrations stand in the database."""
        with self._database.reading() as db:
            return counts(db, self._meeting.id)

    def stored(self) -> list[str]:
        """The addresses of all who are registered in the database."""
        found = select(Registration.email).where(Registration.meeting_id == self._meeting.id)
        with self._database.reading() as db:
            return sorted(db.scalars(found))

    def wrong(self, people: int) -> list[str]:
        """What is not as it should be in the end, in words.

        Args:
            people: how many came.
        """
        there, meeting = self.standing(), self._meeting.id
        with self._database.reading() as db:
            ids = db.scalars(select(Registration.id).where(Registration.meeting_id == meeting))
            once = Counter(ids)
            receipts = Counter(
                db.scalars(
                    select(Letter.registration_id)
                    .join(Registration, Registration.id == Letter.registration_id)
                    .where(
                        Registration.meeting_id == meeting,
                        Letter.kind.in_([LetterKind.CONFIRMED, LetterKind.WAITING]),
                        Letter.created_at == Registration.created_at,
                    )
                )
            )
            again = db.scalar(
                select(func.count()).where(
                    Letter.meeting_id == meeting, Letter.kind == LetterKind.AGAIN
                )
            )
        everybody = [f"person{number}@example.com" for number in range(1, people + 1)]
        holds = {
            f"{there.taken} places held": there.taken == self._capacity,
            f"{self.came.most} places held at once": self.came.most == self._capacity,
            f"{self.came.idle} times a place was idle": self.came.idle == 0,
            "not in order of arrival": in_order(self._database, meeting),
            "not everybody once": self.stored() == sorted(everybody),
            "not everybody was answered": self.taken == set(everybody),
            "somebody was told that they were known": not again,
            "not a receipt each": receipts == once,
            f"{len(self.came.problems)} problems: {self.came.problems[:3]}": not self.came.problems,
        }
        return [words for words, right in holds.items() if not right]


def _fields(page: Answer) -> dict[str, str]:
    """What the form of a page carries along."""
    return dict(_HIDDEN.findall(unpacked(page)))
