"""What reading a programme gives: items, the proposed title, the dates and what was unsure."""

from dataclasses import dataclass, field
from datetime import date, time

from facilitator.programme.fields import LAST_DAY, LONGEST
from facilitator.programme.kinds import ItemKind

TITLE_MOST = 200
SPEAKER_MOST = 200
DESCRIPTION_MOST = 4000
SUBTITLE_MOST = 200
ABOUT_MOST = 5000
MINUTES_MOST = LONGEST // 60
DAY_MOST = LAST_DAY
EXERCISES_MOST = 10
ITEMS_MOST = 1000
"""No meeting has more items; text that seems to is not a programme for one."""

GUESSED_MINUTES = 30
"""The length of an item about which nothing is said."""


@dataclass(frozen=True)
class ReadItem:
    """One item as it was understood.

    Attributes:
        day: 0 is the meeting's first day, 1 the day after it in the calendar.
        start: local wall-clock time, or None when the item follows the one before it (only in
            files; pasted text always gives a time).
        minutes: planned length.
        least_minutes: what lateness may shrink it to; equal to ``minutes`` unless it is a break.
        exercises: names of the kinds of exercise that its words propose.
        guessed: names of the fields above that nothing in the text said outright.
        source: from and to (exclusive), in characters of the pasted text, where its time stands;
            (0, 0) for items from files.
    """

    day: int
    start: time | None
    minutes: int
    title: str
    speaker: str
    description: str
    kind: ItemKind
    least_minutes: int
    exercises: tuple[str, ...] = ()
    guessed: frozenset[str] = frozenset()
    source: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class ReadDate:
    """A date that the text names for one day of the meeting; the year may be unsaid."""

    day: int
    month: int
    day_of_month: int
    year: int | None = None
    weekday: int | None = None
    """0 is Monday; None when no weekday is said."""

    def next_after(self, today: date) -> date | None:
        """The date itself, or without a year the first such date from ``today`` on.

        A weekday decides between the years when it is said; None when no year within the next
        eight has such a date (29 February asks for so many).
        """
        years = [self.year] if self.year is not None else range(today.year, today.year + 9)
        for year in years:
            try:
                found = date(year, self.month, self.day_of_month)
            except ValueError:
                continue
            if self.year is not None:
                return found
            if found >= today and self.weekday in (None, found.weekday()):
                return found
        return None


@dataclass(frozen=True)
class Reading:
    """A programme as it was understood, for the organiser to mend.

    Attributes:
        items: in the order of the programme.
        title: proposed for the meeting, or empty.
        subtitle: proposed for the meeting, or empty.
        dates: what the text says of when the days are.
        notes: codes of what the organiser should look at, without doubles, in the order found:
            ``afternoon_guessed`` (1:00 after 12:30 was taken as 13.00), ``day_guessed`` (a new day
            without a heading), ``out_of_order`` (a time was left out because it went backwards),
            ``joined_parallel`` (items at the same time became one), ``overlap`` (an item was cut
            where the next starts), ``whole_span`` (the hours of the whole day were left out),
            ``no_title`` (a time without words was left out), ``shortened`` (a text was too long).
        places: how many people there is room for, when the text says so.
        about: what the text says before the programme, for the invitation; paragraphs with an
            empty line between them.
    """

    items: tuple[ReadItem, ...]
    title: str = ""
    subtitle: str = ""
    dates: tuple[ReadDate, ...] = ()
    notes: tuple[str, ...] = ()
    places: int | None = None
    about: str = ""


@dataclass
class Notes:
    """Collects codes in the order in which they first come up."""

    codes: dict[str, None] = field(default_factory=dict)

    def add(self, code: str) -> None:
        self.codes[code] = None

    def all(self) -> tuple[str, ...]:
        return tuple(self.codes)
