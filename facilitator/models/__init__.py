"""The tables of the database, one class for each word of the trade."""

from facilitator.models.afterwards import Cue, Report, Review, TitleReview
from facilitator.models.base import Base, UtcDateTime
from facilitator.models.input import Act, Contribution, Done, Participant, Support, Theme
from facilitator.models.meeting import Entry, Exercise, Item, Meeting, SubjectVersion, Table
from facilitator.models.organiser import Deed, Organiser
from facilitator.models.registration import Invitation, Letter, Registration
from facilitator.models.seating import Seat, Seating, Wish, WishPerson

__all__ = [
    "Act",
    "Base",
    "Contribution",
    "Cue",
    "Deed",
    "Done",
    "Entry",
    "Exercise",
    "Invitation",
    "Item",
    "Letter",
    "Meeting",
    "Organiser",
    "Participant",
    "Registration",
    "Report",
    "Review",
    "Seat",
    "Seating",
    "SubjectVersion",
    "Support",
    "Table",
    "Theme",
    "TitleReview",
    "UtcDateTime",
    "Wish",
    "WishPerson",
]
