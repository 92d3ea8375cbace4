"""Who sets more space between lines, letters and words still reads everything (WCAG 1.4.12)."""

import pytest

from facilitator.models import Invitation, Meeting
from tests.browser.axe import too_wide
from tests.browser.house import Sample
from tests.browser.room import CONSOLE, PHONE, Room
from tests.factories import make_registration

_SPACED = """* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""

# What only screen readers read is one pixel large; what a list holds can be scrolled to.
_CUT_OFF = """() => Array.from(document.querySelectorAll('body *'))
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .filter((element) => !element.closest('svg') && element.innerText?.trim())
  .filter((element) => element.clientWidth > 1 && element.clientHeight > 1)
  .filter((element) => {
    const {overflowX, overflowY} = getComputedStyle(element);
    const cuts = (way) => way === 'hidden' || way === 'clip';
    return (cuts(overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (cuts(overflowY) && element.scrollHeight > element.clientHeight + 1);
  })
  .map((element) => element.innerText.trim().slice(0, 60))"""


@pytest.mark.parametrize("size", [PHONE, CONSOLE])
def test_with_more_space_in_the_text_nothing_is_cut_off(
    room: Room, sample: Sample, size: tuple[int, int]
) -> None:
    house, code = sample.house, sample.meeting.code
    with house.database.writing() as db:
        make_registration(db, db.get_one(Meeting, sample.meeting.id), now=house.now)
        db.get_one(Invitation, sample.meeting.id).contact = "post@kommune.example"
    organise = f"{house.origin}/organise/{code}"
    pages = (
        sample.join,
        f"{sample.join}/3",
        f"{house.origin}/m/{code}",
        f"{house.origin}/m/{code}/register",
        sample.door,
        sample.console,
        house.entry,
        organise,
        f"{organise}/registrations",
        f"{organise}/letters",
        f"{organise}/seating",
        f"{organise}/afterwards",
        f"{organise}/report",
    )
    page = room.page(room.device(size, bypass_csp=True), pages[0])
    found = []
    for address in pages:
        page.goto(address)
        page.add_style_tag(content=_SPACED)
        path = page.url.removeprefix(house.origin)
        found += [f"{path}: {text}" for text in page.evaluate(_CUT_OFF)]
        found += [f"{path} is too wide"] if too_wide(page) > 0 else []
    assert found == []
