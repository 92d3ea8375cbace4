"""Puts the parts of an installation together."""

import hmac
import pkgutil
from hashlib import sha256
from importlib import import_module
from typing import Any

from flask import Flask, request
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app import Clock, Medvirk, pages
from app.assets import serve_static
from app.config import Settings
from app.database import Database
from app.drawing import init_drawing
from app.errors import init_error_pages
from app.exports.making import Maker
from app.headers import init_headers
from app.live import Live
from app.numbers import CONVERTERS
from app.rehearsal.running import Rehearsals


class _App(Flask):
    def log_exception(self, exc_info: Any) -> None:
        """Log what failed by the page's name: keys are in addresses."""
        self.logger.error("%s [%s] failed", request.endpoint, request.method, exc_info=exc_info)


def make_app(settings: Settings, clock: Clock, async_mode: str) -> Flask:
    """See ``app.create_app``."""
    app = _App("app", static_folder=None)
    # Cookies get a key of their own, so that nothing said about one tells of the links' keys.
    app.secret_key = hmac.digest(settings.secret_key.encode(), b"cookies", sha256)
    app.config.update(
        SESSION_COOKIE_SECURE=settings.behind_tls,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        # People of a file are carried by a form while they are mended.
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        # ``headers`` looks at Origin, which is there on plain http too.
        WTF_CSRF_SSL_STRICT=False,
    )
    init_drawing(app, settings)
    database = Database(settings.database_url)
    init_headers(app, settings)
    init_error_pages(app)
    protect = CSRFProtect(app)
    # A phone may have no cookies to hold a token in; sitting down gives nobody any authority.
    protect.exempt("app.pages.join.sit")
    app.url_map.converters.update(CONVERTERS)
    for found in pkgutil.iter_modules(pages.__path__):
        page = import_module(f"{pages.__name__}.{found.name}")
        if hasattr(page, "blueprint"):
            app.register_blueprint(page.blueprint)
    live = Live(app, settings, database, clock, async_mode)
    app.extensions["medvirk"] = Medvirk(
        settings,
        database,
        clock,
        live,
        Rehearsals(settings, database, clock),
        Maker(settings, database),
    )
    serve_static(app)
    if settings.public_url:
        # Only a proxy of one's own stands in front then, and it says who asks.
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    return app
