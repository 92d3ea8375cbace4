"""The languages of the screens: a person's own choice, else the meeting's."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlencode

import flask_babel
from flask import Flask, Response, g, has_request_context, render_template, request
from flask_babel import Babel, get_locale, refresh

from facilitator.models import Meeting

LANGUAGES: Mapping[str, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
"""Each language by its own name; the first is the one that the sources are written in."""

SOURCE = "nb"
COOKIE = "language"
_YEAR = 365 * 24 * 3600

# A region has hundreds of texts, and to find out again for each of them in which language it is
# read takes longer than to draw it.
_catalogue: ContextVar[Any] = ContextVar("catalogue", default=None)


def init_languages(app: Flask) -> None:
    """Let pages be drawn in the language that is chosen, and keep what was asked for."""
    Babel(app, default_locale=SOURCE, locale_selector=_language_of_request)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    app.after_request(_keep_choice)
    app.context_processor(lambda: {"language": str(get_locale()), "languages": LANGUAGES})
    app.jinja_env.globals["in_language"] = in_language


def gettext(source: str) -> str:
    """``source`` in the reader's language."""
    text: str = (_catalogue.get() or flask_babel.get_translations()).ugettext(source)
    return text


def ngettext(one: str, many: str, number: int) -> str:
    """``one`` or ``many`` in the reader's language, as its grammar counts ``number``."""
    catalogue = _catalogue.get() or flask_babel.get_translations()
    text: str = catalogue.ungettext(one, many, number)
    return text


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Translate into ``language`` within the block; who is served meanwhile reads their own."""
    with flask_babel.force_locale(language):
        kept = _catalogue.set(flask_babel.get_translations())
        try:
            yield
        finally:
            _catalogue.reset(kept)


def translator(language: str) -> Callable[[str], str]:
    """Gives texts of the domain in ``language``, whatever is read meanwhile; nothing stays nothing.

    Needs an application context only now.
    """
    with reading(language):
        catalogue = _catalogue.get()

    def translate(source: str) -> str:
        text: str = catalogue.ugettext(source) if source else ""
        return text

    return translate


def drawn(template: str, **shown: Any) -> str:
    """The page of a template in the reader's language, found out once for all its texts."""
    with reading(str(get_locale())):
        return render_template(template, **shown)


def speak_as(meeting: Meeting) -> None:
    """Draw the running request in ``meeting``'s language when the person has not chosen one."""
    speak(meeting.language)


def speak(language: str) -> None:
    """Draw the running request in ``language`` when the person has not chosen one."""
    g.meeting_language = language
    refresh()


def in_language(language: str) -> str:
    """The address of the page that is asked for, in ``language``, with all else that was asked."""
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "language"]
    return f"?{urlencode([*asked, ('language', language)])}"


def known(language: object) -> str | None:
    """``language`` when there is a catalogue for it."""
    return language if isinstance(language, str) and language in LANGUAGES else None


def _language_of_request() -> str | None:
    # Outside a request the source language stands, until ``reading`` says another.
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
