"""What promotes and what hinders: tables name forces on two sides, how strong, and if they yield.

A force-field analysis after Kurt Lewin. Results tell how many tables say a thing and how strong
those who rated it find it, never sums: a sum would reward the table that says most.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from facilitator.columns import INFLUENCE, SLOT, SLOT_NAME, STRENGTH, TEXT, Single
from facilitator.errors import Refused
from facilitator.exercises.kind import Given, Kind, Phase, Theme
from facilitator.listing import most_shared
from facilitator.paging import pages
from facilitator.parsing import fields, one_of, text, whole
from facilitator.pictures import arrows, stacked_arrows
from facilitator.words import N_

SIDES: Mapping[str, str] = {"promotes": N_("Fremmer"), "hinders": N_("Hemmer")}
"""The two sides of the question and what they are called; the organiser may call them otherwise."""
SUBJECT = N_("God innbyggerinvolvering")
INFLUENCES = ("yes", "partly", "no")
STRENGTH_MOST = arrows.STRENGTH_MOST
TEXT_MOST, SUBJECT_MOST, SIDE_MOST = 140, 140, 16
TOP_MOST = 10
"""The largest number on each side that an organiser may let a table give a strength."""
ROWS = 6
"""How many rows of each side stand on one page of the stage."""


@dataclass(frozen=True)
class Force:
    """One thing that a table says promotes or hinders."""

    id: str
    number: int
    table: int
    text: str
    strength: int | None = None
    influence: str | None = None
    dots: int = 0


@dataclass(frozen=True)
class Row:
    """A theme with what was joined in it, or one contribution that stands alone."""

    text: str
    forces: tuple[Force, ...]
    theme: int | None = None
    """The theme's id."""

    @property
    def tables(self) -> tuple[int, ...]:
        """The numbers of the tables that say it."""
        return tuple(sorted({force.table for force in self.forces}))

    @property
    def strength(self) -> float | None:
        """The mean of the strengths that were given, to one decimal and halves up; None for none.

        The strength of a contribution that stands alone is the table's own.
        """
        given = [force.strength for force in self.forces if force.strength is not None]
        return (20 * sum(given) + len(given)) // (2 * len(given)) / 10 if given else None

    @property
    def influence(self) -> Mapping[str, int]:
        """How often it was said that one can, can partly or cannot do something about it."""
        said = [force.influence for force in self.forces]
        return {influence: said.count(influence) for influence in INFLUENCES}

    @property
    def dots(self) -> int:
        """How many dots it has."""
        return sum(force.dots for force in self.forces)


@dataclass(frozen=True)
class Side:
    """One side of the question: what most tables say comes first, then the strongest."""

    name: str
    rows: tuple[Row, ...]

    @property
    def forces(self) -> tuple[Force, ...]:
        """What was said on this side, in the order of the rows."""
        return tuple(force for row in self.rows for force in row.forces)

    @property
    def shared(self) -> tuple[Row, ...]:
        """The themes that most tables say."""
        return most_shared(self.rows)

    def page(self, page: int) -> tuple[Row, ...]:
        """The rows on that page of the stage; there may be none when the other side is longer."""
        return self.rows[(page - 1) * ROWS : page * ROWS]

    def left(self, page: int) -> int:
        """How many rows there are on the pages after it."""
        return max(0, len(self.rows) - page * ROWS)


@dataclass(frozen=True)
class ForcesResults:
    """Both sides with everything that is visible on them."""

    promotes: Side
    hinders: Side

    @property
    def sides(self) -> tuple[Side, Side]:
        """The sides in the order that they are shown."""
        return self.promotes, self.hinders

    @property
    def counted(self) -> tuple[str, ...]:
        """The ids of the contributions that it is made of."""
        return tuple(force.id for side in self.sides for force in side.forces)

    @property
    def tables(self) -> int:
        """How many tables said something."""
        return len({force.table for side in self.sides for force in side.forces})

    @property
    def joined(self) -> bool:
        """Whether anything was joined in a theme."""
        return any(row.theme is not None for side in self.sides for row in side.rows)

    @property
    def pages(self) -> int:
        """How many pages the stage needs for the longer side."""
        return pages(max(len(side.rows) for side in self.sides), ROWS)

    def page(self, wanted: int) -> int:
        """The page to show when ``wanted`` is asked for: itself, or the nearest that is there."""
        return min(max(1, wanted), self.pages)

    def picture(
        self,
        page: int,
        detail: Callable[[Row], str],
        *,
        width: int = arrows.WIDTH,
        height: int = arrows.HEIGHT,
    ) -> arrows.Picture:
        """The picture of one page, both sides pressing on a line in the middle.

        Args:
            detail: what stands below the text of a row, in the language of the screen.
        """
        return arrows.draw(*self._forces(page, detail), width=width, height=height)

    def stacked(self, page: int, detail: Callable[[Row], str]) -> arrows.Picture:
        """The same as ``picture`` for a narrow screen, one side below the other."""
        return stacked_arrows.stack(*self._forces(page, detail))

    def _forces(self, page: int, detail: Callable[[Row], str]) -> Iterator[Sequence[arrows.Force]]:
        for side in self.sides:
            yield [arrows.Force(row.text, detail(row), row.strength) for row in side.page(page)]


