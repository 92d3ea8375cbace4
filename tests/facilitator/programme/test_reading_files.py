"""Files of any kind, known by their first bytes and their names."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.programme.reading import read_file, read_text
from facilitator.programme.writing import write_json, write_xlsx
from tests.facilitator.programme.programmes import refusal, rows_of


def test_a_file_is_known_by_its_first_bytes_and_its_ending() -> None:
    rows = [(0, "16.00", 60, "other", "Konsert", ""), (0, "17.00", 0, "close", "Slutt", "")]
    text = "16.00 Konsert\n17.00 Slutt"
    table = "Start;Tittel\n16.00;Konsert\n17.00;Slutt\n"
    items = read_text(text).items
    assert [
        rows_of(read_file(name, data))
        for name, data in [
            ("program.txt", text.encode()),
            ("program", text.encode("cp1252")),
            ("PROGRAM.CSV", table.encode()),
            ("program.tsv", table.replace(";", "\t").encode("utf-16")),
            ("program.json", write_json(items)),
            ("program.xlsx", write_xlsx(items)),
            ("program.txt", write_xlsx(items)),
        ]
    ] == [rows] * 7


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", b"a\x00b", b"\xff\xfe\x00"]
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    assert refusal(read_file, "program.txt", data) == ("not_text", {})


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("a.csv", "a.json", "a.xlsx", "a.txt"):
        with suppress(Refused):
            assert read_file(name, data).items != ()
