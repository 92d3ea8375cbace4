"""The list of meetings, and the sample meeting by a button."""

from random import SystemRandom
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template

from app import medvirk
from app.pages.organise.frame import blueprint, see
from facilitator.meetings import code_text, listed
from facilitator.samples import ZONE, make_sample


@blueprint.get("/")
def index() -> str:
    """All meetings, the newest first."""
    with medvirk().database.reading() as db:
        found = listed(db)
    return render_template("organise/meetings.html", meetings=found, code_text=code_text)


@blueprint.post("/sample")
def sample() -> Any:
    """Make the sample meeting, today."""
    now = medvirk().clock()
    day = now.astimezone(ZoneInfo(ZONE)).date()
    with medvirk().database.writing() as db:
        made = make_sample(db, day=day, now=now, choose=SystemRandom())
    return see("show", code=made.code)
