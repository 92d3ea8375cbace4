"""What the moderator does with the stage itself: blacken it, put a message to the speaker on it."""

from datetime import datetime

from sqlalchemy.orm import Session

from facilitator import changes, cues
from facilitator.errors import Invalid
from facilitator.models import Meeting
from facilitator.plain_text import plain_text

MESSAGE_MOST = 200
"""The longest message to the speaker, in characters."""


def blacken(db: Session, meeting: Meeting, on: bool, now: datetime) -> None:
    """Cover the stage in black, or uncover it; ``now`` is aware UTC."""
    if meeting.black is not on:
        meeting.black = on
        cues.record(db, meeting, now)
        changes.touch(db, meeting.id, changes.SCREEN)


def show_message(db: Session, meeting: Meeting, text: str) -> None:
    """Put ``text`` on the stage for the speaker; an empty text takes it away.

    Raises:
        Invalid: ``too_long`` with ``most`` and ``length``.
    """
    message = plain_text(text)
    if len(message) > MESSAGE_MOST:
        raise Invalid("too_long", field="text", most=MESSAGE_MOST, length=len(message))
    if meeting.message != message:
        meeting.message = message
        changes.touch(db, meeting.id, changes.SCREEN)
