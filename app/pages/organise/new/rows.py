"""The understood programme as rows that the organiser mends: from a reading, from the form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from zlib import crc32

from flask_babel import gettext as _

from app.pages.organise.typed import Form, Problems, clock_of, clock_text, whole
from facilitator.exercises import kinds
from facilitator.plain_text import plain_text
from facilitator.programme.fields import LAST_DAY
from facilitator.programme.kinds import ItemKind, least_minutes_of
from facilitator.programme.reading import Reading, ReadItem

_ROWS_MOST = 300
_MINUTES_MOST = 1440
_SPLIT_LEAST = 10


@dataclass(frozen=True)
class Row:
    """An item as it stands in the form, in the words that were typed.

    Args:
        key: stays the same while the row is mended, so that the page knows it again.
        day: counts from 1, as people do.
        proposed: the kinds of exercise that its words proposed.
        guessed: the fields that nothing in the text said outright.
    """

    key: str
    day: str = "1"
    start: str = ""
    minutes: str = ""
    title: str = ""
    speaker: str = ""
    description: str = ""
    kind: str = ItemKind.OTHER
    least: str = ""
    exercises: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    guessed: frozenset[str] = frozenset()

    @property
    def can_split(self) -> bool:
        """Whether an exercise of the row could become an item of its own."""
        apart = self.kind not in (ItemKind.TABLE_WORK, ItemKind.BREAK)
        return (
            apart
            and bool(self.exercises)
            and self.minutes.isdigit()
            and (int(self.minutes) >= _SPLIT_LEAST)
        )


def rows_of(reading: Reading) -> list[Row]:
    """The rows of what was read."""
    return [_row(item, number) for number, item in enumerate(reading.items)]


def _row(item: ReadItem, number: int) -> Row:
    said = f"{item.day} {item.start} {item.title}" if item.title else str(number)
    return Row(
        key=f"{crc32(said.encode()):08x}",
        day=str(item.day + 1),
        start=clock_text(item.start),
        minutes=str(item.minutes),
        title=item.title,
        speaker=item.speaker,
        description=item.description,
        kind=item.kind,
        least=str(item.least_minutes) if item.least_minutes != item.minutes else "",
        exercises=item.exercises,
        proposed=item.exercises,
        guessed=item.guessed,
    )


def typed_rows(form: Form) -> list[Row]:
    """The rows of a form that was sent; the fields of a row end in its key."""
    rows = []
    for key in form.getlist("row")[:_ROWS_MOST]:
        rows.append(
            Row(
                key=key[:16],
                day=form.get(f"day-{key}", "1"),
                start=form.get(f"start-{key}", ""),
                minutes=form.get(f"minutes-{key}", "").strip(),
                title=form.get(f"title-{key}", ""),
                speaker=form.get(f"speaker-{key}", ""),
                description=form.get(f"description-{key}", ""),
                kind=form.get(f"kind-{key}", ItemKind.OTHER),
                least=form.get(f"least-{key}", "").strip(),
                exercises=tuple(
                    name for name in form.getlist(f"exercises-{key}") if name in kinds()
                ),
                proposed=tuple(
                    name for name in form.get(f"proposed-{key}", "").split() if name in kinds()
                ),
            )
        )
    return rows


def without(rows: Sequence[Row], key: str) -> list[Row]:
    """``rows`` without the one called ``key``."""
    return [row for row in rows if row.key != key]


def with_new(rows: Sequence[Row]) -> list[Row]:
    """``rows`` with an empty one at the end, on the same day."""
    day = rows[-1].day if rows else "1"
    return [*rows, Row(key=_free_key(rows), day=day, minutes="30")]


def split(rows: Sequence[Row], key: str) -> list[Row]:
    """``rows`` where the exercises of the one called ``key`` have an item of their own after it,
    which takes half of its time, to the nearest five minutes.
    """
    parted: list[Row] = []
    for row in rows:
        if row.key != key or not row.can_split:
            parted.append(row)
            continue
        minutes = int(row.minutes)
        apart = max(5, minutes // 2 // 5 * 5)
        title = ", ".join(_(kinds()[name].title) for name in row.exercises)
        parted.append(replace(row, minutes=str(minutes - apart), exercises=(), proposed=()))
        parted.append(
            Row(
                key=_free_key(rows),
                day=row.day,
                minutes=str(apart),
                title=title,
                kind=ItemKind.TABLE_WORK,
                exercises=row.exercises,
                proposed=row.exercises,
            )
        )
    return parted


def _free_key(rows: Sequence[Row]) -> str:
    taken = {row.key for row in rows}
    return next(f"new{n}" for n in range(len(rows) + 1) if f"new{n}" not in taken)


def items_of(rows: Sequence[Row]) -> tuple[list[ReadItem], Problems]:
    """The items of ``rows``, and what is wrong with them; with problems the items are not whole."""
    problems: Problems = {}
    items = []
    before = 0
    for row in rows:
        item = _item(row, problems)
        if item.day < before:
            problems.setdefault(f"day-{row.key}", _("Dagene må komme i rekkefølge."))
        before = item.day
        items.append(item)
    if not rows:
        problems["rows"] = _("Legg til minst én post.")
    return items, problems


def _item(row: Row, problems: Problems) -> ReadItem:
    title = " ".join(plain_text(row.title).split())
    if not 1 <= len(title) <= 200:
        problems[f"title-{row.key}"] = _("Skriv en tittel på høyst 200 tegn.")
    start: time | None = None
    try:
        start = clock_of(row.start)
    except ValueError:
        problems[f"start-{row.key}"] = _("Skriv klokkeslettet som 16.30.")
    minutes = _number(row, "minutes", row.minutes, problems)
    kind = ItemKind(row.kind) if row.kind in list(ItemKind) else ItemKind.OTHER
    least = (
        _number(row, "least", row.least, problems) if row.least else least_minutes_of(kind, minutes)
    )
    if least > minutes and f"minutes-{row.key}" not in problems:
        problems[f"least-{row.key}"] = _("Kan ikke være lengre enn hele posten.")
    speaker = " ".join(plain_text(row.speaker).split())
    if len(speaker) > 200:
        problems[f"speaker-{row.key}"] = _("Skriv høyst 200 tegn.")
    description = plain_text(row.description)
    if len(description) > 4000:
        problems[f"description-{row.key}"] = _("Skriv høyst 4000 tegn.")
    day = 0
    try:
        day = max(1, whole(row.day, LAST_DAY + 1)) - 1
    except ValueError:
        problems[f"day-{row.key}"] = _("Skriv dagen som et tall: 1 er den første.")
    return ReadItem(day, start, minutes, title, speaker, description, kind, least, row.exercises)


def _number(row: Row, name: str, text: str, problems: Problems) -> int:
    try:
        return whole(text, _MINUTES_MOST)
    except ValueError:
        problems[f"{name}-{row.key}"] = _("Skriv hele minutter.")
        return 0
