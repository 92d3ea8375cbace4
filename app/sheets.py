"""Draws the sheets of paper that tables write on without phones: a page for exercise and table."""

from flask import current_app, render_template, request
from jinja2 import Template
from sqlalchemy.orm import Session

from facilitator.exercises.kind import Kind
from facilitator.models import Meeting
from facilitator.overview import exercises_of


def draw_sheets(db: Session, meeting: Meeting, *, back: str) -> str:
    """The page with the sheets of ``meeting``, in the language of the request.

    ``?exercise=…&table=…`` (ids and numbers, each as often as one likes) choose which; without
    one of them it is all.

    Args:
        back: where one goes from here.
    """
    exercises = exercises_of(db, meeting.id)
    wanted = set(request.args.getlist("exercise", type=int))
    numbers = set(request.args.getlist("table", type=int))
    return render_template(
        "paper/sheets.html",
        meeting=meeting,
        exercises=exercises,
        items={item.id: item.title for item in meeting.items},
        tables=meeting.tables,
        chosen=[one for one in exercises if one.id in wanted or not wanted],
        chosen_tables=[one for one in meeting.tables if one.number in numbers or not numbers],
        template_of=_template_of,
        back=back,
    )


def _template_of(kind: Kind) -> Template:
    """The inside of a kind's sheet; lines to write on where the kind has drawn none."""
    return current_app.jinja_env.select_template(
        [f"exercises/{kind.name}/paper.html", "paper/lines.html"]
    )
