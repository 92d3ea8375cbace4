"""Writes the whole script of a rehearsal: the same seed and programme give the same evening."""

from collections.abc import Callable, Sequence
from random import Random

from app.rehearsal.deck import Deck
from app.rehearsal.desk import at_the_desk
from app.rehearsal.parts import (
    COME,
    Answers,
    Body,
    Cue,
    Moment,
    PlayedItem,
    PlayedTable,
    Player,
    Script,
)
from app.rehearsal.tables import Round
from app.rehearsal.timing import stretches
from facilitator.programme.kinds import ItemKind

_ARRIVING = 60.0
"""The most seconds that it takes until all phones are there."""


def write(
    seed: str,
    items: Sequence[PlayedItem],
    tables: Sequence[int],
    phones: int,
    bodies_of: Callable[[str], Sequence[Body]],
) -> Script:
    """The script of a rehearsal.

    Args:
        seed: no two rehearsals may be played with the same at the same time: it makes their ids.
        items: what is played, in order.
        tables: their numbers.
        phones: how many sit down, table by table.
        bodies_of: what people say to exercises of a kind, by its name.
    """
    choose = Random(seed)
    players = [Player(number, tables[number % len(tables)]) for number in range(phones)]
    room = [
        PlayedTable(table, [player for player in players if player.table == table])
        for table in tables
    ]
    rounds: dict[Moment, Sequence[Cue]] = {}
    desk: dict[int, Sequence[Cue]] = {}
    for item in items:
        laid_out = stretches(item)
        answers: dict[int, Answers] = {}
        for table in room:
            table.unanswered = []
        for exercise in item.exercises:
            own = [stretch for stretch in laid_out if stretch.exercise is exercise]
            deck = Deck(choose, exercise, bodies_of(exercise.kind))
            answers[exercise.id] = Round(choose, deck, own, room).play()
            rounds.update(answers[exercise.id].rounds)
        desk[item.id] = at_the_desk(laid_out, answers)
    return Script(players, _arrivals(choose, items[0], players), rounds, desk)


def _arrivals(choose: Random, first: PlayedItem, players: Sequence[Player]) -> Sequence[Cue]:
    share = 0.6 if first.kind == ItemKind.ARRIVAL else 0.05
    whole = min(_ARRIVING, share * first.length)
    cues = [Cue(choose.uniform(0, whole), COME, player=player.number) for player in players]
    return sorted(cues, key=lambda cue: cue.at)
