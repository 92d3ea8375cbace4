"""What those who run the server ask it: does it answer, and what has it done."""

from flask import Blueprint, Response
from sqlalchemy import text

from app import medvirk

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> dict[str, bool]:
    """Whether the server answers and its database does."""
    with medvirk().database.reading() as db:
        db.execute(text("SELECT 1"))
    return {"ok": True}


@blueprint.get("/metrics")
def metrics() -> Response:
    """What the live part has done since the start, as Prometheus reads it."""
    return Response(medvirk().live.metrics.text(), mimetype="text/plain")
