"""An organiser's browser: it comes in by the link, and sends forms with their token."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Medvirk
from app.links import entry_link
from facilitator import organisers

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Organiser:
    """What an organiser does with a browser."""

    def __init__(self, client: FlaskClient, parts: Medvirk) -> None:
        self.client = client
        self._parts = parts

    @property
    def link(self) -> str:
        """The path that lets the first organiser in, once."""
        with self._parts.database.reading() as db:
            return path_of(entry_link(self._parts.settings, organisers.first(db)))

    def enter(self) -> "Organiser":
        """Come in by a fresh link."""
        self.client.get(self.link)
        return self

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(f"/organise{path}")

    def post(self, path: str, data: Mapping[str, Any]) -> TestResponse:
        """Send a form of the page."""
        found = _TOKEN.search(self.get("/new").text)
        assert found
        return self.client.post(f"/organise{path}", data={"csrf_token": found[1], **data})


def path_of(link: str) -> str:
    """A full address without its host."""
    return urlsplit(link).path


def fields(page: str) -> dict[str, Any]:
    """What the form with the rows would send: lists for names that come several times."""
    found = _all_on(page[page.index('class="making-form"') :])
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


def typed_on(form: str) -> dict[str, str]:
    """The same for a form where each name stands once."""
    return {name: values[0] for name, values in _all_on(form).items()}


def _all_on(form: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<(?:input|textarea|select)\b[^>]*>(?:[^<]*</textarea>)?", form):
        name = re.search(r' name="([^"]+)"', tag)
        if name is None or ('type="checkbox"' in tag and " checked" not in tag):
            continue
        value = re.search(r' value="([^"]*)"', tag)
        inner = re.search(r">([^<]*)</textarea>$", tag)
        text = inner[1] if inner else value[1] if value else ""
        if tag.startswith("<select"):
            chosen = form[form.index(tag) :]
            text = re.findall(r'<option value="([^"]*)" selected', chosen)[0]
        found.setdefault(name[1], []).append(unescape(text))
    return found


def problems(page: TestResponse) -> list[tuple[str, str]]:
    """What the summary on top says is wrong: the field and the words."""
    found = re.findall(r'<li><a href="#([^"]+)">([^<]+)</a></li>', page.text)
    return [(name, unescape(words)) for name, words in found]
