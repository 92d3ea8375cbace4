"""A guest's browser: it opens pages, fills in the form that is there, and sends it."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Medvirk
from app.access import Role, make_own_key
from facilitator.models import Letter, Meeting, Registration
from tests.app.pages.organiser import typed_on

KARI = {
    "name": "Kari Moen",
    "email": "kari@example.com",
    "role": "politician",
    "municipality": "Steinkjer",
    "diet": "nøtter",
    "consent": "yes",
}
"""What Kari writes."""


class Guest:
    """Somebody who comes to a meeting."""

    def __init__(self, client: FlaskClient, parts: Medvirk, meeting: Meeting) -> None:
        self.client = client
        self.parts = parts
        self.meeting = meeting

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path)

    def send(self, path: str, to: str = "", **typed: Any) -> TestResponse:
        """Fill in what is said in the form on the page, and send it (to another address)."""
        return self.client.post(to or path, data={**self.fields(path), **typed})

    def fields(self, path: str) -> dict[str, str]:
        """What the form on the page would send as it is."""
        page = self.get(path).text
        return typed_on(page[page.index("<form") :])

    def register(self, **typed: Any) -> TestResponse:
        """Register as Kari, or as somebody a bit different."""
        return self.send(f"/m/{self.meeting.code}/register", **{**KARI, **typed})

    def stored(self) -> list[Registration]:
        """Everybody who is registered, in order."""
        with self.parts.database.reading() as db:
            return db.query(Registration).order_by(Registration.number).all()

    def letters(self) -> list[tuple[str, str]]:
        """The kind and the address of every letter."""
        with self.parts.database.reading() as db:
            return [(one.kind, one.recipient) for one in db.query(Letter).order_by(Letter.id)]

    def own(self, registration: Registration, role: Role = Role.REGISTRATION) -> str:
        """The path of a person's own page, or of their badge."""
        key = make_own_key(self.parts.settings.secret_key, self.meeting, registration, role)
        return f"/{'r' if role is Role.REGISTRATION else 'b'}/{key}"


def errors(page: TestResponse) -> dict[str, str]:
    """What stands beside the fields, by their names."""
    found = re.findall(r'<p class="problem" id="([^"]+)-problem">([^<]+)</p>', page.text)
    return dict(found)
