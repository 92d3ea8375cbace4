"""In which language a page and a region are drawn."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import Medvirk
from app.languages import LANGUAGES, gettext, ngettext, reading
from tests.factories import make_meeting


def language_of(page: str) -> str:
    """The language that a page says it is in."""
    return page.partition('<html lang="')[2][:2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_is_followed_and_kept(client: FlaskClient, language: str) -> None:
    assert language_of(client.get(f"/?language={language}").text) == language
    assert language_of(client.get("/").text) == language


def test_a_language_that_there_is_not_is_no_choice(client: FlaskClient) -> None:
    answer = client.get("/?language=xx")
    assert (language_of(answer.text), "Set-Cookie" in answer.headers) == ("nb", False)


def test_a_meeting_speaks_its_own_until_a_person_chooses(
    client: FlaskClient, medvirk: Medvirk
) -> None:
    with medvirk.database.writing() as db:
        code = make_meeting(db, language="nn").code
    assert language_of(client.get(f"/j/{code}").text) == "nn"
    assert language_of(client.get(f"/j/{code}?language=en").text) == "en"
    assert language_of(client.get(f"/j/{code}").text) == "en"


def test_a_block_reads_in_its_language_and_the_next_in_its_own(app: Flask) -> None:
    with app.app_context():
        with reading("en"):
            english = gettext("Neste"), ngettext("%(num)s min", "%(num)s min", 2)
            with reading("nn"):
                nynorsk = gettext("Angre")
            assert (gettext("Neste"), ngettext("%(num)s min", "%(num)s min", 2)) == english
        with reading("nb"):
            assert gettext("Neste") == "Neste"
    assert english[0] == "Next"
    assert nynorsk
