"""What the organiser's own questions may be answered with: a text, one of several, yes or no."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from facilitator.errors import Invalid
from facilitator.words import N_

OPTIONS_MOST = 20
ANSWER_NAMES: Mapping[str, Mapping[bool, str]] = MappingProxyType(
    {
        "nb": {True: "Ja", False: "Nei"},
        "nn": {True: "Ja", False: "Nei"},
        "en": {True: "Yes", False: "No"},
    }
)
"""How files say yes and no, by language."""


def in_field(answer: str | bool) -> str:
    """The value of a form's field that gives ``answer``, whatever kind of question it is to."""
    return answer if isinstance(answer, str) else "yes" if answer else "no"


class Text:
    """Any text."""

    title = N_("Fritekst")
    few = False
    """Whether there are so few answers that people can be mixed by them."""

    def options(self, said: Sequence[str]) -> Sequence[str]:
        """Those of the organiser's options that are asked.

        Raises:
            Invalid: ``bad_options`` with ``most``.
        """
        return ()

    def choices(self, options: Sequence[str]) -> Sequence[tuple[str, str]]:
        """What may be answered: a field's values and how they are said; empty for anything."""
        return ()

    def answer(self, said: str) -> str | bool:
        """The answer that the value ``said`` of a field is."""
        return said

    def from_cell(self, cell: str) -> str:
        """The value of the field for what somebody wrote in a table."""
        return cell


class Choice(Text):
    """One of the organiser's options."""

    title = N_("Velg ett av flere svar")
    few = True

    def options(self, said: Sequence[str]) -> Sequence[str]:
        if not 2 <= len(said) <= OPTIONS_MOST:
            raise Invalid("bad_options", field="options", most=OPTIONS_MOST)
        return said

    def choices(self, options: Sequence[str]) -> Sequence[tuple[str, str]]:
        return [(one, one) for one in options]


class YesNo(Text):
    """Yes or no, stored as a truth."""

    title = N_("Ja eller nei")
    few = True

    def choices(self, options: Sequence[str]) -> Sequence[tuple[str, str]]:
        return (("yes", N_("Ja")), ("no", N_("Nei")))

    def answer(self, said: str) -> str | bool:
        return said == "yes"

    def from_cell(self, cell: str) -> str:
        """``yes`` or ``no`` for a cell that says it in any of our languages; else the cell."""
        return _IN_TABLES.get(cell.casefold().strip(), cell)


_IN_TABLES = {
    said.casefold(): "yes" if answer else "no"
    for names in ANSWER_NAMES.values()
    for answer, said in names.items()
} | {"x": "yes", "j": "yes", "n": "no", "true": "yes", "false": "no", "sann": "yes", "usann": "no"}

KINDS: Mapping[str, Text] = MappingProxyType(
    {"text": Text(), "choice": Choice(), "yes_no": YesNo()}
)
"""The kinds of question, by the name that is stored."""
