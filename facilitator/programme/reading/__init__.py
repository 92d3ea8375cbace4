"""Reads programmes out of pasted text and files; what cannot be read is refused with a reason."""

from facilitator.programme.reading.csv_file import read_csv
from facilitator.programme.reading.files import read_file
from facilitator.programme.reading.json_file import read_json
from facilitator.programme.reading.proposals import PROPOSALS
from facilitator.programme.reading.result import ABOUT_MOST, ReadDate, Reading, ReadItem
from facilitator.programme.reading.text import LOOKED_FOR, TEXT_MOST, read_text
from facilitator.programme.reading.xlsx_file import read_xlsx

__all__ = [
    "ABOUT_MOST",
    "LOOKED_FOR",
    "PROPOSALS",
    "TEXT_MOST",
    "ReadDate",
    "ReadItem",
    "Reading",
    "read_csv",
    "read_file",
    "read_json",
    "read_text",
    "read_xlsx",
]
