"""Refusals and mistakes as pages that say what to do."""

from typing import Any

from flask import Flask, render_template
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException, InternalServerError

from app.refusals import explain
from facilitator.errors import Refused, Unknown

_TEXTS: dict[int, Any] = {
    400: _l("Nettleseren sendte noe vi ikke forstod. Last sida på nytt og prøv igjen."),
    403: _l("Denne sida har du ikke tilgang til."),
    404: _l("Her er det ingenting. Sjekk at adressen eller koden er riktig."),
    405: _l("Sida kan ikke brukes på denne måten. Gå tilbake og prøv igjen."),
    413: _l("Det var for mye på en gang. Prøv med noe mindre."),
    429: _l("Det kom for mange forsøk. Vent litt og prøv igjen."),
    500: _l("Noe gikk galt hos oss. Det er ikke din feil. Prøv igjen om litt."),
}


def init_error_pages(app: Flask) -> None:
    """Draw every error of ``app`` with our own page."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _failed)


def _refused(refused: Refused) -> tuple[str, int]:
    return _page(404 if isinstance(refused, Unknown) else 409, explain(refused))


def _failed(error: HTTPException) -> Any:
    code = error.code or InternalServerError.code
    if code < 400:
        return error
    page, _ = _page(code, str(_TEXTS.get(code, _TEXTS[400 if code < 500 else 500])))
    response = error.get_response()
    response.set_data(page)
    response.content_type = "text/html; charset=utf-8"
    return response


def _page(code: int, message: str) -> tuple[str, int]:
    return render_template("error.html", code=code, message=message), code
