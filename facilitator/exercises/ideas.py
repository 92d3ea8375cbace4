"""An open collection: every table completes a sentence, as often as the organiser allows.

The themes that are offered are Distriktssenteret's five groups of good reasons to involve people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from facilitator.columns import ASKED, TEXT, Single
from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.listing import Row, by_dots, listed, most_dotted, most_shared, tables_of
from facilitator.paging import page_of, pages
from facilitator.parsing import fields, text, whole
from facilitator.words import N_

SENTENCE = N_("Vi bør involvere innbyggerne fordi …")
SENTENCE_MOST = 140
MOST_PER_TABLE = 50
"""The largest limit that an organiser may set."""


PER_PAGE = 12
"""How many rows the stage shows at once."""


@dataclass(frozen=True)
class IdeasResults:
    """What was said: the themes, then what no theme joins."""

    rows: tuple[Row[Given], ...]

    @property
    def given(self) -> tuple[Given, ...]:
        """All ideas."""
        return tuple(one for row in self.rows for one in row.given)

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        return tuple(one.id for one in self.given)

    @property
    def tables(self) -> int:
        """How many tables said something."""
        return len(tables_of(self.given))

    @property
    def pages(self) -> int:
        """How many pages the rows take on the stage."""
        return pages(len(self.rows), PER_PAGE)

    @property
    def ranked(self) -> "IdeasResults":
        """The same with what has most dots first."""
        return IdeasResults(by_dots(self.rows))

    @property
    def dotted(self) -> tuple[Row[Given], ...]:
        """What has most dots; several when they have as many."""
        return most_dotted(self.rows)

    @property
    def shared(self) -> tuple[Row[Given], ...]:
        """The themes that most tables say."""
        return most_shared(self.rows)

    def page(self, number: int) -> Sequence[Row[Given]]:
        """What the stage shows on one page."""
        return page_of(self.rows, number, PER_PAGE)


class Ideas(Kind):
    """Body: ``{text}``. Settings: ``sentence``, ``most_per_table``."""

    name = "ideas"
    title = N_("Gode grunner")
    columns = (ASKED, TEXT)
    words = (
        r"gode grunn(er|ar)",
        r"id[eé](er|ar|myldring|dugnad)\b",
        r"good reasons",
        r"brainstorm",
    )
    offered_themes = (
        N_("Kunnskap og treffsikre beslutninger"),
        N_("Lettere iverksetting"),
        N_("Medansvar, mobilisering og frivillighet"),
        N_("Tilhørighet og identitet"),
        N_("Politisk rekruttering"),
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
        """Every visible idea, those that a theme joins in one row."""
        return IdeasResults(listed(given))

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row: the sentence and how it was completed."""
        return ({"question": settings["sentence"], "text": one.body["text"]},)


def _limit(value: object) -> int | None:
    if value is None:
        return None
    return whole(value, "most_per_table", least=1, most=MOST_PER_TABLE)


KIND = Ideas()
