"""Changes of the plan, before the meeting and while it runs.

What runs or has been run is never back-dated: its times stay, and nothing is put before it. A
new length of the running item goes to the log, as an ``extend``.

All take ``db`` (in a writing transaction) and ``now`` (aware UTC); items are given by their id.
All raise ``Unknown`` ``unknown_item`` for one that is not in the meeting (or deleted), ``Refused``
``item_running`` or ``already_run`` where the rule above forbids the change, and ``Invalid`` as
``fields.checked`` does.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy.orm import Session

from facilitator.errors import Invalid
from facilitator.models import Item, Meeting
from facilitator.programme import conduct
from facilitator.programme.agenda import Agenda, agenda_of
from facilitator.programme.fields import LONGEST, Fields, check_least, checked
from facilitator.programme.kinds import ItemKind, least_minutes_of
from facilitator.programme.timeline import RowStatus

_TIMING = ("length", "least", "fixed_start", "day", "skip")


def add(
    db: Session, meeting: Meeting, after: int | None, now: datetime, **fields: Unpack[Fields]
) -> Item:
    """A new item after the one called ``after``, or first when that is None.

    It is on the same day as its neighbour unless ``day`` says otherwise; then it stands at the
    nearest place of that day. Without ``least`` a break may shrink to about half, other items
    not at all.

    Raises:
        Refused: ``already_run``, before what runs or has been run.
        Invalid: also ``bad_title`` and ``bad_length`` when they are missing.
    """
    agenda = agenda_of(db, meeting, now)
    for required in ("title", "length"):
        if required not in fields:
            raise Invalid(f"bad_{required}", field=required)
    given = {"kind": ItemKind.OTHER, **checked(dict(fields))}
    usual = least_minutes_of(ItemKind(given["kind"]), given["length"] // 60) * 60
    given.setdefault("least", usual if given["kind"] == ItemKind.BREAK else given["length"])
    check_least(given["length"], given["least"])
    neighbour = agenda.item(after) if after is not None else next(iter(agenda.items), None)
    given.setdefault("day", neighbour.day if neighbour else 0)
    item = Item(meeting_id=meeting.id, position=0, **given)
    agenda.put_on_its_day(item, agenda.place_after(after))
    db.add(item)
    agenda.save()
    return item


def change(
    db: Session,
    meeting: Meeting,
    item: int,
    who: str,
    now: datetime,
    **fields: Unpack[Fields],
) -> Item:
    """Write ``fields`` of ``item``; those that are as before count as not given.

    The texts of an item can always be mended. A new ``length`` of the running item is how long
    it lasts in all: the log gets an ``extend`` by ``who``, the plan keeps its length, and
    ``least`` no longer matters. An item that lasts its whole length (``least``) goes on doing
    so. With a new ``day`` it moves to the nearest place of that day.

    Raises:
        Refused: also as ``conduct.extend`` does.
    """
    agenda = agenda_of(db, meeting, now)
    found = agenda.item(item)
    given = checked(dict(fields))
    changed = {name: value for name, value in given.items() if value != getattr(found, name)}
    if agenda.status(item) is RowStatus.CURRENT:
        changed.pop("least", None)
        length = changed.pop("length", None)
        if length is not None:
            _last_in_all(db, meeting, agenda, length, who, now)
    if any(name in changed for name in _TIMING):
        agenda.refuse_run(item)
    _write(found, changed)
    if "day" in changed:
        agenda.put_on_its_day(found, agenda.items.index(found))
    agenda.save()
    return found


def lengthen(
    db: Session, meeting: Meeting, item: int, seconds: int, who: str, now: datetime
) -> Item:
    """Give ``item`` ``seconds`` more, or fewer when negative; its length stays within 0–24 h.

    Of the running item this is the ``extend`` of ``conduct``.

    Raises:
        Invalid: ``bad_seconds``.
        Refused: also as ``conduct.extend`` does.
    """
    agenda = agenda_of(db, meeting, now)
    found = agenda.item(item)
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        raise Invalid("bad_seconds", field="seconds")
    if agenda.status(item) is RowStatus.CURRENT:
        conduct.extend(db, meeting, item, seconds, who, now)
        return found
    length = max(0, min(LONGEST, found.length + seconds))
    return change(db, meeting, item, who, now, length=length)


def move(db: Session, meeting: Meeting, item: int, before: int | None, now: datetime) -> Item:
    """Put ``item`` before the one called ``before``, or last when that is None.

    It changes its day when its new neighbours are on another one.
    """
    agenda = agenda_of(db, meeting, now)
    agenda.refuse_run(item)
    found = agenda.item(item)
    if before != item:
        agenda.put(found, agenda.place_before(before))
        agenda.save()
    return found


def skip(db: Session, meeting: Meeting, item: int, on: bool, now: datetime) -> Item:
    """Pass ``item`` over when its turn comes, or no longer."""
    agenda = agenda_of(db, meeting, now)
    agenda.refuse_run(item)
    found = agenda.item(item)
    _write(found, checked({"skip": on}))
    agenda.save()
    return found


def delete(db: Session, meeting: Meeting, item: int, now: datetime) -> Item:
    """Take ``item`` out of the plan, with its exercises; ``restore`` brings all of it back."""
    agenda = agenda_of(db, meeting, now)
    agenda.refuse_run(item)
    found = agenda.item(item)
    found.deleted_at = now
    agenda.save_with_exercises()
    return found


def restore(db: Session, meeting: Meeting, item: int, now: datetime) -> Item:
    """Bring a deleted ``item`` back to its place, or to after what has been run meanwhile.

    One that is not deleted stays as it is.
    """
    agenda = agenda_of(db, meeting, now)
    found = agenda.any_item(item)
    if found.deleted_at is not None:
        found.deleted_at = None
        agenda.put(found, max(agenda.items.index(found), agenda.first_free))
        agenda.save_with_exercises()
    return found


def _write(item: Item, changed: Mapping[str, Any]) -> None:
    length = changed.get("length", item.length)
    kept = min(item.least, length) if item.least < item.length else length
    least = changed.get("least", kept if "length" in changed else item.least)
    check_least(length, least)
    for name, value in {**changed, "least": least}.items():
        setattr(item, name, value)


def _last_in_all(
    db: Session, meeting: Meeting, agenda: Agenda, length: int, who: str, now: datetime
) -> None:
    timeline = agenda.timeline
    seconds = length - round((timeline.allotted + timeline.extra).total_seconds())
    if seconds:
        conduct.extend(db, meeting, timeline.current, seconds, who, now)
