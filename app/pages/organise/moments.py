"""Writes times that the organiser reads, on the clock of the meeting's wall."""

import datetime as dt
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _


def moment_text(at: datetime, zone: str) -> str:
    """An aware UTC time as local day and clock: ``24. sep. kl. 16.30``."""
    local = at.astimezone(ZoneInfo(zone))
    return str(_("%(day)s kl. %(time)s", day=day_text(local.date()), time=f"{local:%H.%M}"))


def day_text(on: dt.date) -> str:
    """A date without its year: ``24. sep.``"""
    language = str(get_locale())
    form = "d MMM" if language == "en" else "d. MMM"
    return str(format_date(on, form, locale=language))
