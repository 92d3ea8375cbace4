"""Keeps spreadsheet programs from taking people's words for formulas, and takes that back."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guard(cell: str) -> str:
    """``cell`` so that no spreadsheet program computes it: an apostrophe before a formula's sign.

    A cell that looks guarded already gets one more, so that ``unguard`` gives back every text.
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The text of which ``guard`` made ``cell``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
