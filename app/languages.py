"""The languages of the screens: a person's own choice, else the meeting's."""

from collections.abc import Mapping

from flask import Flask, Response, g, has_request_context, request
from flask_babel import Babel, get_locale, refresh

from facilitator.models import Meeting

LANGUAGES: Mapping[str, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
"""Each language by its own name; the first is the one that the sources are written in."""

SOURCE = "nb"
COOKIE = "language"
_YEAR = 365 * 24 * 3600


def init_languages(app: Flask) -> None:
    """Let pages be drawn in the language that ``chosen`` finds, and keep what was asked for."""
    Babel(app, default_locale=SOURCE, locale_selector=_language_of_request)
    app.after_request(_keep_choice)
    app.context_processor(lambda: {"language": str(get_locale()), "languages": LANGUAGES})


def speak_as(meeting: Meeting) -> None:
    """Draw the running request in ``meeting``'s language when the person has not chosen one."""
    g.meeting_language = meeting.language
    refresh()


def chosen(meeting: Meeting) -> str:
    """The language of the running request on a screen of ``meeting``."""
    return _choice() or known(meeting.language) or SOURCE


def known(language: object) -> str | None:
    """``language`` when there is a catalogue for it."""
    return language if isinstance(language, str) and language in LANGUAGES else None


def _language_of_request() -> str | None:
    # Outside a request the source language stands, until ``force_locale`` says another.
    if not has_request_context():
        return SOURCE
    return _choice() or known(g.get("meeting_language")) or SOURCE


def _choice() -> str | None:
    return known(request.args.get("language")) or known(request.cookies.get(COOKIE))


def _keep_choice(response: Response) -> Response:
    asked = known(request.args.get("language"))
    if asked and asked != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE, asked, max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response
