"""A meeting in plain values: what ``medvirk meeting show --json`` prints."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.models import Exercise, Item, Meeting
from facilitator.programme.rows import timeline_of
from facilitator.registration.standing import counts


def summary(db: Session, meeting: Meeting, links: dict[str, str], now: datetime) -> dict[str, Any]:
    """The meeting's programme, exercises, tables, registrations and links.

    Args:
        now: aware UTC.

    Returns:
        Values for JSON; an item's ``day`` counts from 0, ``start`` is local ``HH:MM``; ``places``
        is None without a limit. Who was offered a place counts as waiting.
    """
    zone = ZoneInfo(meeting.zone)
    timeline = timeline_of(db, meeting, now)
    items = db.scalars(
        select(Item)
        .where(Item.meeting_id == meeting.id, Item.deleted_at.is_(None))
        .order_by(Item.position, Item.id)
    )
    exercises = db.scalars(
        select(Exercise)
        .join(Item, Item.id == Exercise.item_id)
        .where(Exercise.meeting_id == meeting.id, Item.deleted_at.is_(None))
        .order_by(Item.position, Exercise.position, Exercise.id)
    )
    planned = {row.item: row.planned_start.astimezone(zone) for row in timeline.rows}
    registered = counts(db, meeting.id)
    return {
        "id": meeting.id,
        "code": meeting.code,
        "title": meeting.title,
        "subtitle": meeting.subtitle,
        "date": meeting.date.isoformat(),
        "zone": meeting.zone,
        "language": meeting.language,
        "current": timeline.current,
        "programme": [
            {
                "id": item.id,
                "day": item.day,
                "start": f"{planned[item.id]:%H:%M}",
                "minutes": item.length // 60,
                "title": item.title,
                "speaker": item.speaker,
                "kind": item.kind,
                "skip": item.skip,
            }
            for item in items
        ],
        "exercises": [
            {
                "id": exercise.id,
                "kind": exercise.kind,
                "item": exercise.item_id,
                "phase": exercise.phase,
            }
            for exercise in exercises
        ],
        "tables": [{"id": table.id, "number": table.number} for table in meeting.tables],
        "places": registered.capacity,
        "registrations": {
            "confirmed": registered.confirmed,
            "waiting": registered.waiting + registered.offered,
            "cancelled": registered.cancelled,
        },
        "links": links,
    }
