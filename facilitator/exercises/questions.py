"""Questions to the speaker: asked and supported from any phone, answered one by one in the room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from facilitator.columns import ANSWERED, TEXT, Single
from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.paging import page_of, pages
from facilitator.parsing import fields, text
from facilitator.words import N_

RULES = N_(
    "Alle spørsmål vises på mobilene med en gang. De med mest støtte står øverst."
    " Møtelederen kan skjule det som nevner enkeltpersoner eller er krenkende, og sier hvorfor."
)
TEXT_MOST = RULES_MOST = 280
PAGE = 5
"""So many questions stand on one page of the stage."""


@dataclass(frozen=True)
class Question:
    """A question with how many support it; a lifted one is being answered now."""

    id: str
    number: int
    table: int
    text: str
    support: int = 0
    answered: bool = False
    lifted: bool = False


@dataclass(frozen=True)
class QuestionsResults:
    """The questions in the order in which they wait: most supported first, answered ones last."""

    questions: tuple[Question, ...]
    hidden: int = 0
    """How many the moderator has hidden."""

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        return tuple(question.id for question in self.questions)

    @property
    def pages(self) -> int:
        """How many pages of the stage they fill."""
        return pages(len(self.questions), PAGE)

    @property
    def waiting(self) -> int:
        """How many are not answered yet."""
        return sum(not question.answered for question in self.questions)

    def page(self, number: int) -> Sequence[Question]:
        """The questions on page ``number`` of the stage, the first being 1."""
        return page_of(self.questions, number, PAGE)


class Questions(Kind):
    """Body: ``{text}``. Settings: ``rules`` (what is shown and in which order)."""

    name = "questions"
    title = N_("Spørsmål til innlederen")
    words = (r"spør(re)? (innleder|foredragsholder)(en|ne|ane)", r"spørsmålsrunde")
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.TABLE: N_("Spør om det du lurer på, og støtt det du vil at vi skal ta opp."),
        Phase.PLENARY: N_("Nå svarer vi på spørsmålene. Du kan fortsatt støtte dem som venter."),
        Phase.CLOSED: N_("Det er stengt for spørsmål. Takk for alt dere lurte på!"),
    }
    phases = MappingProxyType(
        {
            Phase.TABLE: N_("Åpent for spørsmål"),
            Phase.PLENARY: N_("Vi svarer"),
            Phase.CLOSED: N_("Stengt"),
        }
    )
    minutes = MappingProxyType({})
    room = True
    columns = (TEXT, ANSWERED)
    has_themes = False

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """The room is always told the rules: emptied, they are the kind's own."""
        given = fields(changed, (), ("rules",))
        return {"rules": text(given.get("rules", ""), "rules", most=RULES_MOST, least=0) or RULES}

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """``{text}``."""
        given = fields(body, ("text",))
        return {"text": text(given["text"], "text", most=TEXT_MOST)}

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> QuestionsResults:
        """Those with most support first, then as they came; answered ones after the others."""
        visible = [one for one in given if not one.hidden]
        return QuestionsResults(
            tuple(
                Question(
                    one.id,
                    one.number,
                    one.table,
                    one.body["text"],
                    one.dots,
                    one.answered,
                    one.lifted,
                )
                for one in sorted(visible, key=lambda one: (one.answered, -one.dots, one.number))
            ),
            hidden=len(given) - len(visible),
        )

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row: what was asked, whether it was answered."""
        return ({"text": one.body["text"], "answered": one.answered},)


KIND = Questions()
