"""Practise the evening alone: start a rehearsal of the meeting, follow it, end it."""

from http import HTTPStatus
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from app import medvirk
from app.addresses import join_of
from app.links import paths_of
from app.pages.organise.frame import blueprint, field_of, found, see
from app.pages.organise.typed import Problems, whole
from app.refusals import explain
from app.rehearsal.slip import Told
from app.rehearsal.wish import PHONES_MOST, SPEEDS, Steers, Wish
from facilitator.errors import Refused, Unknown
from facilitator.meetings import find
from facilitator.models import Meeting
from facilitator.rehearsal import TABLES_MOST, check, length_of

_USUAL_TABLES, _AT_A_TABLE, _USUAL_SPEED = 8, 6, 20


@blueprint.get("/<code>/rehearsal")
def rehearsal(code: str) -> str:
    """How the rehearsal goes, or the form that starts one."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        tables = len(meeting.tables) or _USUAL_TABLES
    typed = {
        "tables": str(min(tables, TABLES_MOST)),
        "phones": str(min(tables * _AT_A_TABLE, PHONES_MOST)),
        "speed": str(_USUAL_SPEED),
        "steers": str(Steers.REHEARSAL),
    }
    return _page(code, typed, {})


@blueprint.get("/<code>/rehearsal/state")
def rehearsal_state(code: str) -> str:
    """How it goes, for the page that is open."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    return render_template("organise/evening/rehearsed.html", **_state(meeting))


@blueprint.post("/<code>/rehearsal")
def start_rehearsal(code: str) -> Any:
    """Start one as it was asked for."""
    names = ("tables", "phones", "speed", "steers")
    typed = {name: request.form.get(name, "") for name in names}
    wish, problems = _wish(typed)
    if wish is not None:
        try:
            with medvirk().database.reading() as db:
                meeting = found(db, code)
                check(meeting)
            medvirk().rehearsals.start(meeting.code, wish)
        except Refused as refused:
            problems[field_of(refused, "start")] = explain(refused)
    if problems:
        return _page(code, typed, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    return see("rehearsal", code=code)


@blueprint.post("/<code>/rehearsal/stop")
def stop_rehearsal(code: str) -> Any:
    """End it; everything of it is deleted."""
    with medvirk().database.reading() as db:
        meeting = found(db, code)
    medvirk().rehearsals.stop(meeting.code)
    return see("rehearsal", code=code)


def _wish(typed: dict[str, str]) -> tuple[Wish | None, Problems]:
    problems: Problems = {}
    tables = _number(typed["tables"], TABLES_MOST)
    phones = _number(typed["phones"], PHONES_MOST)
    speed = _number(typed["speed"], SPEEDS[-1])
    if tables is None:
        problems["tables"] = _("Velg mellom 1 og %(most)s bord.", most=TABLES_MOST)
    if phones is None:
        problems["phones"] = _("Velg mellom 1 og %(most)s mobiler.", most=PHONES_MOST)
    if speed is None:
        problems["speed"] = _("Velg hvor fort øvingen skal gå.")
    if typed["steers"] not in list(Steers):
        problems["steers"] = _("Velg hvem som styrer møtet.")
    if problems or phones is None or speed is None:
        return None, problems
    return Wish(tables, phones, speed, Steers(typed["steers"])), problems


def _number(text: str, most: int) -> int | None:
    """``text`` as a number from 1 to ``most``, None when it is none."""
    try:
        return whole(text, most) or None
    except ValueError:
        return None


def _page(code: str, typed: dict[str, str], problems: Problems) -> str:
    with medvirk().database.reading() as db:
        meeting = found(db, code)
        length = length_of(meeting)
    return render_template(
        "organise/evening/rehearsal.html",
        **_state(meeting),
        typed=typed,
        problems=problems,
        speeds=[(speed, max(1, round(length / 60 / speed))) for speed in SPEEDS],
        tables_most=TABLES_MOST,
        phones_most=PHONES_MOST,
    )


def _state(meeting: Meeting) -> dict[str, Any]:
    told = medvirk().rehearsals.told(meeting.code)
    copied = _copy(told)
    settings = medvirk().settings
    return {
        "meeting": meeting,
        "told": told,
        "paths": paths_of(settings, copied) if copied else None,
        "join": join_of(settings, copied) if copied else None,
    }


def _copy(told: Told | None) -> Meeting | None:
    """The rehearsal itself, as long as it is there."""
    if told is None or not told.code:
        return None
    with medvirk().database.reading() as db:
        try:
            return find(db, told.code)
        except Unknown:
            return None
