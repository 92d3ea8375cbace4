"""An open collection: every table completes a sentence, as often as the organiser allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.parsing import fields, text, whole
from facilitator.words import N_

SENTENCE = N_("Vi bør involvere innbyggerne fordi …")
SENTENCE_MOST = 140
MOST_PER_TABLE = 50
"""The largest limit that an organiser may set."""


@dataclass(frozen=True)
class Idea:
    """What one table said."""

    id: str
    number: int
    table: int
    text: str
    lifted: bool = False
    highlighted: bool = False


@dataclass(frozen=True)
class IdeasResults:
    """The ideas in the order that they came."""

    ideas: tuple[Idea, ...]
    pages: int = 1

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        return tuple(idea.id for idea in self.ideas)

    @property
    def tables(self) -> int:
        """How many tables said something."""
        return len({idea.table for idea in self.ideas})

    def shown(self, most: int) -> tuple[Idea, ...]:
        """At most ``most`` ideas for a wall: lifted ones, highlights, then every table in turn.

        Those that are shown keep the order in which they came.
        """
        turns: dict[int, int] = {}
        ranked = []
        for idea in self.ideas:
            turns[idea.table] = turns.get(idea.table, 0) + 1
            ranked.append((not idea.lifted, not idea.highlighted, turns[idea.table], idea.number))
        chosen = sorted(zip(ranked, self.ideas, strict=True), key=lambda pair: pair[0])[:most]
        return tuple(sorted((idea for _rank, idea in chosen), key=lambda idea: idea.number))


class Ideas(Kind):
    """Body: ``{text}``. Settings: ``sentence``, ``most_per_table``."""

    name = "ideas"
    title = N_("Gode grunner")
    words = (
        r"gode grunn(er|ar)",
        r"id[eé](er|ar|myldring|dugnad)\b",
        r"good reasons",
        r"brainstorm",
    )
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.INDIVIDUAL: N_("Fullfør setningen hver for seg. Bare du ser det du skriver."),
        Phase.TABLE: N_("Del med hverandre rundt bordet. Send inn det dere vil ta med videre."),
        Phase.PLENARY: N_("Bordene deler. Hva går igjen, og hva er nytt?"),
        Phase.CLOSED: N_("Oppgaven er avsluttet. Takk for innspillene!"),
    }

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """``sentence`` may be empty: then the room answers freely."""
        given = fields(changed, (), ("sentence", "most_per_table"))
        sentence = given.get("sentence", SENTENCE)
        return {
            "sentence": text(sentence, "sentence", most=SENTENCE_MOST, least=0),
            "most_per_table": _limit(given.get("most_per_table")),
        }

    def most_per_table(self, settings: Mapping[str, Any]) -> int | None:
        """The organiser's limit, or None."""
        limit: int | None = settings["most_per_table"]
        return limit

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """``{text}``."""
        given = fields(body, ("text",))
        return {"text": text(given["text"], "text")}

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> IdeasResults:
        """Every visible idea."""
        return IdeasResults(
            tuple(
                Idea(one.id, one.number, one.table, one.body["text"], one.lifted, one.highlighted)
                for one in given
                if not one.hidden
            )
        )

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Any]]:
        """One row: the sentence and how it was completed."""
        return ({"sentence": settings["sentence"], "text": one.body["text"]},)


def _limit(value: object) -> int | None:
    if value is None:
        return None
    return whole(value, "most_per_table", least=1, most=MOST_PER_TABLE)


KIND = Ideas()
