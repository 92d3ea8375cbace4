"""Draws the page of a screen with all its regions in place, as they stand at this moment."""

from typing import Any

from flask_babel import get_locale
from markupsafe import Markup

from app import medvirk
from app.access import Access, standing_of
from app.languages import drawn, speak_as
from app.links import paths_of
from app.live.protocol import Audience
from app.live.reading import Reading
from app.live.regions import Scope, newest, parts_of


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
    ``language``, ``languages``, ``links`` (paths), the ``table`` that the screen is about, a
    phone's ``participant`` (its id), and ``more``.

    Args:
        exercise_id: the one whose themes a helper works on.

    Raises:
        Unknown: ``bad_key``, when the phone's participant is gone, or the table.
    """
    parts = medvirk()
    renderer, settings = parts.live.renderer, parts.settings
    with parts.database.reading() as db:
        table_id = standing_of(db, access).table_id
        seen = parts_of(audience, access.meeting_id, table_id, access.participant_id, exercise_id)
        here = parts.live.presence.here(access.meeting_id)
        phones = {part.of for part in seen if part.region.scope is Scope.PARTICIPANT}
        reading = Reading(db, parts.live.memory, access.meeting_id, parts.clock(), here, phones)
        versions = newest(reading.versions, seen)
        common = renderer.common(reading)
        meeting = reading.evening.meeting
        speak_as(meeting)
        language = str(get_locale())
        recent, now = parts.live.recent, reading.now
        kept = {part: recent.find(part, language, versions[part], now) for part in seen}
        gathered = {
            part: renderer.gather(reading, common, part) for part in seen if kept[part] is None
        }
        table = reading.states[table_id] if table_id is not None else None
    by_name = {part.region.name: part for part in seen}

    def region(name: str) -> Markup:
        part = by_name[name]
        html = kept[part]
        if html is None:
            html = renderer.draw(part, gathered[part], language)
            if audience is Audience.PHONE and part.region.scope is Scope.MEETING:
                recent.keep(part, language, versions[part], now, html)
        return Markup('<div class="region" data-region="{}" data-version="{}">{}</div>').format(
            name, versions[part], Markup(html)
        )

    return drawn(
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
