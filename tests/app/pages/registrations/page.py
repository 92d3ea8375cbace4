"""What the organiser's pages about people say, in plain words."""

import re
from html import unescape

from sqlalchemy import select
from werkzeug.test import TestResponse

from app import Medvirk
from facilitator.models import Registration
from tests.app.pages.organiser import Organiser

LIST = "/TRAPP47/registrations"


def rows(page: TestResponse) -> list[str]:
    """What the list says, a line for each person."""
    found = re.findall(r'<tr role="row" id="person-.*?</tr>', page.text, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]


def told(page: TestResponse) -> str:
    """What was just done, as the page says it."""
    found = re.findall(r'<(?:form|p) class="done".*?</(?:form|p)>', page.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).split())


def counted(page: TestResponse) -> list[str]:
    """The counts on top."""
    found = re.findall(r'<li class="stand".*?</li>', page.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def after(organiser: Organiser, response: TestResponse) -> TestResponse:
    """The page that one is sent on to."""
    assert response.status_code == 303, response.text
    return organiser.client.get(response.location)


def states(medvirk: Medvirk) -> dict[str, str]:
    with medvirk.database.reading() as db:
        return dict(db.execute(select(Registration.name, Registration.state)).all())


def words(page: TestResponse) -> str:
    """What stands in the page's main part."""
    main = page.text[page.text.index("<section") : page.text.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
