"""Draws regions: the same template for a page's first load and for every update after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask

from app.addresses import join_of
from app.config import Settings
from app.languages import reading as reading_in
from app.links import paths_of
from app.live.memory import Said
from app.live.protocol import Audience
from app.live.reading import Reading
from app.live.regions import REGIONS, Part
from facilitator.overview import Shown

Context = Mapping[str, Any]


@dataclass(frozen=True)
class Gathered:
    """All that the template of one part needs, read and no longer bound to a transaction.

    Parts that share ``own`` (the same object) look the same.
    """

    common: Context
    own: Context

    @property
    def context(self) -> dict[str, Any]:
        """What the template gets."""
        said: Said = self.own.get("said", {})
        return {**self.common, **self.own, "results": results_of(said)}


class Renderer:
    """Draws parts in a language, outside of any request and any transaction."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    def common(self, reading: Reading) -> Context:
        """What every template of a meeting's screens gets; reads all of it now."""
        evening, here = reading.evening, reading.here
        return {
            "evening": evening,
            "join": join_of(self._settings, evening.meeting),
            "here": lambda table_id: here.phones.get(table_id, 0),
            "here_total": here.total,
            "tables_here": len(here.phones),
        }

    def gather(self, reading: Reading, common: Context, part: Part) -> Gathered:
        """What the template of ``part`` gets; reads all of it now.

        The console's get ``desk`` too, the address of the moderator's desk.
        """
        if part.region.audience is Audience.CONSOLE:
            desk = paths_of(self._settings, reading.evening.meeting)["console"]
            common = {**common, "desk": desk}
        return Gathered(common, part.region.gather(reading, part.of))

    def draw(self, part: Part, gathered: Gathered, language: str) -> str:
        """The inner HTML of ``part``."""
        with self._app.app_context(), reading_in(language):
            template = self._app.jinja_env.get_template(f"{part.region.name}.html")
            return template.render(gathered.context, language=language)

    def get_ready(self) -> None:
        """Read all templates now, not while a hall waits for the first update."""
        live = {name.partition("/")[0] for name in REGIONS} | {"exercises", "parts"}
        for name in self._app.jinja_env.list_templates(extensions=["html"]):
            if name.partition("/")[0] in live:
                self._app.jinja_env.get_template(name)


def results_of(said: Said) -> Callable[[Shown], object]:
    """A function that gives what an exercise's visible contributions add up to."""

    def results(exercise: Shown) -> object:
        visible = [one for one in said.get(exercise.id, ()) if not one.hidden]
        return exercise.kind.results(exercise.settings, visible)

    return results
