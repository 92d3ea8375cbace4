"""The codebook: what every column of a meeting's data is, and what is not in the data."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from facilitator.columns import HOLDS_WORDS, Column
from facilitator.models import Meeting
from facilitator.report.data.telling import Translate
from facilitator.report.edition import Edits
from facilitator.report.record import private_notes
from facilitator.words import N_

NAMES = (
    N_("Kolonne"),
    N_("Navn i ren CSV og JSON"),
    N_("Innhold"),
    N_("Forklaring"),
    N_("Verdier"),
)
WIDTHS = (24, 22, 24, 60, 50)
NOT_HERE = N_("Ikke med her")
PRIVATE = N_("Private notater. De er bare for den som skrev dem.")
LEFT_OUT = N_(
    "Innspill som delingsversjonen ikke har: trukket tilbake, skjult, kom for sent, eller utelatt"
    " etter gjennomgang."
)
CHOICES = N_("Hva enkeltpersoner svarte i raske runder. Rapporten viser svarene samlet.")


def codebook(columns: Sequence[Column], translate: Translate) -> list[list[str]]:
    """A row of words for each of ``columns``."""
    return [
        [
            translate(column.title),
            column.name,
            translate(HOLDS_WORDS[column.holds]),
            translate(column.meaning),
            "; ".join(f"{code} = {translate(word)}" for code, word in column.words.items()),
        ]
        for column in columns
    ]


def not_here(db: Session, meeting: Meeting, edits: Edits) -> dict[str, int]:
    """How many contributions are in no row: ``private``, or ``left_out`` of the edition. One query.

    An edition that leaves anything out leaves out what is private too.
    """
    private = private_notes(db, meeting)
    return {"private": private, "left_out": max(0, len(edits.left_out) - private)}
