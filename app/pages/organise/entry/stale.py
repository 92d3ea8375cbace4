"""Forms of an earlier visit: who is out is shown the way in."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from app import medvirk
from app.pages.organise import visit
from app.pages.organise.frame import blueprint, way_in


@blueprint.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Any:
    """Nothing is done; from the way in one comes back to the page that has the form."""
    with medvirk().database.reading() as db:
        inside = visit.visitor(db) is not None
    if not inside and request.endpoint != "organise.sign_in":
        return way_in(asked=urlsplit(request.referrer or "").path), HTTPStatus.FORBIDDEN
    message = _("Sida hadde stått åpen for lenge. Gå tilbake, last den på nytt, og prøv igjen.")
    code = HTTPStatus.BAD_REQUEST
    return render_template("error.html", code=code.value, message=message), code
