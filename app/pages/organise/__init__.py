"""The organiser's pages, one module for each."""

from app.pages.organise import (
    cards,
    entering,
    exercises,
    exporting,
    items,
    making,
    meeting,
    meetings,
    particulars,
    programme,
    rehearsing,
    sheets,
)
from app.pages.organise.frame import blueprint

__all__ = [
    "blueprint",
    "cards",
    "entering",
    "exercises",
    "exporting",
    "items",
    "making",
    "meeting",
    "meetings",
    "particulars",
    "programme",
    "rehearsing",
    "sheets",
]
