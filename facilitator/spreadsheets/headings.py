"""Finds the row that names the columns of a table, and knows the columns by their names."""

from collections.abc import Callable, Mapping, Sequence

ROWS_MOST = 2000
"""The most rows that are read of a table."""
NAME_MOST = 40
_HEADING_WITHIN = 20
"""A heading row may have a few lines of title over it, not a whole page."""

Roles = Mapping[int, str]
"""What the columns of a table hold, by their index."""


def heading_row(
    rows: Sequence[Sequence[str]], roles_of: Callable[[Sequence[str]], Roles | None]
) -> int | None:
    """The index of the row that names the columns, or None when no row does.

    Args:
        roles_of: the roles of a heading row's columns; None for a row that is none.
    """
    for index, row in enumerate(rows[:_HEADING_WITHIN]):
        if roles_of(row) is not None:
            return index
    return None


def normal_name(name: str) -> str:
    """A column's name as it is compared; empty when it is too long to be one."""
    if len(name) > NAME_MOST:
        return ""
    return " ".join(name.casefold().split()).strip(" :.*_")


def known_columns(names: Sequence[str], role_of: Callable[[str], str | None]) -> dict[int, str]:
    """The role of each column in ``names``; of two with the same role the first counts."""
    roles: dict[int, str] = {}
    for index, name in enumerate(names):
        role = role_of(name)
        if role is not None and role not in roles.values():
            roles[index] = role
    return roles
