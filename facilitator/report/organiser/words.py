"""The organiser's words in a report: written field by field, so that several may write at once."""

from collections.abc import Mapping
from hashlib import sha256

from sqlalchemy.orm import Session

from facilitator import changes, parsing
from facilitator.errors import Invalid, Stale
from facilitator.models import Meeting, Report
from facilitator.plain_text import plain_text
from facilitator.report.edition import Edition
from facilitator.report.organiser import logo
from facilitator.report.organiser.sections import is_section

TEXTS: Mapping[str, int] = {"introduction": 5000, "next_step": 3000, "contact": 500}
"""The longest of each text of a report's own, in characters."""
COMMENT_MOST = 3000
LOGO_WORDS_MOST = 200
COMMENT, LEFT_OUT = "comment/", "left_out/"
"""What fields are called before the name of a section; a section is left out by any word."""
_GONE = "yes"


def written(db: Session, meeting_id: int) -> Report:
    """What was written for a meeting's report; empty when nothing was."""
    return db.get(Report, meeting_id) or _blank(meeting_id)


def fields_of(report: Report) -> dict[str, str]:
    """All that is written, by field; a field that is not here is empty."""
    return {
        **{name: getattr(report, name) for name in TEXTS},
        **{f"{COMMENT}{section}": words for section, words in report.comments.items()},
        **{f"{LEFT_OUT}{section}": _GONE for section in report.left_out},
    }


def mark_of(text: str) -> str:
    """What tells a text from others: a form carries it for each field as its writer saw it."""
    return sha256(plain_text(text).encode()).hexdigest()[:16]


def change(
    db: Session, meeting: Meeting, typed: Mapping[str, str], seen: Mapping[str, str]
) -> Report:
    """Write ``typed``; what others have written meanwhile in fields that stay as seen is kept.

    Args:
        typed: texts by field, as ``fields_of`` names them.
        seen: for each field the mark of what its writer saw there; one without was seen empty.

    Raises:
        Invalid: ``too_long`` or ``bad_body`` with the ``field``.
        Stale: ``stale_report`` when somebody else has changed some of the same ``fields`` to
            something else. Nothing is written.
    """
    clean = {name: _clean(name, text) for name, text in typed.items()}
    report = taken(db, meeting)
    stands = fields_of(report)
    fresh, clashing = {}, []
    for name, text in clean.items():
        now, before = stands.get(name, ""), seen.get(name, mark_of(""))
        if text == now or mark_of(text) == before:
            continue
        if mark_of(now) != before:
            clashing.append(name)
        fresh[name] = text
    if clashing:
        raise Stale("stale_report", fields=tuple(clashing))
    if fresh:
        _store(report, {**stands, **fresh})
    return report


def change_logo(db: Session, meeting: Meeting, data: bytes, words: str) -> None:
    """Put a logo on the report, or say better what the one that is there shows.

    Args:
        data: a PNG or a JPEG; empty to keep the picture that is there.
        words: what it shows, for those who do not see it.

    Raises:
        Invalid: ``no_logo``, ``no_logo_words``, ``too_long``, ``bad_logo``, ``large_logo``,
            ``wide_logo`` with the ``field``.
    """
    said = " ".join(parsing.text(words, "logo_words", most=LOGO_WORDS_MOST, least=0).split())
    if data:
        logo.picture_of(data)
    report = taken(db, meeting)
    if not (data or report.logo):
        raise Invalid("no_logo", field="logo")
    if not said:
        raise Invalid("no_logo_words", field="logo_words")
    report.logo, report.logo_words = data or report.logo, said
    report.revision += 1


def remove_logo(db: Session, meeting: Meeting) -> None:
    """Take the logo away; nothing when there is none."""
    report = taken(db, meeting)
    if report.logo is not None:
        report.logo, report.logo_words = None, ""
        report.revision += 1


def _clean(name: str, text: str) -> str:
    """``text`` as it is stored.

    Raises:
        Invalid: ``too_long``; ``bad_body``, when there is no field called ``name``.
    """
    if name in TEXTS:
        return parsing.text(text, name, most=TEXTS[name], least=0)
    for start in (COMMENT, LEFT_OUT):
        if name.startswith(start) and is_section(name.removeprefix(start)):
            said = parsing.text(text, name, most=COMMENT_MOST, least=0)
            return said if start == COMMENT else _GONE if said else ""
    raise Invalid("bad_body", field=name[:40])


def _store(report: Report, fields: Mapping[str, str]) -> None:
    for name in TEXTS:
        setattr(report, name, fields[name])
    report.comments = _of_sections(fields, COMMENT)
    report.left_out = list(_of_sections(fields, LEFT_OUT))
    report.revision += 1


def _of_sections(fields: Mapping[str, str], start: str) -> dict[str, str]:
    return {
        name.removeprefix(start): text
        for name, text in fields.items()
        if name.startswith(start) and text
    }


def taken(db: Session, meeting: Meeting) -> Report:
    """The report, to be changed; nobody else changes it before the transaction is over."""
    # Raising the meeting's version keeps others who write in it waiting.
    changes.touch(db, meeting.id, changes.REPORT)
    report = db.get(Report, meeting.id, populate_existing=True)
    if report is None:
        report = _blank(meeting.id)
        db.add(report)
    return report


def _blank(meeting_id: int) -> Report:
    return Report(
        meeting_id=meeting_id,
        introduction="",
        next_step="",
        contact="",
        comments={},
        left_out=[],
        logo_words="",
        revision=0,
        published_edition=Edition.FULL.value,
    )
