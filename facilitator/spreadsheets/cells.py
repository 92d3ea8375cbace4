"""What a cell of a table holds, whoever writes it into a file."""

from datetime import date, datetime, time

Cell = str | int | float | bool | date | time | datetime | None
"""A datetime that has a zone is UTC; None and an empty text are an empty cell."""