class Forces(Kind):
    """Body: ``{side, text, strength?, influence?}``. Settings: ``subject``, ``top``, ``sides``."""

    name = "forces"
    title = N_("Hva fremmer og hva hemmer?")
    answerable = True
    columns = (SLOT, SLOT_NAME, TEXT, STRENGTH, INFLUENCE)
    words = (
        r"(fremm|fremj)(er|e|ar|a)\b.{0,20}\b(hemm|hindr)(er|e|ar|a)\b",
        r"(drivere|drivarar) og (barriere|barrierar|hind)",
        r"kraftfelt",
        r"force[- ]field",
        r"promot\w{1,4}\b.{0,20}\bhinder",
    )
    prompts: ClassVar[Mapping[Phase, str]] = {
        Phase.INDIVIDUAL: N_("Hva fremmer god innbyggerinvolvering? Hva hemmer?"),
        Phase.TABLE: N_(
            "Del med hverandre. Velg de tre viktigste på hver side: Hvor sterkt virker det? Kan vi"
            " gjøre noe med det?"
        ),
        Phase.PLENARY: N_("Hva går igjen ved bordene? Hva kan vi gjøre noe med?"),
        Phase.CLOSED: N_("Oppgaven er avsluttet. Takk for innspillene!"),
    }
    minutes: ClassVar[Mapping[Phase, int]] = {Phase.INDIVIDUAL: 3, Phase.TABLE: 12}
    shelves = SIDES

    def own_settings(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """``subject`` is what the forces act on and may be empty; ``top`` is how many on each side
        a table may give a strength; ``sides`` are the words of the two sides.
        """
        given = fields(changed, (), ("subject", "top", "sides"))
        sides = fields(given.get("sides", {}), (), tuple(SIDES))
        called = {
            side: text(word, "sides", most=SIDE_MOST, least=0) for side, word in sides.items()
        }
        return {
            "subject": text(given.get("subject", SUBJECT), "subject", most=SUBJECT_MOST, least=0),
            "top": whole(given.get("top", 3), "top", least=1, most=TOP_MOST),
            "sides": {side: called.get(side) or own for side, own in SIDES.items()},
        }

    def parse(self, settings: Mapping[str, Any], body: object) -> dict[str, Any]:
        """A side and a text; how strong it is and whether it yields may be said later."""
        given = fields(body, ("side", "text"), ("strength", "influence"))
        parsed = {
            "side": one_of(given["side"], "side", tuple(SIDES)),
            "text": text(given["text"], "text", most=TEXT_MOST),
        }
        if "strength" in given:
            parsed["strength"] = whole(given["strength"], "strength", least=1, most=STRENGTH_MOST)
        if "influence" in given:
            parsed["influence"] = one_of(given["influence"], "influence", INFLUENCES)
        return parsed

    def objection(
        self, settings: Mapping[str, Any], body: Mapping[str, Any], others: Sequence[Any]
    ) -> Refused | None:
        """``enough_top``, when the table has given ``most`` of that ``side`` a strength already."""
        if "strength" not in body:
            return None
        side, most = body["side"], settings["top"]
        rated = sum(other["side"] == side and "strength" in other for other in others)
        return Refused("enough_top", most=most, side=side) if rated >= most else None

    def shelf(self, body: Mapping[str, Any]) -> str:
        """What promotes is never joined with what hinders."""
        side: str = body["side"]
        return side

    def slots(self, settings: Mapping[str, Any], body: Mapping[str, Any]) -> Sequence[str]:
        """Its side, as the organiser calls it."""
        return (settings["sides"][body["side"]],)

    def results(self, settings: Mapping[str, Any], given: Sequence[Given]) -> ForcesResults:
        """The visible contributions on their sides, those of one theme in one row."""
        visible = [one for one in given if not one.hidden]
        return ForcesResults(*(_side(side, visible) for side in SIDES))

    def rows(self, settings: Mapping[str, Any], one: Given) -> Sequence[Mapping[str, Single]]:
        """One row; what the table has not said of it is empty."""
        return (
            {
                "slot": one.body["side"],
                "slot_name": settings["sides"][one.body["side"]],
                "text": one.body["text"],
                "strength": one.body.get("strength"),
                "influence": one.body.get("influence"),
            },
        )


def _side(name: str, visible: Sequence[Given]) -> Side:
    themes: dict[int, Theme] = {}
    joined: dict[int, list[Force]] = {}
    rows: list[Row] = []
    for one in sorted(visible, key=lambda one: one.number):
        if one.body["side"] != name:
            continue
        if one.theme is None:
            rows.append(Row(one.body["text"], (_force(one),)))
        else:
            themes[one.theme.id] = one.theme
            joined.setdefault(one.theme.id, []).append(_force(one))
    rows += [Row(themes[id].title, tuple(forces), id) for id, forces in joined.items()]
    return Side(name, tuple(sorted(rows, key=_rank)))


def _rank(row: Row) -> tuple[int, float, int]:
    return (-len(row.tables), -(row.strength or 0), row.forces[0].number)


def _force(one: Given) -> Force:
    return Force(
        one.id,
        one.number,
        one.table,
        one.body["text"],
        one.body.get("strength"),
        one.body.get("influence"),
        one.dots,
    )


KIND = Forces()
