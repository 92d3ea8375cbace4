"""The programme as a list that is put in order, before the meeting and while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import medvirk
from app.numbers import row_number
from app.pages.organise.frame import WHO, blueprint, field_of, found, see
from app.pages.organise.typed import Problems, whole
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.models import Item, Meeting
from facilitator.overview import Shown, evening_of, shown
from facilitator.programme import edit
from facilitator.programme.kinds import KIND_TITLES
from facilitator.programme.timeline import Status, Timeline

_RUN = ("past", "current")
_ADDED = ("title", "minutes", "kind", "after")


@dataclass(frozen=True)
class Line:
    """An item in the list.

    Args:
        start, end: when it is expected or was, else as planned; local ``16.30``.
        planned: the planned start when it differs from ``start``, else empty.
        up, down: what moving it one place puts it before: an item's id, or empty for last; None
            where it cannot go.
        opens_day: whether it is the first of a later day.
        overlaps: whether it is planned to begin before the one above it ends.
    """

    item: Item
    exercises: tuple[Shown, ...]
    status: str
    start: str
    end: str
    planned: str
    up: str | None
    down: str | None
    opens_day: bool
    overlaps: bool

    @property
    def is_free(self) -> bool:
        """Whether it may be moved, skipped and deleted."""
        return self.status not in ("past", "current")

    @property
    def minutes(self) -> int:
        """Its planned length."""
        return self.item.length // 60


@blueprint.get("/<code>/programme")
def programme(code: str) -> str:
    """The list; ``?deleted=`` names an item that may be brought back."""
    return _page(code)


@blueprint.post("/<code>/programme")
def add(code: str) -> Any:
    """Add an item after another one, or first."""
    typed = {name: request.form.get(name, "") for name in _ADDED}
    problems: Problems = {}
    minutes = 0
    try:
        minutes = whole(typed["minutes"], 1440)
    except ValueError:
        problems["minutes"] = _("Skriv hele minutter.")
    if not problems:
        try:
            with medvirk().database.writing() as db:
                item = edit.add(
                    db,
                    found(db, code),
                    int(typed["after"]) if typed["after"].isdecimal() else None,
                    medvirk().clock(),
                    title=typed["title"],
                    length=minutes * 60,
                    kind=typed["kind"],
                )
        except Refused as refused:
            problems[field_of(refused, "after")] = explain(refused)
        else:
            return see("item", code=code, item=item.id)
    return _page(code, typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY


@blueprint.post("/<code>/programme/<int:item>/move")
def move(code: str, item: int) -> Any:
    """Put an item before another one, or last."""
    before = request.form.get("before", "")
    target = int(before) if before.isdecimal() else None
    return _do(code, lambda db, meeting: edit.move(db, meeting, item, target, medvirk().clock()))


@blueprint.post("/<code>/programme/<int:item>/lengthen")
def lengthen(code: str, item: int) -> Any:
    """Give an item some minutes more or fewer."""
    seconds = request.form.get("minutes", 0, type=int) * 60
    return _do(
        code,
        lambda db, meeting: edit.lengthen(db, meeting, item, seconds, WHO, medvirk().clock()),
    )


@blueprint.post("/<code>/programme/<int:item>/skip")
def skip(code: str, item: int) -> Any:
    """Skip an item, or no longer."""
    on = request.form.get("on") == "1"
    return _do(code, lambda db, meeting: edit.skip(db, meeting, item, on, medvirk().clock()))


@blueprint.post("/<code>/programme/<int:item>/delete")
def delete(code: str, item: int) -> Any:
    """Delete an item; the list then offers to bring it back."""
    return _do(
        code, lambda db, meeting: edit.delete(db, meeting, item, medvirk().clock()), deleted=item
    )


@blueprint.post("/<code>/programme/<int:item>/restore")
def restore(code: str, item: int) -> Any:
    """Bring a deleted item back."""
    return _do(code, lambda db, meeting: edit.restore(db, meeting, item, medvirk().clock()))


def _do(code: str, change: Callable[[Session, Meeting], object], **then: Any) -> Any:
    try:
        with medvirk().database.writing() as db:
            change(db, found(db, code))
    except Refused as refused:
        return _page(code, refused=explain(refused)), HTTPStatus.CONFLICT
    return see("programme", code=code, **then)


def _page(
    code: str,
    typed: dict[str, str] | None = None,
    problems: Problems | None = None,
    refused: str = "",
) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        evening = evening_of(db, meeting.id, medvirk().clock())
        lines = _lines(meeting, list(evening.items.values()), evening.timeline)
        gone = db.get(Item, request.args.get("deleted", 0, type=row_number))
    if gone is not None and (gone.meeting_id != meeting.id or gone.deleted_at is None):
        gone = None
    last = lines[-1].item if lines else None
    return render_template(
        "organise/evening/programme.html",
        meeting=meeting,
        lines=lines,
        kind_titles=KIND_TITLES,
        gone=gone,
        refused=refused,
        typed=typed or {"minutes": "15", "after": str(last.id) if last else ""},
        problems=problems or {},
    )


def _lines(meeting: Meeting, items: list[Item], timeline: Timeline) -> list[Line]:
    zone, row_of = ZoneInfo(meeting.zone), timeline.row
    # Before the start the plan is what one plans with, however late it already is.
    begun = timeline.status is not Status.BEFORE
    lines = []
    free = [item for item in items if (row := row_of(item.id)) and row.status not in _RUN]
    for at, item in enumerate(items):
        row = row_of(item.id)
        if row is None:
            continue
        start = row.actual_start or (begun and row.expected_start) or row.planned_start
        end = row.actual_end or (begun and row.expected_end) or row.planned_end
        late = abs(start - row.planned_start) >= timedelta(minutes=1)
        above = row_of(items[at - 1].id) if at else None
        place = free.index(item) if item in free else None
        up = str(free[place - 1].id) if place else None
        down = _below(free, place)
        lines.append(
            Line(
                item=item,
                exercises=tuple(shown(exercise) for exercise in item.exercises),
                status=row.status,
                start=f"{start.astimezone(zone):%H.%M}",
                end=f"{end.astimezone(zone):%H.%M}",
                planned=f"{row.planned_start.astimezone(zone):%H.%M}" if late else "",
                up=up,
                down=down,
                opens_day=at > 0 and item.day != items[at - 1].day,
                overlaps=above is not None and row.planned_start < above.planned_end,
            )
        )
    return lines


def _below(free: list[Item], place: int | None) -> str | None:
    if place is None or place + 1 >= len(free):
        return None
    return str(free[place + 2].id) if place + 2 < len(free) else ""
