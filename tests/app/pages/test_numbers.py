"""Numbers that no row has: an address with one is none, and a list begins where it begins."""

import pytest

from app import Medvirk
from tests.app.pages.organiser import Organiser
from tests.factories import make_meeting


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
def test_a_number_that_is_higher_than_any_row_is_no_address(
    organiser: Organiser, medvirk: Medvirk, number: int
) -> None:
    with medvirk.database.writing() as db:
        make_meeting(db, code="TRAPP47")
    pages = ("letters/{}", "exercises/{}", "registrations/{}")
    lists = ("letters?before={}", "log?before={}", "programme?deleted={}")
    found = [organiser.get(f"/TRAPP47/{page.format(number)}").status_code for page in pages]
    begins = [organiser.get(f"/TRAPP47/{page.format(number)}").status_code for page in lists]
    acts = (f"/TRAPP47/letters/{number}/again", f"/organisers/{number}/remove")
    done = [organiser.post(act, {}).status_code for act in acts]
    assert (found, begins, done) == ([404] * 3, [200] * 3, [404] * 2)
