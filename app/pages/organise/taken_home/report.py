"""The organiser's part of the report: written beside the report itself, which shows it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from flask import flash, render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.addresses import base_urls, qr_of
from app.pages.organise.frame import blueprint, edition_asked, field_of, found, see
from app.pages.organise.moments import moment_text
from app.pages.organise.typed import Problems
from app.refusals import explain
from app.report.pages import drawn_of
from facilitator.errors import Refused, Stale
from facilitator.models import Report
from facilitator.report.organiser import logo, words
from facilitator.report.organiser.publishing import published
from facilitator.report.organiser.sections import ITS_OWN_WORDS, Section, sections_of
from facilitator.report.organiser.words import LEFT_OUT, TEXTS, fields_of, mark_of
from facilitator.report.review.to_review import left_to_review

_SEEN, _WITH = "seen/", "with/"
"""What a form's fields are called that carry marks, and its switches that take a section along."""


@dataclass(frozen=True)
class Part:
    """What the form has for one section.

    Args:
        placed: whether the report has the section; a comment outlives what it was about.
    """

    section: Section
    placed: bool = True


@blueprint.get("/<code>/report")
def report(code: str) -> str:
    """What is written, and beside it the report."""
    return _page(code)


@blueprint.post("/<code>/report")
def change_report(code: str) -> Any:
    """Store what was typed, or show what is wrong or was changed by somebody else."""
    seen = _beginning(_SEEN)
    typed = {name: _typed(name) for name in seen}
    try:
        with medvirk().database.writing() as db:
            words.change(db, found(db, code), typed, seen)
    except Refused as refused:
        # What the writer did not touch is shown as it stands now.
        own = {name: text for name, text in typed.items() if mark_of(text) != seen[name]}
        if isinstance(refused, Stale):
            clashing = cast(Sequence[str], refused.details["fields"])
            page = _page(code, own, clashing=clashing, refused=explain(refused))
            return page, HTTPStatus.CONFLICT
        problems = {field_of(refused, "introduction"): explain(refused)}
        page = _page(code, own, problems, marks={name: seen[name] for name in own})
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Rapporten er lagret."))
    return see("report", code=code)


@blueprint.post("/<code>/report/logo")
def change_report_logo(code: str) -> Any:
    """Put a logo on the report."""
    file, said = request.files.get("logo"), request.form.get("logo_words", "")
    # One byte more than may be tells that it is too large.
    data = file.read(logo.BYTES_MOST + 1) if file else b""
    try:
        with medvirk().database.writing() as db:
            words.change_logo(db, found(db, code), data, said)
    except Refused as refused:
        problems = {field_of(refused, "logo"): explain(refused)}
        page = _page(code, {"logo_words": said}, problems)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Logoen er lagret."))
    return see("report", code=code)


@blueprint.post("/<code>/report/logo/remove")
def remove_report_logo(code: str) -> Any:
    """Take the logo away."""
    with medvirk().database.writing() as db:
        words.remove_logo(db, found(db, code))
    flash(_("Logoen er tatt bort."))
    return see("report", code=code)


@blueprint.get("/<code>/report/preview")
def report_preview(code: str) -> str:
    """The report alone, as it would be published in the asked edition."""
    with medvirk().database.snapshot() as db:
        meeting = found(db, code)
        drawn = drawn_of(db, (meeting,), edition_asked())
    return render_template("organise/taken_home/report_preview.html", meeting=meeting, drawn=drawn)


def _page(
    code: str,
    typed: Mapping[str, str] | None = None,
    problems: Problems | None = None,
    *,
    marks: Mapping[str, str] | None = None,
    clashing: Sequence[str] = (),
    refused: str = "",
) -> str:
    """The page with what is stored, or with what was ``typed`` and could not be.

    Args:
        marks: of what the writer saw, where that is not what the page shows.
        clashing: the fields that somebody else has changed, too.
        refused: why nothing was stored.
    """
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        stored = words.written(db, meeting.id)
        sections = sections_of(db, meeting)
        now_published = published(db, meeting.id)
        left = left_to_review(db, meeting.id)
    stands = fields_of(stored)
    href = f"{base_urls(medvirk().settings)[0]}/m/{meeting.code}/report"
    return render_template(
        "organise/taken_home/report.html",
        meeting=meeting,
        parts=_parts(sections, stored),
        its_own_words=ITS_OWN_WORDS,
        values={**stands, **(typed or {})},
        stands=stands,
        mark=lambda name: (marks or {}).get(name) or mark_of(stands.get(name, "")),
        problems=problems or {},
        clashing=clashing,
        refused=refused,
        most={**TEXTS, "comment": words.COMMENT_MOST, "logo_words": words.LOGO_WORDS_MOST},
        logo=_logo_text(stored),
        logo_words=(typed or {}).get("logo_words", stored.logo_words),
        published=now_published,
        since=moment_text(now_published.since, meeting.zone) if now_published else "",
        left=left,
        href=href,
        qr=qr_of(href),
    )


def _parts(sections: Sequence[Section], stored: Report) -> Sequence[Part]:
    """What the form has, in the report's order; last what has lost its place."""
    there = {section.name for section in sections}
    lost = [Section(name, "") for name in stored.comments if name not in there]
    return (*map(Part, sections), *(Part(section, placed=False) for section in lost))


def _typed(name: str) -> str:
    """What the form says of a field; its switches say what is taken along, not what is left out."""
    if name.startswith(LEFT_OUT):
        section = name.removeprefix(LEFT_OUT)
        return "" if f"{_WITH}{section}" in request.form else "yes"
    return request.form.get(name, "")


def _beginning(start: str) -> dict[str, str]:
    """The fields of the form whose names begin with ``start``, by the rest of the name."""
    return {
        name.removeprefix(start): value
        for name, value in request.form.items()
        if name.startswith(start)
    }


def _logo_text(stored: Report) -> str:
    """What is known of the logo that is there; empty when there is none."""
    if not stored.logo:
        return ""
    picture = logo.picture_of(stored.logo)
    return str(
        _(
            "%(width)s × %(height)s piksler, %(size)s kB",
            width=picture.width,
            height=picture.height,
            size=-(-len(stored.logo) // 1000),
        )
    )
