"""How templates write days, lengths and people's words."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.filters import day, decimal, lines, minutes
from app.languages import reading


@pytest.mark.parametrize(
    ("length", "written"),
    [
        (None, ""),
        (timedelta(), "0 min"),
        (timedelta(seconds=29), "0 min"),
        (timedelta(seconds=30), "1 min"),
        (timedelta(minutes=-4), "4 min"),
        (420, "7 min"),
        (timedelta(minutes=119), "119 min"),
        (timedelta(minutes=120), "2 t 0 min"),
        (timedelta(minutes=355), "5 t 55 min"),
    ],
)
def test_a_length_is_written_to_the_minute(
    app: Flask, length: timedelta | float | None, written: str
) -> None:
    with app.test_request_context():
        assert minutes(length) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("nb", "torsdag 24. september 2026"),
        ("nn", "torsdag 24. september 2026"),
        ("en", "Thursday, 24 September 2026"),
    ],
)
def test_a_day_is_written_as_its_readers_write_it(app: Flask, language: str, written: str) -> None:
    with app.app_context(), reading(language):
        assert day(date(2026, 9, 24)) == written


def test_peoples_words_keep_their_lines_and_nothing_else() -> None:
    assert lines("<b>Dugnad</b>\ni Ogndal") == "&lt;b&gt;Dugnad&lt;/b&gt;<br>i Ogndal"


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [("nb", 4.6, "4,6"), ("nn", 4.0, "4,0"), ("en", 4.6, "4.6"), ("en", 12.0, "12.0")],
)
def test_a_number_has_one_decimal_as_the_language_writes_it(
    app: Flask, language: str, number: float, written: str
) -> None:
    with app.app_context(), reading(language):
        assert decimal(number) == written
