"""The meeting's letters: what became of each one, and letters to everybody who comes."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote
from uuid import uuid4
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError
from flask import Response, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import medvirk
from app.letters.bundle import bundle
from app.letters.compose import draft, file_of
from app.letters.gather import gather
from app.letters.sheet import sheet_of, words_alone
from app.letters.words import moment, when
from app.numbers import row_number
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.post.letter_state import KINDS, STATES, mail_server, waiting_for_organiser
from app.pages.organise.typed import Problems
from app.refusals import explain
from app.report.drawing import give_way
from facilitator.errors import Refused, Unknown
from facilitator.models import Invitation, Meeting, Registration
from facilitator.programme.rows import plan_of
from facilitator.registration import standing, times, told
from facilitator.registration.post import everybody, outbox
from facilitator.registration.post.letters import LetterState
from facilitator.report.organiser.publishing import published

ON_A_PAGE = 30


@blueprint.get("/<code>/letters")
def letters(code: str) -> str:
    """The page."""
    return _page(code, {"form": str(uuid4())}, {})


@blueprint.get("/<code>/letters/<int:letter_id>")
def letter(code: str, letter_id: int) -> str:
    """One letter as it reads now, to send by hand or to look at."""
    parts = medvirk()
    now = parts.clock()
    with parts.database.reading() as db:
        meeting = found(db, code)
        one = outbox.find(db, meeting, letter_id)
        person = db.get(Registration, one.registration_id) if one.registration_id else None
        matter = gather(db, parts.settings, one, now)
        waiting = waiting_for_organiser(db, meeting, now)
    by_hand = any(other.id == one.id for other in waiting)
    copied = by_hand or one.state == LetterState.FAILED
    written = words_alone if copied else sheet_of
    sheet = written(matter) if matter else None
    mailto = ""
    if sheet and one.recipient:
        words = f"subject={quote(sheet.subject)}&body={quote(sheet.plain)}"
        mailto = f"mailto:{quote(one.recipient, safe='@')}?{words}"
    return render_template(
        "organise/post/letter.html",
        meeting=meeting,
        letter=one,
        person=person,
        sheet=sheet,
        mailto=mailto,
        by_hand=by_hand,
        left=len(waiting),
        kinds=KINDS,
        states=STATES,
        mail_server=mail_server(),
        moment=_moments(meeting),
    )


@blueprint.post("/<code>/letters/<int:letter_id>/again")
def send_letter_again(code: str, letter_id: int) -> Any:
    """Try a letter that did not arrive once more, at the address that the person has now."""
    with medvirk().database.writing() as db:
        outbox.again(db, outbox.find(db, found(db, code), letter_id), medvirk().clock())
    flash(_("Brevet er lagt i køen igjen."))
    return see("letters", code=code)


@blueprint.post("/<code>/letters/<int:letter_id>/handed")
def mark_letter_sent(code: str, letter_id: int) -> Any:
    """The organiser sent it otherwise; go on to the next one that waits."""
    now = medvirk().clock()
    with medvirk().database.writing() as db:
        meeting = found(db, code)
        outbox.handed(db, outbox.find(db, meeting, letter_id), now)
        waiting = waiting_for_organiser(db, meeting, now)
    if not waiting:
        flash(_("Alle brevene er merket som sendt."))
        return see("letters", code=code)
    return see("letter", code=code, letter_id=waiting[0].id)


@blueprint.post("/<code>/letters/handed")
def mark_letters_sent(code: str) -> Any:
    """All letters that the organiser has seen waiting were sent otherwise."""
    now, last = medvirk().clock(), request.form.get("last", 0, type=int)
    with medvirk().database.writing() as db:
        for one in waiting_for_organiser(db, found(db, code), now):
            if one.id <= last:
                outbox.handed(db, one, now)
    flash(_("Brevene er merket som sendt."))
    return see("letters", code=code)


@blueprint.get("/<code>/letters/waiting.eml.zip")
def download_letters(code: str) -> Response:
    """The letters that the organiser has to send, for a mail program; others are served too."""
    parts = medvirk()
    now = parts.clock()
    files = []
    with parts.database.reading() as db:
        meeting = found(db, code)
        matters = []
        for one in waiting_for_organiser(db, meeting, now):
            if one.recipient:
                matters.append(gather(db, parts.settings, one, now))
                give_way()
    for matter in matters:
        if matter:
            give_way()
            try:
                files.append((f"{matter.letter.id:05}-{matter.letter.kind}.eml", draft(matter)))
            except EmailNotValidError:
                # It stands on the page, to be told otherwise.
                continue
    for _name, message in files:
        # So Outlook opens it as a draft.
        message["X-Unsent"] = "1"
    packed = bundle([(name, file_of(message)) for name, message in files])
    response = Response(packed, content_type="application/zip")
    name = f"{meeting.code}-{len(files)}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.post("/<code>/letters/reminder")
def send_reminder(code: str) -> Any:
    """Remind everybody who has a place now."""

    def remind(db: Session, meeting: Meeting, now: datetime) -> int:
        known = db.get_one(Invitation, meeting.id).reminded_at
        # What the page did not show is somebody else's reminder.
        shown = _seen(known) == request.form.get("seen", "")
        return everybody.remind(db, meeting, now, seen=known if shown else None)

    return _write(code, remind)


@blueprint.post("/<code>/letters/thanks")
def send_thanks(code: str) -> Any:
    """Thank everybody, with the report."""
    return _write(code, everybody.thank)


@blueprint.post("/<code>/letters/change")
def send_change(code: str) -> Any:
    """Tell everybody the new time or place."""
    return _write(code, everybody.tell_change)


@blueprint.post("/<code>/letters/message")
def send_message(code: str) -> Any:
    """Send everybody who has a place a message of one's own."""
    typed = {name: request.form.get(name, "") for name in ("subject", "text", "form")}
    try:
        with medvirk().database.writing() as db:
            count = everybody.tell(db, found(db, code), now=medvirk().clock(), **typed)
    except Refused as refused:
        problems = {field_of(refused, "text"): explain(refused)}
        return _page(code, typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    return _done(code, count)


def _write(code: str, act: Callable[[Session, Meeting, datetime], int]) -> Any:
    """Write letters to everybody, or say why not."""
    try:
        with medvirk().database.writing() as db:
            count = act(db, found(db, code), medvirk().clock())
    except Unknown:
        raise
    except Refused as refused:
        flash(explain(refused), "problem")
        return see("letters", code=code)
    return _done(code, count)


def _done(code: str, count: int) -> Any:
    flash(ngettext("%(num)s brev er skrevet.", "%(num)s brev er skrevet.", count))
    return see("letters", code=code)


def _moments(meeting: Meeting) -> Callable[[datetime], str]:
    """How the page writes a time: as the clocks at the meeting show it."""
    zone = ZoneInfo(meeting.zone)
    return lambda at: moment(at.astimezone(zone))


def _seen(reminded_at: datetime | None) -> str:
    return reminded_at.isoformat() if reminded_at else ""


def _page(code: str, typed: dict[str, str], problems: Problems) -> str:
    now = medvirk().clock()
    state = request.args.get("state", "")
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        invitation = db.get_one(Invitation, meeting.id)
        rows = outbox.newest(
            db,
            meeting,
            state=state if state in list(LetterState) else "",
            before=request.args.get("before", type=row_number),
            most=ON_A_PAGE + 1,
        )
        waiting = waiting_for_organiser(db, meeting, now)
        plan = plan_of(db, meeting)
        begun = times.has_begun(db, meeting, plan, now)
        counts = outbox.count(db, meeting)
        confirmed = standing.counts(db, meeting.id).confirmed
        report_there = published(db, meeting.id) is not None
    return render_template(
        "organise/post/letters.html",
        meeting=meeting,
        invitation=invitation,
        rows=rows[:ON_A_PAGE],
        more=rows[ON_A_PAGE - 1][0].id if len(rows) > ON_A_PAGE else None,
        state=state,
        counts=counts,
        waiting=waiting,
        waiting_ids={one.id for one in waiting},
        confirmed=confirmed,
        report_there=report_there,
        held=told.holds(meeting, plan),
        reminds_at=times.reminds_at(plan, invitation),
        begun=begun,
        seen=_seen(invitation.reminded_at),
        kinds=KINDS,
        states=STATES,
        mail_server=mail_server(),
        moment=_moments(meeting),
        when=when,
        local_network=not medvirk().settings.public_url,
        typed=typed,
        problems=problems,
        subject_most=everybody.SUBJECT_MOST,
        message_most=everybody.MESSAGE_MOST,
    )
