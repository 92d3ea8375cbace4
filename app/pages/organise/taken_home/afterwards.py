"""What is done after the meeting: written, looked through, published, thanked for, taken home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import medvirk
from app.links import paths_of
from app.pages.organise.frame import blueprint, found
from app.pages.organise.moments import moment_text
from app.pages.organise.steps import Step
from facilitator.models import Invitation, Meeting, Report
from facilitator.programme.rows import plan_of
from facilitator.registration import times
from facilitator.report.review.to_review import texts


@dataclass(frozen=True)
class File:
    """A file that one may take home.

    Args:
        name: the last part of its address.
        words: what it is good for.
    """

    name: str
    label: Any
    words: Any = ""


REPORT: Sequence[File] = (
    File("report.pdf", _l("PDF"), _l("Til å sende, skrive ut og arkivere.")),
    File("report.docx", _l("Word"), _l("Til å redigere og skrive videre i.")),
    File("report.html", _l("Nettside"), _l("Én fil som åpnes i nettleseren, også uten nett.")),
)
SHARED_REPORT: Sequence[File] = (
    File("shared-report.pdf", _l("PDF")),
    File("shared-report.docx", _l("Word")),
    File("shared-report.html", _l("Nettside")),
    File("shared-data.xlsx", _l("Excel")),
)
DATA: Sequence[File] = (
    File(
        "data.xlsx",
        _l("Excel"),
        _l("Til å sortere, filtrere og telle: alt samlet, og et ark for hver oppgave."),
    ),
    File(
        "data.csv", _l("CSV for Excel"), _l("Ett innspill på hver rad, slik norsk Excel åpner det.")
    ),
    File("plain.csv", _l("CSV for andre program"), _l("Det samme, med komma mellom feltene.")),
    File("data.json", _l("JSON"), _l("Til programmer og til videre analyse.")),
    File("programme.ics", _l("Kalender"), _l("Programmet, til å legge inn i en kalender.")),
)
ARCHIVE = File(
    "meeting.medvirk",
    _l("Arkivfil"),
    _l("Hele møtet i én fil. Den kan tas inn igjen her eller i en annen Medvirk."),
)


@blueprint.get("/<code>/afterwards")
def afterwards(code: str) -> str:
    """The steps, in their order, and every file that one may take home."""
    parts = medvirk()
    now = parts.clock()
    with parts.database.reading() as db:
        meeting = found(db, code)
        plan = plan_of(db, meeting)
        begun = times.has_begun(db, meeting, plan, now)
        steps = steps_of(db, meeting)
        forget_on = times.kept_until(plan, meeting)
        forgotten_at = db.get_one(Invitation, meeting.id).forgotten_at
    undone = [name for name, step in steps.items() if not step.done]
    return render_template(
        "organise/taken_home/afterwards.html",
        meeting=meeting,
        begun=begun,
        steps=steps,
        next=undone[0] if undone and begun else "",
        report_files=REPORT,
        shared_files=SHARED_REPORT,
        data_files=DATA,
        archive=ARCHIVE,
        replay=f"{paths_of(parts.settings, meeting)['stage']}/replay",
        forget_on=forget_on,
        forgotten=forgotten_at is not None,
    )


def steps_of(db: Session, meeting: Meeting) -> Mapping[str, Step]:
    """What there is to do, by name, and how far each of it has come; in a rehearsal only a report.

    The first that is not done is the next one.
    """
    report = db.get(Report, meeting.id)
    steps = {"write": _writing(report)}
    if meeting.rehearsal:
        return steps
    invitation = db.get_one(Invitation, meeting.id)
    return {
        **steps,
        "share": _sharing(db, meeting),
        "publish": _publishing(report, meeting.zone),
        "thank": _thanking(invitation.thanked_at, meeting.zone),
    }


def _writing(report: Report | None) -> Step:
    written = report is not None and bool(report.introduction and report.next_step)
    begun = report is not None and report.revision > 0
    state = _("Skrevet") if written else _("Begynt") if begun else _("Ikke skrevet ennå")
    return Step("report", _("Les gjennom og skriv inn"), state, written)


def _sharing(db: Session, meeting: Meeting) -> Step:
    decided = [one.decision is not None for one in texts(db, meeting.id)]
    done, count = sum(decided), len(decided)
    if not count:
        state = _("Ingen tekster ennå")
    elif done < count:
        state = _("%(done)s av %(count)s tekster er gått gjennom", done=done, count=count)
    else:
        state = ngettext("%(num)s tekst er gått gjennom", "%(num)s tekster er gått gjennom", count)
    return Step("sharing", _("Gå gjennom delingsversjonen"), state, 0 < count == done)


def _publishing(report: Report | None, zone: str) -> Step:
    at = report.published_at if report else None
    return Step(
        "report",
        _("Publiser rapporten"),
        _("Publisert %(time)s", time=moment_text(at, zone)) if at else _("Ikke publisert"),
        at is not None,
    )


def _thanking(at: datetime | None, zone: str) -> Step:
    return Step(
        "letters",
        _("Send takk"),
        _("Skrevet %(time)s", time=moment_text(at, zone)) if at else _("Ikke sendt"),
        at is not None,
    )
