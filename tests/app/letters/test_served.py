"""The real server with a real mail server: over TLS, with a password, soon after the commit."""

import re
import urllib.request
from datetime import UTC, datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from babel.dates import format_date

from app.links import entry_link
from facilitator import organisers
from tests.app.letters.mailbox import Mailbox, trusted_in
from tests.app.live.hall import Hall
from tests.app.pages.organiser import path_of
from tests.factories import make_item, make_meeting, make_registration


def test_the_server_sends_what_was_written_before_it_started_and_what_is_written_while_it_runs(
    tmp_path: Path,
) -> None:
    mailbox = Mailbox()
    hall = Hall(
        tmp_path,
        {
            "SMTP_URL": f"smtp://medvirk:hemmelig@localhost:{mailbox.port}/?from=post@kommune.no",
            "SSL_CERT_FILE": str(trusted_in(tmp_path)),
        },
    )
    now = datetime.now(UTC)
    with hall.database.writing() as db:
        meeting = make_meeting(db, date=(now + timedelta(days=9)).date())
        make_item(db, meeting)
        make_registration(db, meeting, now=now, name="Kari", email="kari@eksempel.no")
        # The day that people were promised is in five days.
        over = make_meeting(db, title="I fjor", date=(now - timedelta(days=25)).date())
        make_item(db, over)
        make_registration(db, over, now=now - timedelta(days=30), email="")
        organisers.describe(db, organisers.first(db), name="Per Voll", email="per@kommune.no")
        enter = path_of(entry_link(hall.settings, organisers.first(db)))
    with mailbox.open(password="hemmelig"):
        try:
            hall.start()
            mailbox.wait_for(2)
            cookies = urllib.request.HTTPCookieProcessor(CookieJar())
            browser = urllib.request.build_opener(cookies)
            read(browser, f"{hall.url}{enter}")
            page = f"{hall.url}/organise/{meeting.code}/letters"
            token = re.search(r'name="csrf_token" value="([^"]+)"', read(browser, page))
            assert token
            form = {"csrf_token": token[1], "subject": "Husk", "text": "Innesko.", "form": "a"}
            read(browser, f"{page}/message", urlencode(form).encode())
            mailbox.wait_for(3)
            assert hall.stop() == 0
        finally:
            hall.close()
    day = (now + timedelta(days=5)).date()
    deleted_on = format_date(day, "EEEE d. MMMM y", locale="nb")
    assert (sorted(mailbox.subjects), mailbox.secured) == (
        [
            "kari@eksempel.no: Du har plass: Kommune 3.0",
            "kari@eksempel.no: Husk",
            f"per@kommune.no: Påmeldingene til «I fjor» slettes {deleted_on}",
        ],
        [True] * 3,
    )
    assert ("Traceback" in hall.log(), "kari@" in hall.log()) == (False, False)


def read(browser: urllib.request.OpenerDirector, address: str, form: bytes | None = None) -> str:
    """The page at ``address``, or what answers a form."""
    with browser.open(address, form) as answer:
        text: str = answer.read().decode()
    return text
