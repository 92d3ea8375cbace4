"""The card of an invitation, for those who show the link to it."""

from typing import BinaryIO

from app.exports.formats import Format, Source
from app.languages import reading
from app.letters.words import when
from facilitator.programme.rows import plan_of
from facilitator.registration.told import holds
from facilitator.report.edition import Edition
from facilitator.words import N_


def write(source: Source, out: BinaryIO) -> None:
    """Draw the card in the meeting's language."""
    # A server knows the format and never writes it, so it does without the libraries.
    from app.report.documents import FONTS
    from facilitator.documents.card import Card, card_of

    meeting = source.meeting
    with reading(meeting.language):
        held = when(holds(meeting, plan_of(source.db, meeting)))
    lines = [line for line in (held[:1].upper() + held[1:], meeting.place) if line]
    card = Card(meeting.title, meeting.subtitle, lines, meeting.host, meeting.language)
    out.write(card_of(card, FONTS))


FORMAT = Format(
    name="card",
    stem="card",
    words=N_("innbydelse"),
    ending="png",
    media_type="image/png",
    write=write,
    editions=frozenset({Edition.FULL}),
    taken_home=False,
)
