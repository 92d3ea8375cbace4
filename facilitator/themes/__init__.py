"""Themes: what several tables say alike is joined under one title; contributions stay as they are.

A theme has contributions to one exercise that stand on one of its shelves; a contribution is in
one theme at most. Two helpers may work at once: what is said of a contribution or a theme by its
id holds whatever happened to others, and the last one who says it prevails, except that a title
is never written over unseen.
"""

from facilitator.themes.joining import (
    ThemeAct,
    add,
    dissolve,
    make,
    merge,
    move,
    rename,
    split,
    take_out,
)
from facilitator.themes.titles import TITLE_MOST

__all__ = [
    "TITLE_MOST",
    "ThemeAct",
    "add",
    "dissolve",
    "make",
    "merge",
    "move",
    "rename",
    "split",
    "take_out",
]
