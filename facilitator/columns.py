"""The columns of a table with data: stable names for programs, words for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.spreadsheets.cells import Cell
from facilitator.words import N_

Single = Cell
"""One value, as a cell holds it."""
Value = Single | tuple[Single, ...]
"""What stands in a column; several where a contribution stands in several places."""


class Holds(StrEnum):
    """What the values of a column are."""

    WHOLE = "whole"
    """Whole numbers."""
    NUMBER = "number"
    """Numbers with decimals."""
    TEXT = "text"
    """People's own words, as they stand."""
    LABEL = "label"
    """Words of ours in bokmål, which are translated, unless the organiser wrote others."""
    CODE = "code"
    """One of the column's ``words``."""
    MARK = "mark"
    """A number or a word that stays the same in every language."""
    FLAG = "flag"
    """True or false."""
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    """An aware UTC time."""


HOLDS_WORDS: Mapping[Holds, str] = {
    Holds.WHOLE: N_("Heltall"),
    Holds.NUMBER: N_("Tall"),
    Holds.TEXT: N_("Tekst, ord for ord"),
    Holds.LABEL: N_("Tekst"),
    Holds.CODE: N_("En av flere verdier"),
    Holds.MARK: N_("Kode"),
    Holds.FLAG: N_("Ja eller nei"),
    Holds.DATE: N_("Dato"),
    Holds.TIME: N_("Klokkeslett"),
    Holds.MOMENT: N_("Dato og klokkeslett, UTC"),
}


@dataclass(frozen=True)
class Column:
    """One column. All texts are bokmål, marked with ``N_``.

    Args:
        name: what programs call it, in English; never changed once it is out.
        title: what people call it.
        meaning: one or two sentences for the codebook.
        words: what the values of a ``CODE`` are called.
        several: a contribution may have more than one value here.
        width: in characters, on a sheet.
    """

    name: str
    holds: Holds
    title: str
    meaning: str
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    several: bool = False
    width: int = 12


_LEVELS = {"small": N_("Liten"), "medium": N_("Middels"), "large": N_("Stor")}

ASKED = Column(
    "question",
    Holds.LABEL,
    N_("Spørsmål"),
    N_("Spørsmålet eller setningen som ble besvart."),
    width=36,
)
SLOT = Column(
    "slot",
    Holds.MARK,
    N_("Plassering, kode"),
    N_("Hvor innspillet står i oppgaven: nummeret på trinnet eller svaret, eller kode for siden."),
    several=True,
    width=14,
)
SLOT_NAME = Column(
    "slot_name",
    Holds.LABEL,
    N_("Plassering"),
    N_("Det samme med ord, slik oppgaven kalte det."),
    several=True,
    width=22,
)
TEXT = Column("text", Holds.TEXT, N_("Innspill"), N_("Det som ble skrevet, ord for ord."), width=60)
WHY = Column("why", Holds.TEXT, N_("Begrunnelse"), N_("Grunnen som ble gitt."), width=40)
PLACE = Column("place", Holds.TEXT, N_("Møteplass"), N_("Hvor vi kan møte gruppen."), width=28)
STRENGTH = Column(
    "strength",
    Holds.WHOLE,
    N_("Styrke"),
    N_("Hvor sterkt det virker, fra 1 (litt) til 5 (svært mye). Tomt betyr ikke vurdert."),
    width=9,
)
INFLUENCE = Column(
    "influence",
    Holds.CODE,
    N_("Kan påvirkes"),
    N_("Om bordet mener at vi kan gjøre noe med det."),
    {"yes": N_("Ja"), "partly": N_("Delvis"), "no": N_("Nei")},
    width=14,
)
EFFORT = Column(
    "effort", Holds.CODE, N_("Innsats"), N_("Hvor mye tiltaket krever."), _LEVELS, width=10
)
EFFECT = Column("effect", Holds.CODE, N_("Effekt"), N_("Hvor mye tiltaket gir."), _LEVELS, width=10)
ROLE = Column(
    "role", Holds.TEXT, N_("Ansvarlig rolle"), N_("Hvilken rolle som bør ha ansvaret."), width=24
)
DUE = Column("due", Holds.TEXT, N_("Frist"), N_("Når det bør være gjort."), width=16)
ANSWERS_TO = Column(
    "answers_to",
    Holds.TEXT,
    N_("Svarer på"),
    N_("Innspillet eller temaet som tiltaket svarer på."),
    width=36,
)
ANSWERED = Column(
    "answered", Holds.FLAG, N_("Besvart"), N_("Om spørsmålet ble besvart i salen."), width=9
)

SAID = (
    ASKED,
    SLOT,
    SLOT_NAME,
    TEXT,
    WHY,
    PLACE,
    STRENGTH,
    INFLUENCE,
    EFFORT,
    EFFECT,
    ROLE,
    DUE,
    ANSWERS_TO,
    ANSWERED,
)
"""The columns that kinds of exercise share, in the order of the table."""
