"""Plan and log as the database has them."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from facilitator.models import Entry, Item, Meeting
from facilitator.programme.log import LogEntry, fold
from facilitator.programme.plan import Plan, PlanItem
from facilitator.programme.timeline import Timeline, look

_ITEMS = (
    select(
        Item.id,
        Item.title,
        Item.kind,
        Item.day,
        Item.length,
        Item.least,
        Item.fixed_start,
        Item.skip,
    )
    .where(Item.meeting_id == bindparam("meeting"), Item.deleted_at.is_(None))
    .order_by(Item.position, Item.id)
)


def plan_of(db: Session, meeting: Meeting) -> Plan:
    """The meeting's plan, without what is deleted. One query."""
    found = db.execute(_ITEMS, {"meeting": meeting.id})
    items = tuple(
        PlanItem(
            item, title, kind, day, timedelta(seconds=length), timedelta(seconds=least), fixed, skip
        )
        for item, title, kind, day, length, least, fixed, skip in found
    )
    return Plan(meeting.date, meeting.zone, items)


def log_of(db: Session, meeting: Meeting) -> tuple[LogEntry, ...]:
    """The meeting's log, oldest first. One query."""
    found = db.execute(
        select(Entry.number, Entry.at, Entry.who, Entry.command, Entry.arguments, Entry.item_id)
        .where(Entry.meeting_id == meeting.id)
        .order_by(Entry.number)
    )
    return tuple(
        LogEntry(number, at, who, command, arguments, item)
        for number, at, who, command, arguments, item in found
    )


def timeline_of(db: Session, meeting: Meeting, now: datetime) -> Timeline:
    """Where the meeting is in its programme at ``now`` (aware UTC). Two queries."""
    return look(plan_of(db, meeting), fold(log_of(db, meeting)), now)


def take_turn(db: Session, meeting: Meeting) -> None:
    """Wait until no other transaction changes the meeting's programme, then keep others out.

    So the second of two moderators sees what the first one did.
    """
    db.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
