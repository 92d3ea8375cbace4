"""How templates write times, days, lengths and people's words."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.languages import gettext, ngettext
from facilitator.programme.kinds import ItemKind
from facilitator.registration.asked.municipalities import all_names

_TOLD_IN_HOURS = 120
"""From so many minutes on a length is easier to grasp in hours."""

_DATES: Mapping[str, str] = {"en": "en_GB"}
"""Whose way to write dates a language follows, where it is not its own."""


def init_filters(app: Flask) -> None:
    """Give the filters to all templates, and what several of them ask for."""
    app.jinja_env.globals["municipality_options"] = municipality_options
    app.jinja_env.globals["item_kind"] = ItemKind
    app.jinja_env.filters.update(
        text=text, clock=clock, day=day, minutes=minutes, decimal=decimal, lines=lines
    )


@cache
def municipality_options() -> Markup:
    """Every municipality as an option; they are many, so they are drawn once for everybody."""
    option = Markup('<option value="{}"></option>')
    return Markup("").join(option.format(name) for name in all_names())


def text(source: str) -> str:
    """A text of the domain in the reader's language; nothing stays nothing."""
    return gettext(source) if source else ""


@pass_context
def clock(context: Context, at: datetime | None) -> str:
    """An aware UTC time as the wall clock of the meeting shows it: ``16.52``."""
    if at is None:
        return ""
    return at.astimezone(ZoneInfo(context["evening"].meeting.zone)).strftime("%H.%M")


def day(on: date) -> str:
    """A date in words, with its weekday: ``torsdag 24. september 2026``."""
    return _date(on, "full")


def date_alone(on: date) -> str:
    """A date in words: ``24. september 2026``."""
    return _date(on, "long")


def _date(on: date, length: Literal["full", "long"]) -> str:
    language = str(get_locale())
    return format_date(on, length, locale=_DATES.get(language, language))


def minutes(length: timedelta | float | None) -> str:
    """A length (a number is seconds) to the minute: ``7 min``, from two hours on ``2 t 5 min``."""
    if length is None:
        return ""
    seconds = length.total_seconds() if isinstance(length, timedelta) else length
    count = int(abs(seconds) / 60 + 0.5)
    if count < _TOLD_IN_HOURS:
        return ngettext("%(num)s min", "%(num)s min", count) % {"num": count}
    hours, rest = divmod(count, 60)
    return gettext("%(hours)s t %(minutes)s min") % {"hours": hours, "minutes": rest}


def decimal(number: float) -> str:
    """A number with one decimal, as the reader's language writes it: ``4,6``."""
    return format_decimal(number, "0.0", locale=str(get_locale()))


def lines(words: str) -> Markup:
    """People's words with their line breaks."""
    return Markup("<br>").join(escape(line) for line in words.split("\n"))
