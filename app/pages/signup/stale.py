"""Forms that were opened in another visit: shown again as they were, for nothing typed is lost."""

from http import HTTPStatus
from typing import Any

from flask import current_app, flash, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from app.pages.signup import own, register
from app.pages.signup.frame import blueprint
from facilitator.errors import Refused


@blueprint.errorhandler(CSRFError)
def stale(_error: CSRFError) -> Any:
    """Ask for one press more, which comes with this visit's token."""
    problem = _("Sida hadde stått åpen for lenge. Se over, og trykk én gang til.")
    address = request.view_args or {}
    try:
        if request.endpoint == "signup.send":
            return register.again(address["code"], problem), HTTPStatus.BAD_REQUEST
        if request.endpoint == "signup.change":
            return own.again(address["key"], problem), HTTPStatus.BAD_REQUEST
    except Refused as refused:
        return current_app.handle_user_exception(refused)
    flash(problem, "problem")
    return own.see_own(address["key"])
