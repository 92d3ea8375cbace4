"""Draws the page of a screen with all its regions in place, as they stand at this moment."""

from typing import Any

from flask import render_template
from flask_babel import get_locale
from markupsafe import Markup

from app import medvirk
from app.access import Access, Role, participant_of
from app.languages import speak_as
from app.links import paths_of
from app.live.protocol import Audience
from app.live.reading import Reading
from app.live.regions import newest, parts_of


def show(
    template: str,
    audience: Audience,
    access: Access,
    key: str,
    exercise_id: int | None = None,
    **more: Any,
) -> str:
    """The page ``template`` for the holder of ``key``, who was given ``access``.

    The template gets what every region gets, ``region(name)``, ``key``, ``audience``,
    ``language``, ``languages``, ``links`` (paths), a phone's ``table`` and ``participant`` (its
    id), and ``more``.

    Args:
        exercise_id: the one whose themes a helper works on.

    Raises:
        Unknown: ``bad_key``, when the phone's participant is gone.
    """
    parts = medvirk()
    renderer, settings = parts.live.renderer, parts.settings
    with parts.database.reading() as db:
        table_id = participant_of(db, access).table_id if access.role is Role.PHONE else None
        seen = parts_of(audience, access.meeting_id, table_id, access.participant_id, exercise_id)
        here = parts.live.presence.here(access.meeting_id)
        reading = Reading(db, parts.live.memory, access.meeting_id, parts.clock(), here)
        versions = newest(reading.versions, seen)
        common = renderer.common(reading)
        gathered = {
            part.region.name: (part, renderer.gather(reading, common, part)) for part in seen
        }
        table = reading.states[table_id] if table_id is not None else None
    meeting = reading.evening.meeting
    speak_as(meeting)

    def region(name: str) -> Markup:
        part, own = gathered[name]
        return Markup('<div class="region" data-region="{}" data-version="{}">{}</div>').format(
            name, versions[part], Markup(renderer.draw(part, own, str(get_locale())))
        )

    return render_template(
        template,
        **{
            **common,
            "region": region,
            "key": key,
            "audience": audience,
            "links": paths_of(settings, meeting),
            "table": table,
            "participant": access.participant_id,
            **more,
        },
    )
