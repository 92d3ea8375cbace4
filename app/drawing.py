"""Draws templates where nothing is served: an application with texts and filters, without pages."""

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from app.config import Settings
from app.filters import init_filters
from app.languages import init_languages
from app.report.words import init_words


def drawing_app(settings: Settings) -> Flask:
    """An application whose context is enough to draw templates in any language.

    It costs a third of the whole one to start, so a file is made in a process of its own soon.
    """
    app = Flask("app", static_folder=None)
    init_drawing(app, settings)
    return app


def init_drawing(app: Flask, settings: Settings) -> None:
    """Let ``app`` draw templates; before any of them is read."""
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": FileSystemBytecodeCache(str(settings.cache)) if settings.cache else None,
    }
    init_languages(app)
    init_filters(app)
    init_words(app)
    app.jinja_env.globals["accessibility_url"] = settings.accessibility_url
