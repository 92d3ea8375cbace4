"""Who gets involved and who does not: tables name groups, a likely reason, and where to meet them.

Always groups and never persons; the form says so, and what names one is redacted as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, ClassVar

from facilitator.columns import PLACE, SLOT, SLOT_NAME, TEXT, WHY, Single
from facilitator.exercises.kind import Given, Kind, Phase
from facilitator.listing import Row, by_dots, listed, most_shared, tables_of
from facilitator.paging import page_of, pages
from facilitator.parsing import fields, one_of, text
from facilitator.words import N_

SIDES: Mapping[str, str] = {
    "takes_part": N_("Involverer seg"),
    "absent": N_("Involverer seg ikke"),
}
"""The two lists; the organiser may call them something else."""
SIDE_MOST = 40
GROUP_MOST = 140
DETAIL_MOST = 280
PER_PAGE = 5
"""How many rows of each list the stage shows at once."""


@dataclass(frozen=True)
class Side:
    """One of the two lists.

    Args:
        name: ``takes_part`` or ``absent``.
    """

    name: str
    title: str
    rows: tuple[Row[Given], ...]

    @property
    def given(self) -> tuple[Given, ...]:
        """All that is said here."""
        return tuple(one for row in self.rows for one in row.given)

    @property
    def tables(self) -> int:
        """How many tables said something here."""
        return len(tables_of(self.given))

    @property
    def shared(self) -> tuple[Row[Given], ...]:
        """The themes that most tables say."""
        return most_shared(self.rows)

    def page(self, number: int) -> Sequence[Row[Given]]:
        """What the stage shows on one page; a list that is shorter stays at its end."""
        return page_of(self.rows, number, PER_PAGE)


@dataclass(frozen=True)
class GroupsResults:
    """Both lists, those who take part first."""

    sides: tuple[Side, ...]

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        return tuple(one.id for side in self.sides for one in side.given)

    @property
    def tables(self) -> int:
        """How many tables said something."""
        return len(tables_of(one for side in self.sides for one in side.given))

    @property
    def pages(self) -> int:
        """As many as the longer list needs."""
        return max(pages(len(side.rows), PER_PAGE) for side in self.sides)

    @property
    def ranked(self) -> "GroupsResults":
        """The same with what has most dots first."""
        return GroupsResults(tuple(replace(side, rows=by_dots(side.rows)) for side in self.sides))


class Groups(Kind):
    """Body: ``{side, text, reason?, place?}``. Settings: ``sides``."""

    name = "groups"
    title = N_("Hvem involverer seg – og hvem involverer seg ikke?")
    answerable = True
    columns = (SLOT, SLOT_NAME, TEXT, WHY, PLACE)
    shelves: ClassVar[Mapping[str, str]] = SIDES
    written_in = MappingProxyType(
        {"text": N_("Gruppe"), "reason": N_("Grunn"), "place": N_("Møteplass")}
    )
    words = (
        r"hvem (som )?(involverer|engasjerer) seg",
        r"kven (som )?(involverer|engasjerer) seg",
        r"who (takes part|gets involved)",
    )
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.INDIVIDUAL: N_(
            "Hvilke grupper ser du ofte, og hvilke hører du aldri fra?"
            " Skriv om grupper, ikke enkeltpersoner."
        ),
        Phase.TABLE: N_("Hva er grunnen, tror dere? Skriv om grupper, ikke enkeltpersoner."),
        Phase.PLENARY: N_("Hvem går igjen ved flere bord? Hvor kan vi møte dem som ikke er med?"),
        Phase.CLOSED: N_("Oppgaven er avsluttet. Takk for innspillene!"),
    }

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """``sides`` says what the two lists are called."""
        given = fields(changed, (), ("sides",))
        sides = fields(given.get("sides", {}), (), tuple(SIDES))
        return {
            "sides": {
                side: text(sides.get(side, ""), "sides", most=SIDE_MOST, least=0) or own
                for side, own in SIDES.items()
            }
        }

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """Each text on one line; an empty ``reason`` or ``place`` is left out."""
        given = fields(body, ("side", "text"), ("reason", "place"))
        side = one_of(given["side"], "side", tuple(SIDES))
        details = {
            field: _line(given.get(field, ""), field, DETAIL_MOST, least=0)
            for field in ("reason", "place")
        }
        return {
            "side": side,
            "text": _line(given["text"], "text", GROUP_MOST),
            **{field: said for field, said in details.items() if said},
        }

    def shelf(self, body: Mapping[str, Any]) -> str:
        """The side: who takes part is never joined with who does not."""
        side: str = body["side"]
        return side

    def slots(self, settings: Mapping[str, Any], body: Mapping[str, Any]) -> Sequence[str]:
        """The side, as the organiser calls it."""
        return (settings["sides"][body["side"]],)

    def wording(self, body: Mapping[str, Any]) -> str:
        """The group, the reason and the place, a line each."""
        return "\n".join(self.written(body).values())

    def redacted(self, body: Mapping[str, Any], text: str) -> dict[str, Any]:
        """A line of ``text`` for each that there was; of any other number all is the group."""
        written = self.written(body)
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) == len(written):
            return self.rewritten(body, dict(zip(written, lines, strict=True)))
        return self.rewritten(body, {"text": text})

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> GroupsResults:
        """The visible groups on their side, those that a theme joins in one row."""
        return GroupsResults(
            tuple(
                Side(side, title, listed([one for one in given if one.body["side"] == side]))
                for side, title in settings["sides"].items()
            )
        )

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row: the side, the group, the reason and the place."""
        side = one.body["side"]
        return (
            {
                "slot": side,
                "slot_name": settings["sides"][side],
                "text": one.body["text"],
                "why": one.body.get("reason", ""),
                "place": one.body.get("place", ""),
            },
        )


def _line(value: object, field: str, most: int, *, least: int = 1) -> str:
    return " ".join(text(value, field, most=most, least=least).split())


KIND = Groups()
