"""The organiser's pages, one module for each."""

from app.pages.organise import (
    cards,
    door,
    entering,
    exercises,
    exporting,
    items,
    letters,
    making,
    meeting,
    meetings,
    particulars,
    programme,
    registrations,
    rehearsing,
    seating,
    sheets,
)
from app.pages.organise.frame import blueprint

__all__ = [
    "blueprint",
    "cards",
    "door",
    "entering",
    "exercises",
    "exporting",
    "items",
    "letters",
    "making",
    "meeting",
    "meetings",
    "particulars",
    "programme",
    "registrations",
    "rehearsing",
    "seating",
    "sheets",
]
