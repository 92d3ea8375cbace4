"""What people are told before the meeting, and the terms on which they register."""

from datetime import date, time
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from flask import flash, request
from flask_babel import gettext as _
from flask_babel import ngettext

from app import medvirk
from app.languages import gettext
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.registration.people import draw, role_said
from app.pages.organise.typed import Problems, clock_of, clock_text, date_of, whole
from app.refusals import explain
from facilitator.errors import Refused
from facilitator.meetings import PLACES_MOST
from facilitator.models import Invitation, Meeting
from facilitator.programme.plan import Plan, local
from facilitator.programme.rows import plan_of
from facilitator.registration import invitations, standing, times
from facilitator.registration.asked.people import ROLES, roles_of
from facilitator.registration.asked.questions import questions_of
from facilitator.registration.invitations import HOURS_MOST, PARTY_MOST, Terms

_TEXTS = ("about", "purpose", "responsible", "contact", "map_url")
_TICKS = ("open", "asks_diet")
_NUMBERS = {"party_most": PARTY_MOST, "reminder_hours": HOURS_MOST}
_TYPED = (
    *_TEXTS,
    *_TICKS,
    *_NUMBERS,
    "capacity",
    "roles",
    "closes_on",
    "closes_at",
    "keep_until",
)
_LAST_MINUTE = time(23, 59)


@blueprint.get("/<code>/invitation")
def invitation(code: str) -> str:
    """The form with what is stored."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        stored = db.get_one(Invitation, meeting.id)
        forget_on = times.forget_on(db, meeting) if meeting.keep_until else None
    return _page(code, _typed(meeting, stored, forget_on), {})


@blueprint.post("/<code>/invitation")
def change_invitation(code: str) -> Any:
    """Store what was typed, or show what is wrong with it."""
    typed = {name: request.form.get(name, "") for name in _TYPED}
    taken = 0
    with medvirk().database.reading() as db:
        plan = plan_of(db, found(db, code))
    fields, problems = _fields(typed, plan)
    if not problems:
        try:
            with medvirk().database.writing() as db:
                meeting = found(db, code)
                invitations.change(db, meeting, medvirk().clock(), **fields)
                taken = standing.counts(db, meeting.id).taken
        except Refused as refused:
            field = field_of(refused, "about")
            problems[field] = explain(refused)
    if problems:
        return _page(code, typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Endringene er lagret."))
    capacity = fields["capacity"]
    if capacity is not None and capacity < taken:
        words = ngettext(
            "%(num)s plass er tatt allerede, og det er flere enn plassene. Ingen mister plassen.",
            "%(num)s plasser er tatt allerede, og det er flere enn plassene. Ingen mister plassen.",
            taken,
        )
        flash(words)
    return see("invitation", code=code)


def _typed(meeting: Meeting, stored: Invitation, forget_on: date | None) -> dict[str, str]:
    closes = stored.closes_at
    wall = closes.astimezone(ZoneInfo(meeting.zone)) if closes else None
    return {
        **{name: getattr(stored, name) for name in _TEXTS},
        **{name: "1" if getattr(stored, name) else "" for name in _TICKS},
        **{name: str(getattr(stored, name)) for name in _NUMBERS},
        "capacity": "" if stored.capacity is None else str(stored.capacity),
        "roles": "\n".join(role_said(role) for role in roles_of(stored)),
        "closes_on": wall.date().isoformat() if wall else "",
        "closes_at": clock_text(wall.time()) if wall else "",
        "keep_until": forget_on.isoformat() if forget_on else "",
    }


def _fields(typed: dict[str, str], plan: Plan) -> tuple[Terms, Problems]:
    """What was typed, read; with problems it is not whole."""
    problems: Problems = {}

    def number(name: str, most: int) -> int:
        try:
            return whole(typed[name], most)
        except ValueError:
            problems[name] = _("Skriv et helt tall, høyst %(most)s.", most=most)
            return 0

    words = {gettext(said).casefold(): role for role, said in ROLES.items()}
    lines = (line.strip() for line in typed["roles"].splitlines())
    terms = Terms(
        about=typed["about"],
        purpose=typed["purpose"],
        responsible=typed["responsible"],
        contact=typed["contact"],
        map_url=typed["map_url"],
        open=bool(typed["open"]),
        asks_diet=bool(typed["asks_diet"]),
        party_most=number("party_most", PARTY_MOST),
        reminder_hours=number("reminder_hours", HOURS_MOST),
        capacity=number("capacity", PLACES_MOST) if typed["capacity"].strip() else None,
        roles=[words.get(line.casefold(), line) for line in lines if line],
        closes_at=_closing(typed, plan, problems),
        keep_until=None,
    )
    if typed["keep_until"].strip():
        try:
            terms["keep_until"] = date_of(typed["keep_until"])
        except ValueError:
            problems["keep_until"] = _("Skriv datoen som 24.9.2026.")
    return terms, problems


def _closing(typed: dict[str, str], plan: Plan, problems: Problems) -> Any:
    """When registration closes: a day alone means its last minute, so that what people are told
    names that day; None when nothing is said.
    """
    wall = None
    try:
        wall = clock_of(typed["closes_at"])
    except ValueError:
        problems["closes_at"] = _("Skriv klokkeslettet som 16.30.")
    if not typed["closes_on"].strip():
        if typed["closes_at"].strip():
            problems["closes_on"] = _("Skriv datoen også.")
        return None
    try:
        day = (date_of(typed["closes_on"]) - plan.date).days
        return local(plan, day, wall or _LAST_MINUTE)
    except (ValueError, OverflowError):
        problems["closes_on"] = _("Skriv datoen som 24.9.2026.")
    return None


def _page(code: str, typed: dict[str, str], problems: Problems) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        stored = db.get_one(Invitation, meeting.id)
        shown = {
            "typed": typed,
            "problems": problems,
            "taken": standing.counts(db, meeting.id).taken,
            "forget_on": times.last_day(plan_of(db, meeting)) + times.KEPT,
            "questions": questions_of(stored),
            "capacity_most": PLACES_MOST,
            "party_most": PARTY_MOST,
            "hours_most": HOURS_MOST,
        }
    return draw("organise/registration/invitation.html", meeting, shown)
