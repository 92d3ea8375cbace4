"""What the simulated moderator does during one item: opens the phases, shows, lifts, lets speak."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from app.rehearsal.parts import DOTS, Answers, Cue, Said
from app.rehearsal.timing import DOTS_END, DOTS_OPEN, Stretch, showing
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Phase
from facilitator.words import N_

_SPEAKERS = 3
"""So many tables have the floor."""
_THEMES = 2
"""So many themes are made of what several tables said."""
_NUDGE = N_("Hvordan går det hos dere? Dere har litt tid igjen.")


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
        cues += _nudge(stretch, answers[exercise])
        if last[exercise] is stretch:
            cues += _Showing(stretch, answers[exercise]).cues()
    return tuple(sorted(cues, key=lambda cue: cue.at))


def _nudge(stretch: Stretch, answers: Answers) -> Iterator[Cue]:
    """Remind the one table that is not done; take it away when the phase is over."""
    moment = answers.rounds.get((stretch.exercise.id, stretch.phase), ())
    if not any(cue.does == "done" for cue in moment):
        return
    last = max((one.table for one in answers.said if one.player is not None), default=None)
    for share, text in ((0.85, _NUDGE), (0.99, "")) if last else ():
        at = stretch.at + share * stretch.length
        yield Cue(at, "nudge", {"table": last, "text": text})


class _Showing:
    """The results of one exercise on the stage."""

    def __init__(self, stretch: Stretch, answers: Answers) -> None:
        self._stretch = stretch
        self._exercise = stretch.exercise.id
        self._kind = kind_of(stretch.exercise.kind)
        self._answers = answers
        self._tables = sorted({one.table for one in answers.said})
        self._worded = [one for one in answers.said if self._kind.wording(one.body)]

    def cues(self) -> Iterator[Cue]:
        """Table by table, all, page by page; then themes, dots, highlights, and who speaks."""
        for one in self._answers.paper:
            sheet = {"id": one.id, "table": one.table, "body": dict(one.body)}
            yield self._about(0.01, "paper", **sheet)
        for share, table in zip((0.03, 0.08), self._tables[:2], strict=False):
            yield self._about(share, "reveal", on=True, table=table)
        yield self._about(0.14, "reveal", on=True)
        for share, page in ((0.24, 2), (0.32, 3), (0.4, 1)):
            yield self._about(share, "turn", page=page)
        yield from self._joined()
        if (self._exercise, DOTS) in self._answers.rounds:
            yield self._about(DOTS_OPEN, "dots", on=True)
            yield self._about(DOTS_END, "dots", on=False)
        if self._kind.room:
            yield from self._answered()
        yield from self._lifted()
        for place, table in enumerate(self._tables[:_SPEAKERS]):
            yield self._about(0.82 + 0.05 * place, "speak", table=table)
        yield self._about(0.97, "speak", table=None)
        yield self._about(1, "phase", phase=str(Phase.CLOSED))

    def _joined(self) -> Iterator[Cue]:
        """What several tables said in the same words becomes a theme."""
        alike: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
        for one in self._worded if self._kind.has_themes else ():
            alike[self._kind.shelf(one.body), self._kind.gist(one.body)].append(one)
        several = (ones for ones in alike.values() if len({one.table for one in ones}) > 1)
        for ones in islice(several, _THEMES):
            yield self._about(0.42, "theme", do="make", ids=[one.id for one in ones])

    def _answered(self) -> Iterator[Cue]:
        for share, one in zip((0.3, 0.6), self._answers.said[:2], strict=False):
            yield self._at(share, "answer", id=one.id, on=True)

    def _lifted(self) -> Iterator[Cue]:
        """Two highlights, one after the other; one that is hidden for a while, by mistake."""
        for share, one in zip((0.67, 0.74), self._worded[-2:], strict=False):
            yield self._at(share, "lift", id=one.id, on=True)
            yield self._at(share + 0.06, "lift", id=one.id, on=False)
        for share, on in ((0.18, True), (0.22, False)):
            for one in self._worded[:1]:
                yield self._at(share, "hide", id=one.id, on=on)

    def _at(self, share: float, does: str, **payload: Any) -> Cue:
        return Cue(showing(self._stretch, share), does, payload)

    def _about(self, share: float, does: str, **payload: Any) -> Cue:
        return self._at(share, does, exercise=self._exercise, **payload)
