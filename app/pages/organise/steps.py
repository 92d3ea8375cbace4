"""What is done before the evening, in its order, and how far each of it has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.pages.organise.moments import moment_text
from facilitator import deeds
from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.rows import plan_of
from facilitator.registration import standing, times
from facilitator.registration.sitting import room
from facilitator.registration.standing import Counts

_PRACTISED = "start_rehearsal"


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Args:
        endpoint: the organiser's page where it is done.
        name: what it is called.
        state: how far it has come, in words.
        done: whether one may go on.
    """

    endpoint: str
    name: str
    state: str
    done: bool


def steps_of(db: Session, meeting: Meeting, now: datetime) -> list[Step]:
    """The steps of ``meeting``; the first that is not done is the next one.

    There are none in a rehearsal, and none when those who registered have been deleted.

    Args:
        now: aware UTC.
    """
    invitation = db.get_one(Invitation, meeting.id)
    if meeting.rehearsal or invitation.forgotten_at:
        return []
    counts = standing.counts(db, meeting.id)
    registers = times.is_open(plan_of(db, meeting), invitation, now)
    round_now = room.seating_of(db, meeting.id).round
    seated = len(room.chairs_of(db, meeting.id).get(round_now, {}))
    practised = deeds.last(db, meeting.id, _PRACTISED)
    come = _come(db, meeting)
    return [
        Step(
            "invitation",
            _("Innbydelse"),
            _("Skrevet") if invitation.about else _("Ikke skrevet ennå"),
            bool(invitation.about),
        ),
        Step(
            "registrations",
            _("Påmelding"),
            _joined(_registration(counts, registers=registers)),
            registers or counts.confirmed > 0,
        ),
        Step(
            "seating",
            _("Bordplassering"),
            _seating(counts.confirmed, seated),
            0 < counts.confirmed <= seated,
        ),
        Step(
            "rehearsal",
            _("Øv"),
            _("Sist øvd %(time)s", time=moment_text(practised.at, meeting.zone))
            if practised
            else _("Spill gjennom kvelden alene"),
            practised is not None,
        ),
        Step(
            "door",
            _("Døra"),
            ngettext("%(num)s har kommet", "%(num)s har kommet", come)
            if come
            else _("Ta imot folk når de kommer"),
            come > 0,
        ),
    ]


def _registration(counts: Counts, *, registers: bool) -> Iterable[str]:
    taken, capacity = counts.taken, counts.capacity
    if not registers and not taken + counts.waiting:
        yield _("Ikke åpen")
        return
    if capacity is None:
        people = ngettext("%(num)s påmeldt", "%(num)s påmeldte", taken)
    else:
        people = _("%(taken)s av %(capacity)s", taken=taken, capacity=capacity)
    yield (
        _("Åpen: %(people)s", people=people)
        if registers
        else _("Stengt: %(people)s", people=people)
    )
    if counts.waiting:
        yield ngettext("%(num)s venter", "%(num)s venter", counts.waiting)


def _seating(people: int, seated: int) -> str:
    if not people:
        return str(_("Når folk er påmeldt"))
    if not seated:
        return str(_("Ikke fordelt ennå"))
    return str(_("%(seated)s av %(people)s har bord", seated=seated, people=people))


def _come(db: Session, meeting: Meeting) -> int:
    query = select(func.count()).where(
        Registration.meeting_id == meeting.id, Registration.arrived_at.is_not(None)
    )
    return db.scalar(query) or 0


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(map(str, parts))
