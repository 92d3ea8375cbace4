"""The run of the evening as a table: each item as it was planned, and as it went."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.columns import Column, Holds, Value
from facilitator.models import Item, Meeting
from facilitator.programme.kinds import KIND_TITLES
from facilitator.programme.rows import timeline_of
from facilitator.programme.timeline import Row, RowStatus
from facilitator.words import N_

COLUMNS = (
    Column("number", Holds.WHOLE, N_("Nr."), N_("Postens plass i programmet."), width=6),
    Column("date", Holds.DATE, N_("Dato"), N_("Dagen den var planlagt."), width=11),
    Column("item", Holds.TEXT, N_("Programpost"), N_("Postens tittel."), width=44),
    Column("speaker", Holds.TEXT, N_("Innleder"), N_("Den som holder posten."), width=26),
    Column(
        "kind",
        Holds.CODE,
        N_("Slag"),
        N_("Slaget post."),
        {kind.value: title for kind, title in KIND_TITLES.items()},
        width=18,
    ),
    Column("planned_start", Holds.TIME, N_("Planlagt start"), N_("Lokal tid."), width=10),
    Column("planned_end", Holds.TIME, N_("Planlagt slutt"), N_("Lokal tid."), width=10),
    Column("actual_start", Holds.TIME, N_("Faktisk start"), N_("Lokal tid."), width=10),
    Column("actual_end", Holds.TIME, N_("Faktisk slutt"), N_("Lokal tid."), width=10),
    Column("planned_minutes", Holds.NUMBER, N_("Planlagt, min"), N_("Planlagt lengde."), width=10),
    Column("actual_minutes", Holds.NUMBER, N_("Faktisk, min"), N_("Faktisk lengde."), width=10),
    Column(
        "late_minutes",
        Holds.NUMBER,
        N_("Forsinket start, min"),
        N_("Hvor mye senere enn planlagt den begynte; mindre enn null er tidligere."),
    ),
    Column(
        "status",
        Holds.CODE,
        N_("Status"),
        N_("Hvordan det gikk med posten."),
        {
            RowStatus.PAST: N_("Gjennomført"),
            RowStatus.CURRENT: N_("Pågår"),
            RowStatus.LATER: N_("Kommer"),
            RowStatus.SKIPPED: N_("Tatt ut av programmet"),
            RowStatus.LEFT_OUT: N_("Hoppet over"),
        },
        width=20,
    ),
)


def course_of(
    db: Session, meeting: Meeting, now: datetime
) -> Sequence[tuple[Item, Row, Mapping[str, Value]]]:
    """Every item in order, with its times and the values of ``COLUMNS``. Three queries.

    Args:
        now: aware UTC; tells how far a meeting that still runs has come.
    """
    items = {
        item.id: item
        for item in db.scalars(
            select(Item).where(Item.meeting_id == meeting.id, Item.deleted_at.is_(None))
        )
    }
    zone = ZoneInfo(meeting.zone)
    return [
        (items[row.item], row, _values(number, items[row.item], row, zone))
        for number, row in enumerate(timeline_of(db, meeting, now).rows, start=1)
    ]


def _values(number: int, item: Item, row: Row, zone: ZoneInfo) -> Mapping[str, Value]:
    start, end = row.actual_start, row.actual_end
    return {
        "number": number,
        "date": row.planned_start.astimezone(zone).date(),
        "item": item.title,
        "speaker": item.speaker,
        "kind": item.kind,
        "planned_start": _clock(row.planned_start, zone),
        "planned_end": _clock(row.planned_end, zone),
        "actual_start": _clock(start, zone),
        "actual_end": _clock(end, zone),
        "planned_minutes": _minutes(row.planned_end - row.planned_start),
        "actual_minutes": _minutes(end - start) if start and end else None,
        "late_minutes": _minutes(start - row.planned_start) if start else None,
        "status": row.status.value,
    }


def _clock(at: datetime | None, zone: ZoneInfo) -> Value:
    return at.astimezone(zone).replace(microsecond=0).time() if at else None


def _minutes(length: timedelta) -> float:
    return round(length.total_seconds() / 60, 1)
