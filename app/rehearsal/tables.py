"""What the tables do with one exercise, phase by phase: think, send, tidy, choose, give dots."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from app.rehearsal.deck import Body, Deck
from app.rehearsal.parts import COME, DOTS, GO, Cue, Moment, Player
from app.rehearsal.timing import Stretch, showing
from facilitator.exercises.kind import Giver, Phase

DOTS_OPEN, DOTS_END = 0.45, 0.65
"""The shares of the showing between which the list is open for dots."""
_FEWEST_FOR_DOTS = 4
"""A shorter list needs no choosing."""
_LATE = 5.0
"""The most seconds by which somebody is late who was still writing when the phase ended."""


@dataclass
class Said:
    """What somebody has said by the end of an exercise, and for whom to see."""

    id: str
    body: Body
    player: int
    table: int


@dataclass
class PlayedTable:
    """A table and who sits there; ``scribe`` is the player that writes for it, once one does."""

    number: int
    players: Sequence[Player]
    scribe: int | None = None
    notes: list[Said] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class Answers:
    """What is done with an exercise, and what the room has said to it in the end."""

    rounds: Mapping[Moment, Sequence[Cue]]
    said: Sequence[Said]


class Round:
    """The tables at one exercise.

    Args:
        stretches: the phases of the exercise in the order in which they open.
        tables: those where somebody sits.
    """

    def __init__(
        self,
        choose: Random,
        deck: Deck,
        stretches: Sequence[Stretch],
        tables: Sequence[PlayedTable],
    ) -> None:
        self._choose = choose
        self._deck = deck
        self._stretches = stretches
        self._exercise = stretches[0].exercise.id
        self._tables = tables
        for table in tables:
            table.notes, table.said = [], []

    def play(self) -> Answers:
        """All that the tables do."""
        rounds: dict[Moment, Sequence[Cue]] = {}
        for stretch in self._stretches:
            rounds[self._exercise, stretch.phase] = _in_order(self._phase(stretch))
        said = [one for table in self._tables for one in table.said]
        worded = [one for one in said if self._deck.has_words(one.body)]
        if not self._deck.kind.room and len(worded) >= _FEWEST_FOR_DOTS:
            rounds[self._exercise, DOTS] = _in_order(self._dots(worded))
        return Answers(rounds, said)

    def _phase(self, stretch: Stretch) -> Iterator[Cue]:
        if not self._tables:
            return
        if stretch.phase is Phase.INDIVIDUAL:
            for table in self._tables:
                yield from self._alone(stretch, table)
        elif stretch.phase.takes_input and self._deck.kind.room:
            yield from self._room(stretch)
        elif stretch.phase.takes_input:
            for table in self._tables:
                yield from self._together(stretch, table)
            yield from self._slow(stretch)
            yield from self._without_net(stretch)
        else:
            yield from self._too_late(stretch)

    def _alone(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        for player in table.players:
            thoughts = [self._deck.draw() for _again in range(self._choose.choice((0, 1, 1, 2)))]
            for body in filter(None, [*self._deck.answers_of(Giver.PHONE), *thoughts]):
                note = self._new(body, player.number, table)
                table.notes.append(note)
                yield from self._give(stretch, note, 0.1, 0.9)

    def _together(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        yield from self._take_the_pen(stretch, table)
        for note in table.notes:
            may = not self._deck.by_table or note.player == table.scribe
            if may and self._choose.random() < 0.8 and self._fits(table, note.body):
                table.said.append(note)
                yield self._cue(stretch, 0.08, 0.4, note.player, "share", {"id": note.id})
        if Phase.INDIVIDUAL not in self._deck.kind.phases:
            for player in table.players:
                for body in self._deck.answers_of(Giver.PHONE):
                    yield from self._say(stretch, table, body, player.number)
        for body in self._deck.answers_of(Giver.TABLE):
            yield from self._say(stretch, table, body, self._writer(table))
        for _again in range(self._choose.randint(2, 4)):
            fresh = self._deck.draw()
            if fresh is not None:
                yield from self._say(stretch, table, fresh, self._writer(table))
        if self._choose.random() < 0.3:
            yield from self._take_back(stretch, table)
        yield from self._wind_up(stretch, table)

    def _take_the_pen(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        """Somebody becomes the scribe; now and then another one takes over."""
        if table.scribe is None:
            table.scribe = table.players[0].number
        elif self._choose.random() < 0.2:
            table.scribe = self._choose.choice(table.players).number
        yield self._cue(stretch, 0.01, 0.05, table.scribe, "scribe", {"on": True})

    def _say(self, stretch: Stretch, table: PlayedTable, body: Body, player: int) -> Iterator[Cue]:
        """Say something at the table, perhaps in haste, and put it right later."""
        if not self._fits(table, body):
            return
        one = self._new(body, player, table)
        table.said.append(one)
        hasty = self._deck.in_haste(body) if self._choose.random() < 0.25 else None
        yield from self._give(stretch, one, 0.1, 0.75, body=hasty)
        if hasty is not None:
            better = {"id": one.id, "body": dict(body), "base": 0}
            yield self._cue(stretch, 0.8, 0.88, player, "revise", better)

    def _take_back(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        body = self._deck.draw()
        if body is None or not self._fits(table, body):
            return
        one = self._new(body, self._writer(table), table)
        yield from self._give(stretch, one, 0.1, 0.7)
        yield self._cue(stretch, 0.75, 0.85, one.player, "withdraw", {"id": one.id})

    def _wind_up(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        """Choose a highlight and be done; the last table of several does not get that far."""
        worded = [one for one in table.said if self._deck.has_words(one.body)]
        scribe = table.scribe
        if worded:
            chosen = self._choose.choice(worded)
            yield self._cue(stretch, 0.89, 0.92, scribe, "highlight", {"id": chosen.id})
        if len(self._tables) < 3 or table is not self._tables[-1]:
            done = {"exercise": self._exercise, "on": True}
            yield self._cue(stretch, 0.93, 0.98, scribe, "done", done)

    def _slow(self, stretch: Stretch) -> Iterator[Cue]:
        """Somebody writes all the time and sends it when the phase is over."""
        table = self._tables[0]
        body = self._deck.draw()
        if body is None or not self._fits(table, body):
            return
        one = self._new(body, self._writer(table), table)
        table.said.append(one)
        for share in (0.3, 0.5, 0.7, 0.9):
            yield self._writing(stretch, one.player, stretch.length * share)
        late = stretch.length + min(_LATE, 0.02 * stretch.length)
        yield Cue(late, "give", self._given(stretch, one, one.body), one.player)

    def _without_net(self, stretch: Stretch) -> Iterator[Cue]:
        """A phone drops out and comes back; what it says meanwhile waits in it."""
        table = max(self._tables, key=lambda table: len(table.players))
        player = table.players[-1].number
        yield self._cue(stretch, 0.3, 0.4, player, GO, {})
        yield self._cue(stretch, 0.55, 0.65, player, COME, {})

    def _too_late(self, stretch: Stretch) -> Iterator[Cue]:
        """Somebody thinks of something when it is closed: a note to the organiser."""
        body = self._deck.draw()
        if body is None:
            return
        table = self._choose.choice(self._tables)
        one = self._new(body, self._choose.choice(table.players).number, table)
        late = {"id": one.id, "exercise": self._exercise, "body": dict(body)}
        yield self._cue(stretch, 0.3, 0.8, one.player, "note", late)

    def _room(self, stretch: Stretch) -> Iterator[Cue]:
        """The whole room asks, and supports what others ask."""
        players = [(player, table) for table in self._tables for player in table.players]
        for player, table in self._choose.sample(players, -(-len(players) // 4)):
            body = self._deck.draw()
            if body is None or not self._fits(table, body):
                continue
            one = self._new(body, player.number, table)
            table.said.append(one)
            yield from self._give(stretch, one, 0.05, 0.5)
        said = [one for table in self._tables for one in table.said]
        for player, _table in players:
            for one in self._choose.sample(said, min(len(said), self._choose.randint(0, 2))):
                like = {"id": one.id, "on": True}
                yield self._cue(stretch, 0.52, 0.95, player.number, "support", like)

    def _dots(self, worded: Sequence[Said]) -> Iterator[Cue]:
        stretch = self._stretches[-1]
        length = showing(stretch, DOTS_END) - showing(stretch, DOTS_OPEN)
        together = self._deck.settings["dots_by"] == Giver.TABLE
        for table in self._tables:
            givers = [table.scribe] if together else [player.number for player in table.players]
            for giver in givers:
                count = min(self._deck.settings["dots"], len(worded))
                for one in self._choose.sample(worded, count):
                    at = self._choose.uniform(0.05, 0.9) * length
                    yield Cue(at, "support", {"id": one.id, "on": True}, giver)

    # Pieces of all that.

    def _fits(self, table: PlayedTable, body: Body) -> bool:
        return self._deck.fits(body, [one.body for one in table.said])

    def _writer(self, table: PlayedTable) -> int:
        """Who at the table says the next thing."""
        if self._deck.by_table and table.scribe is not None:
            return table.scribe
        return self._choose.choice(table.players).number

    def _new(self, body: Body, player: int, table: PlayedTable) -> Said:
        id = UUID(int=self._choose.getrandbits(128), version=4)
        return Said(str(id), body, player, table.number)

    def _given(self, stretch: Stretch, one: Said, body: Body) -> dict[str, Any]:
        return {
            "id": one.id,
            "exercise": self._exercise,
            "body": dict(body),
            "phase": str(stretch.phase),
        }

    def _give(
        self, stretch: Stretch, one: Said, first: float, last: float, body: Body | None = None
    ) -> Iterator[Cue]:
        """Write for a while, then send it between those shares of the phase."""
        cue = self._cue(
            stretch, first, last, one.player, "give", self._given(stretch, one, body or one.body)
        )
        yield self._writing(stretch, one.player, cue.at - 0.08 * stretch.length)
        yield cue

    def _writing(self, stretch: Stretch, player: int, at: float) -> Cue:
        return Cue(max(0.0, at), "writing", {"exercise": self._exercise}, player)

    def _cue(
        self,
        stretch: Stretch,
        first: float,
        last: float,
        player: int | None,
        does: str,
        payload: Mapping[str, Any],
    ) -> Cue:
        return Cue(self._choose.uniform(first, last) * stretch.length, does, payload, player)


def _in_order(cues: Iterator[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: cue.at))
