"""What the simulated moderator does during one item: opens the phases, shows, lifts, lets speak."""

from collections.abc import Iterator, Mapping, Sequence

from app.rehearsal.parts import DOTS, Cue
from app.rehearsal.tables import DOTS_END, DOTS_OPEN, Answers, Said
from app.rehearsal.timing import Stretch, showing
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase

_SPEAKERS = 3
"""So many tables have the floor."""


def at_the_desk(stretches: Sequence[Stretch], answers: Mapping[int, Answers]) -> tuple[Cue, ...]:
    """What the moderator does during an item, in order.

    Args:
        stretches: the phases of the item's exercises.
        answers: what the tables do with each exercise, by its id.
    """
    last = {stretch.exercise.id: stretch for stretch in stretches}
    cues: list[Cue] = []
    for stretch in stretches:
        exercise = stretch.exercise.id
        cues.append(Cue(stretch.at, "phase", {"exercise": exercise, "phase": str(stretch.phase)}))
        if last[exercise] is stretch:
            cues += _shown(stretch, answers[exercise])
    return tuple(sorted(cues, key=lambda cue: cue.at))


def _shown(stretch: Stretch, answers: Answers) -> Iterator[Cue]:
    """The results on the stage: table by table, all, page by page; then dots, highlights, words."""
    exercise = stretch.exercise.id
    tables = sorted({one.table for one in answers.said})
    for share, table in zip((0.03, 0.08), tables[:2], strict=False):
        one_table = {"exercise": exercise, "on": True, "table": table}
        yield Cue(showing(stretch, share), "reveal", one_table)
    yield Cue(showing(stretch, 0.14), "reveal", {"exercise": exercise, "on": True})
    for share, page in ((0.24, 2), (0.32, 3), (0.4, 1)):
        yield Cue(showing(stretch, share), "turn", {"exercise": exercise, "page": page})
    if (exercise, DOTS) in answers.rounds:
        for share, on in ((DOTS_OPEN, True), (DOTS_END, False)):
            yield Cue(showing(stretch, share), "dots", {"exercise": exercise, "on": on})
    if kind_of(stretch.exercise.kind).room:
        yield from _answered(stretch, answers.said)
    yield from _lifted(stretch, _worded(stretch, answers.said))
    for place, table in enumerate(tables[:_SPEAKERS]):
        floor = {"exercise": exercise, "table": table}
        yield Cue(showing(stretch, 0.82 + 0.05 * place), "speak", floor)
    yield Cue(showing(stretch, 0.97), "speak", {"exercise": exercise, "table": None})
    closed = {"exercise": exercise, "phase": str(Phase.CLOSED)}
    yield Cue(stretch.at + stretch.length, "phase", closed)


def _worded(stretch: Stretch, said: Sequence[Said]) -> Sequence[Said]:
    kind = kind_of(stretch.exercise.kind)
    return [one for one in said if kind.wording(one.body)]


def _answered(stretch: Stretch, said: Sequence[Said]) -> Iterator[Cue]:
    for share, one in zip((0.3, 0.6), said[:2], strict=False):
        yield Cue(showing(stretch, share), "answer", {"id": one.id, "on": True})


def _lifted(stretch: Stretch, worded: Sequence[Said]) -> Iterator[Cue]:
    """Two highlights, one after the other; one that was hidden first, by mistake."""
    for share, one in zip((0.67, 0.74), worded[-2:], strict=False):
        yield Cue(showing(stretch, share), "lift", {"id": one.id, "on": True})
        yield Cue(showing(stretch, share + 0.06), "lift", {"id": one.id, "on": False})
    for share, on in ((0.18, True), (0.22, False)):
        for one in worded[:1]:
            yield Cue(showing(stretch, share), "hide", {"id": one.id, "on": on})
