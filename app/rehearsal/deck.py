"""What can be said to one exercise, dealt out so that the room repeats itself late."""

from collections.abc import Iterator, Sequence
from random import Random

from app.rehearsal.parts import Body, PlayedExercise, Said
from facilitator.errors import Refused
from facilitator.exercises import kind_of
from facilitator.exercises.kind import Giver


class Deck:
    """The bodies that an exercise takes as the organiser has set it up.

    Args:
        bodies: what people say to exercises of this kind; those that do not fit are left out.
    """

    def __init__(self, choose: Random, exercise: PlayedExercise, bodies: Sequence[Body]) -> None:
        self.kind = kind_of(exercise.kind)
        self.settings = self.kind.settings(exercise.settings)
        self._choose = choose
        self._loose: list[Body] = []
        self._placed: dict[str, list[Body]] = {}
        for body in bodies:
            parsed = self._parsed(body)
            if parsed is None:
                continue
            place = self.kind.place(parsed)
            (self._loose if place is None else self._placed.setdefault(place, [])).append(parsed)
        self._dealing = self._deal()

    @property
    def by_table(self) -> bool:
        """Whether the table answers with one voice."""
        return bool(self.settings["by"] == Giver.TABLE)

    def draw(self) -> Body | None:
        """The next thing that is said, None when there is nothing to say."""
        return next(self._dealing, None)

    def answers_of(self, giver: Giver) -> tuple[Body, ...]:
        """One answer for each place of which a ``giver`` has one."""
        if self.kind.place_of(self.settings) is not giver:
            return ()
        return tuple(self._choose.choice(bodies) for bodies in self._placed.values())

    def fits(self, body: Body, others: Sequence[Body]) -> bool:
        """Whether a table that has said ``others`` may say ``body`` too."""
        most = self.kind.most_per_table(self.settings)
        if most is not None and len(others) >= most:
            return False
        return self.kind.objection(self.settings, body, others) is None

    def answering(self, body: Body, what: Said) -> Body:
        """``body`` as an answer to something else that was said, where this kind may answer."""
        answer = self._parsed({**body, "answers": what.id}) if self.kind.answers else None
        return body if answer is None else answer

    def in_haste(self, body: Body) -> Body | None:
        """``body`` as one types it in a hurry; None where nothing would differ."""
        words = self.kind.wording(body)
        hasty = (
            self._parsed(self.kind.redacted(body, words.lower().rstrip(" .!?"))) if words else None
        )
        return hasty if hasty != body else None

    def has_words(self, body: Body) -> bool:
        """Whether somebody wrote something in ``body``."""
        return bool(self.kind.wording(body))

    def _parsed(self, body: Body) -> Body | None:
        try:
            return self.kind.parse(self.settings, dict(body))
        except Refused:
            return None

    def _deal(self) -> Iterator[Body]:
        while self._loose:
            yield from self._choose.sample(self._loose, len(self._loose))
