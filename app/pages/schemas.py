"""What our own files look like, for programs that read them: everybody's to see."""

from flask import Blueprint, Response

from facilitator.report.data import json_document

blueprint = Blueprint("schemas", __name__)


@blueprint.get(f"/schemas/{json_document.SCHEMA}")
def data() -> Response:
    """The JSON Schema of a meeting's data."""
    return Response(json_document.schema(), mimetype="application/schema+json")
