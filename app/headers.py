"""What every answer tells the browser to refuse, and posts that another site sends for somebody."""

import gzip
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from app.config import Settings

_SAFE = ("GET", "HEAD", "OPTIONS")
_WORTH_PACKING = 1000
_FRAMED = ("stage.screen", "table.see", "organise.report_preview")
"""The console shows the stage, and what a table's phones show, in frames of its own; the organiser
sees the report beside what she writes."""


def init_headers(app: Flask, settings: Settings) -> None:
    """Guard every request of ``app`` and every answer."""

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method not in _SAFE and not _from_here(settings):
            abort(403)

    @app.after_request
    def set_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = _policy()
        headers["X-Content-Type-Options"] = "nosniff"
        # Keys are in addresses, so nobody may see where one came from.
        headers["Referrer-Policy"] = "no-referrer"
        headers.setdefault("Cache-Control", "no-store")
        if settings.behind_tls:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return _packed(response)


def is_own_origin(origin: str, host: str, settings: Settings) -> bool:
    """Whether a page from ``origin`` is ours: at the asked ``host``, or at the public address.

    A laptop has several addresses in a hall, so the host is the one that the request asked for.
    """
    return origin == settings.public_url or urlsplit(origin).netloc == host


def _from_here(settings: Settings) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # On plain http nothing but the Origin tells, and without a referrer our own forms send "null",
    # as a stranger's may; there the form's token decides.
    return origin in (None, "null") or is_own_origin(origin, request.host, settings)


def _policy() -> str:
    framed = "'self'" if request.endpoint in _FRAMED else "'none'"
    # Older Safari does not count a websocket of the same host as 'self'.
    sockets = f"ws://{request.host} wss://{request.host}"
    return (
        f"default-src 'self'; connect-src 'self' {sockets}; img-src 'self' data:;"
        f" object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {framed}"
    )


def _packed(response: Response) -> Response:
    if (
        response.mimetype != "text/html"
        or response.is_streamed
        or not request.accept_encodings["gzip"]
        or "Content-Encoding" in response.headers
        or len(response.get_data()) < _WORTH_PACKING
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
