"""What a letter says, and how it says times and names, in the language that is read now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from flask_babel import get_locale

from app.filters import day as whole_day
from app.letters.phrases import _
from facilitator.registration.told import Told


@dataclass(frozen=True)
class Words:
    """The words of a letter, and what stands between them.

    Args:
        before: paragraphs between the greeting and the facts.
        button: the words on the one thing to do, and its address.
        after: paragraphs after everything else.
        enclosed: the last one of them, of what comes along with the letter.
        deadline: until when one may answer; empty when nothing is asked.
        facts: when and where the meeting is.
        codes: what each guest shows at the door.
        programme: the whole of it.
        calendar: the meeting for one's own calendar comes along.
        signed: who it is from, when that is not whoever invites.
        footer: why one gets it, for those who have not registered.
    """

    subject: str
    before: Sequence[str]
    button: tuple[str, str] | None = None
    after: Sequence[str] = ()
    enclosed: str = ""
    deadline: str = ""
    facts: bool = True
    codes: bool = False
    programme: bool = False
    calendar: bool = False
    signed: str = ""
    footer: Sequence[str] = ()


_WITHOUT_YEAR = {"en": ("EEEE d MMMM", "en_GB")}


def weekday(on: date) -> str:
    """A near date in words: ``torsdag 24. september``."""
    language = str(get_locale())
    pattern, locale = _WITHOUT_YEAR.get(language, ("EEEE d. MMMM", language))
    text: str = format_date(on, pattern, locale=locale)
    return text


def moment(at: datetime) -> str:
    """A local time in words: ``torsdag 24. september kl. 16.00``."""
    return _("%(day)s kl. %(time)s", day=weekday(at.date()), time=f"{at:%H.%M}")


def when(told: Told) -> str:
    """When the meeting is: ``torsdag 24. september 2026 kl. 16.00``."""
    day = whole_day(told.date)
    return _("%(day)s kl. %(time)s", day=day, time=f"{told.start:%H.%M}") if told.start else day


def names(people: Sequence[str]) -> str:
    """``Kari, Ola og Per``."""
    *first, last = people
    if not first:
        return last
    return _("%(first)s og %(last)s", first=", ".join(first), last=last)
