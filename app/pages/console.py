"""The moderator's pages: the desk, and every contribution of the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from app import medvirk
from app.access import Role
from app.languages import gettext, speak_as
from app.live.protocol import Audience
from app.live.render import results_of
from app.pages.opening import opened
from app.screens import show
from facilitator.answers import answered, quoting
from facilitator.exercises.kind import Given
from facilitator.overview import Shown, evening_of, exercises_of, late_notes, said

blueprint = Blueprint("console", __name__)

ORDERS = ("table", "time", "slot")
"""How the list of all contributions may be sorted; the first is what one sees at first."""
SEARCH_MOST = 100


@dataclass(frozen=True)
class Group:
    """Contributions under one heading."""

    heading: str
    given: Sequence[Given]


@blueprint.get("/console/<key>")
def desk(key: str) -> str:
    """Where the meeting is steered."""
    return show("console/desk.html", Audience.CONSOLE, opened(key, Role.CONSOLE), key)


@blueprint.get("/console/<key>/all")
def contributions(key: str) -> str:
    """Every contribution, sorted and searched as one likes: what the desk has no room for."""
    order = request.args.get("order", "")
    order = order if order in ORDERS else ORDERS[0]
    sought = request.args.get("q", "")[:SEARCH_MOST].strip()
    access, parts = opened(key, Role.CONSOLE), medvirk()
    with parts.database.reading() as db:
        evening = evening_of(db, access.meeting_id, parts.clock())
        exercises = exercises_of(db, access.meeting_id)
        everything = said(db, exercises)
        given = quoting(exercises, everything, answered(db, exercises, everything))
        late = late_notes(db, access.meeting_id)
    speak_as(evening.meeting)
    found = {
        exercise.id: [one for one in given[exercise.id] if _matches(exercise, one, sought)]
        for exercise in exercises
    }
    return render_template(
        "console/all.html",
        audience=Audience.CONSOLE,
        key=key,
        evening=evening,
        exercises=exercises,
        groups={
            exercise.id: _grouped(exercise, found[exercise.id], order) for exercise in exercises
        },
        counts={exercise: len(ones) for exercise, ones in found.items()},
        results=results_of(given),
        order=order,
        sought=sought,
        late=late,
    )


def _matches(exercise: Shown, one: Given, sought: str) -> bool:
    """Whether what people wrote, the theme or ``#number`` has ``sought`` in it."""
    theme = one.theme.title if one.theme else ""
    words = " ".join([exercise.kind.wording(one.body), theme, f"#{one.number}"])
    return sought.casefold() in words.casefold()


def _grouped(exercise: Shown, given: Sequence[Given], order: str) -> Sequence[Group]:
    if order == "time":
        return [Group("", given[::-1])] if given else []
    groups: dict[str, list[Given]] = {}
    if order == "slot":
        for one in given:
            slots = exercise.kind.slots(exercise.settings, one.body)
            groups.setdefault(", ".join(map(gettext, slots)), []).append(one)
        return [Group(heading, ones) for heading, ones in groups.items()]
    for one in sorted(given, key=lambda one: (one.table, one.number)):
        heading = gettext("Bord %(number)s") % {"number": one.table}
        groups.setdefault(heading, []).append(one)
    return [Group(heading, ones) for heading, ones in groups.items()]
