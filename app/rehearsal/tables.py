"""What the tables do with one exercise, phase by phase: think, send, tidy, choose, give dots."""

from collections.abc import Iterator, Sequence
from random import Random

from app.rehearsal.deck import Deck
from app.rehearsal.parts import COME, DOTS, GO, Answers, Body, Cue, Moment, PlayedTable, Said
from app.rehearsal.pen import Pen
from app.rehearsal.timing import DOTS_END, DOTS_OPEN, Stretch, showing
from facilitator.exercises.kind import Giver, Phase

_FEWEST_FOR_DOTS = 4
"""A shorter list needs no choosing."""
_LATE = 5.0
"""The most seconds by which somebody is late who was still writing when the phase ended."""
_ON_PAPER = 2
"""So many things stand on the sheet of a table without phones."""


class Round:
    """The tables at one exercise.

    Args:
        stretches: the phases of the exercise in the order in which they open.
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
        self._pen = Pen(choose, self._exercise)
        self._all = tables
        self._tables = [table for table in tables if table.players]
        for table in tables:
            table.notes, table.said = [], []

    def play(self) -> Answers:
        """All that the tables do."""
        rounds: dict[Moment, Sequence[Cue]] = {}
        for stretch in self._stretches:
            rounds[self._exercise, stretch.phase] = _in_order(self._phase(stretch))
        paper = [*self._paper()]
        said = [one for table in self._all for one in table.said]
        worded = [one for one in said if self._deck.has_words(one.body)]
        if not self._deck.kind.room and len(worded) >= _FEWEST_FOR_DOTS:
            rounds[self._exercise, DOTS] = _in_order(self._dots(worded))
        if self._deck.kind.answerable:
            for table in self._all:
                table.unanswered += table.said
        return Answers(rounds, said, paper)

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
                note = self._pen.new(body, player.number, table)
                table.notes.append(note)
                yield from self._pen.give(stretch, note, 0.1, 0.9)

    def _together(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        yield from self._take_the_pen(stretch, table)
        for note in table.notes:
            may = not self._deck.by_table or note.player == table.scribe
            if may and self._choose.random() < 0.8 and self._fits(table, note.body):
                table.said.append(note)
                yield self._pen.cue(stretch, 0.08, 0.4, note.player, "share", {"id": note.id})
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
        """Somebody becomes the scribe; now and then the pen is passed on."""
        if table.scribe is None:
            table.scribe = table.players[0].number
        elif self._choose.random() < 0.2:
            yield self._pen.cue(stretch, 0.01, 0.02, table.scribe, "scribe", {"on": False})
            table.scribe = self._choose.choice(table.players).number
        yield self._pen.cue(stretch, 0.04, 0.06, table.scribe, "scribe", {"on": True})

    def _say(self, stretch: Stretch, table: PlayedTable, body: Body, player: int) -> Iterator[Cue]:
        """Say something at the table, perhaps in haste, and put it right later."""
        if table.unanswered and self._choose.random() < 0.6:
            body = self._deck.answering(body, self._choose.choice(table.unanswered))
        if not self._fits(table, body):
            return
        one = self._pen.new(body, player, table)
        table.said.append(one)
        hasty = self._deck.in_haste(body) if self._choose.random() < 0.25 else None
        yield from self._pen.give(stretch, one, 0.1, 0.75, hasty)
        if hasty is not None:
            better = {"id": one.id, "body": dict(body), "base": 0}
            yield self._pen.cue(stretch, 0.8, 0.88, player, "revise", better)

    def _take_back(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        body = self._deck.draw()
        if body is None or not self._fits(table, body):
            return
        one = self._pen.new(body, self._writer(table), table)
        yield from self._pen.give(stretch, one, 0.1, 0.7)
        yield self._pen.cue(stretch, 0.75, 0.85, one.player, "withdraw", {"id": one.id})

    def _wind_up(self, stretch: Stretch, table: PlayedTable) -> Iterator[Cue]:
        """Choose a highlight and be done; the last table of several does not get that far."""
        worded = [one for one in table.said if self._deck.has_words(one.body)]
        if worded:
            chosen = {"id": self._choose.choice(worded).id}
            yield self._pen.cue(stretch, 0.89, 0.92, table.scribe, "highlight", chosen)
        if len(self._tables) < 3 or table is not self._tables[-1]:
            yield self._pen.about(stretch, 0.93, 0.98, table.scribe, "done", on=True)

    def _slow(self, stretch: Stretch) -> Iterator[Cue]:
        """Somebody writes all the time and sends it when the phase is over."""
        table = self._tables[0]
        body = self._deck.draw()
        if body is None or not self._fits(table, body):
            return
        one = self._pen.new(body, self._writer(table), table)
        table.said.append(one)
        for share in (0.3, 0.5, 0.7, 0.9):
            yield self._pen.writing(one.player, stretch.length * share)
        late = stretch.length + min(_LATE, 0.02 * stretch.length)
        yield Cue(late, "give", self._pen.given(stretch, one, one.body), one.player)

    def _without_net(self, stretch: Stretch) -> Iterator[Cue]:
        """A phone drops out and comes back; what it says meanwhile waits in it."""
        table = max(self._tables, key=lambda table: len(table.players))
        players = [player.number for player in table.players if player.number != table.scribe]
        player = self._choose.choice(players or [table.players[0].number])
        yield self._pen.cue(stretch, 0.3, 0.4, player, GO, {})
        yield self._pen.cue(stretch, 0.55, 0.65, player, COME, {})

    def _too_late(self, stretch: Stretch) -> Iterator[Cue]:
        """Somebody thinks of something when it is closed: a note to the organiser."""
        body = self._deck.draw()
        if body is None:
            return
        table = self._choose.choice(self._tables)
        one = self._pen.new(body, self._choose.choice(table.players).number, table)
        yield self._pen.about(stretch, 0.3, 0.8, one.player, "note", id=one.id, body=dict(body))

    def _room(self, stretch: Stretch) -> Iterator[Cue]:
        """The whole room asks, and supports what others ask."""
        players = [(player.number, table) for table in self._tables for player in table.players]
        for player, table in self._choose.sample(players, -(-len(players) // 4)):
            body = self._deck.draw()
            if body is None or not self._fits(table, body):
                continue
            one = self._pen.new(body, player, table)
            table.said.append(one)
            yield from self._pen.give(stretch, one, 0.05, 0.5)
        said = [one for table in self._tables for one in table.said]
        for player, _table in players:
            for one in self._choose.sample(said, min(len(said), self._choose.randint(0, 2))):
                like = {"id": one.id, "on": True}
                yield self._pen.cue(stretch, 0.52, 0.95, player, "support", like)

    def _dots(self, worded: Sequence[Said]) -> Iterator[Cue]:
        stretch = self._stretches[-1]
        length = showing(stretch, DOTS_END) - showing(stretch, DOTS_OPEN)
        together = self._deck.settings["dots_by"] == Giver.TABLE
        count = min(self._deck.settings["dots"], len(worded))
        for table in self._tables:
            givers = [table.scribe] if together else [player.number for player in table.players]
            for giver in givers:
                for one in self._choose.sample(worded, count):
                    at = self._choose.uniform(0.05, 0.9) * length
                    yield Cue(at, "support", {"id": one.id, "on": True}, giver)

    def _paper(self) -> Iterator[Said]:
        """What stands on the sheets of the tables where nobody has a phone."""
        for table in self._all:
            for _again in range(0 if table.players else _ON_PAPER):
                body = self._deck.draw()
                if body is not None and self._fits(table, body):
                    table.said.append(self._pen.new(body, None, table))
                    yield table.said[-1]

    def _fits(self, table: PlayedTable, body: Body) -> bool:
        return self._deck.fits(body, [one.body for one in table.said])

    def _writer(self, table: PlayedTable) -> int:
        """Who at the table says the next thing."""
        if self._deck.by_table and table.scribe is not None:
            return table.scribe
        return self._choose.choice(table.players).number


def _in_order(cues: Iterator[Cue]) -> tuple[Cue, ...]:
    return tuple(sorted(cues, key=lambda cue: cue.at))
