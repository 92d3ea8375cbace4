"""Sends the letters that are due, in the background; several servers share the work.

It never holds a transaction while it talks to the mail server: letters are claimed in one, drawn
from what is stored then, handed in, and marked in another. A server that dies in between leaves
at most one letter that is sent a second time, with the same ``Message-ID``.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

from email_validator import EmailNotValidError
from flask import Flask

from app.config import Settings
from app.database import Database
from app.letters.compose import compose
from app.letters.gather import gather
from app.letters.mail_server import MailServer
from app.letters.post import Away, Later, Post, Rejected
from facilitator import changes
from facilitator.changes import Change
from facilitator.models import Letter
from facilitator.registration.post import outbox

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two looks at what is due, for letters that wait or that others have written."""
NAP = 0.25
"""Seconds between two looks at whether something was written here."""


class Postman:
    """Sends letters until it is told to stop.

    Args:
        clock: gives the present as aware UTC.
        sleep: waits for some seconds and lets others work.
    """

    def __init__(
        self,
        app: Flask,
        settings: Settings,
        database: Database,
        mail_server: MailServer,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._app = app
        self._settings = settings
        self._database = database
        self._mail_server = mail_server
        self._clock = clock
        self._sleep = sleep
        self._woken = True
        self._busy = False
        self._stopping = False

    def heed(self, committed: Sequence[Change]) -> None:
        """Look soon, when what was committed may have letters in it."""
        if any(changes.REGISTRATIONS in change.subjects for change in committed):
            self._woken = True

    def run(self) -> None:
        """Send letters as they become due, until ``stop``."""
        look_at = 0.0
        while not self._stopping:
            if self._woken or monotonic() >= look_at:
                self._woken = False
                self._busy = True
                try:
                    self.round()
                except Exception:
                    log.exception("letters could not be sent")
                finally:
                    self._busy = False
                look_at = monotonic() + EVERY
            self._sleep(NAP)

    def stop(self, patience: float = 10.0) -> None:
        """Begin no further letter, and wait for the one in hand, at most ``patience`` seconds."""
        self._stopping = True
        given_up_at = monotonic() + patience
        while self._busy and monotonic() < given_up_at:
            self._sleep(0.05)

    def round(self) -> None:
        """Send all that is due now."""
        while not self._stopping:
            now = self._clock()
            with self._database.reading() as db:
                if not outbox.due(db, now):
                    return
            with self._database.writing() as db:
                letters = outbox.claim(db, now)
            self._deliver(letters, now)

    def _deliver(self, letters: Sequence[Letter], claimed_at: datetime) -> None:
        """Send claimed letters by one connection, and note of each what became of it."""
        with Post(self._mail_server) as post:
            for number, letter in enumerate(letters):
                # What takes so long that another server might begin with them is left to it.
                if self._stopping or self._clock() - claimed_at > outbox.LEASE / 2:
                    with self._database.writing() as db:
                        outbox.give_back(db, letters[number:], self._clock())
                    return
                try:
                    self._send(post, letter)
                except Away as away:
                    log.warning("the mail server takes no letters: %s", away)
                    self._postpone(letters[number:], str(away))
                    return

    def _send(self, post: Post, letter: Letter) -> None:
        try:
            with self._database.reading() as db:
                matter = gather(db, self._settings, letter, self._clock())
            if matter is None:
                with self._database.writing() as db:
                    outbox.dropped(db, letter)
                return
            with self._app.app_context():
                message = compose(self._settings, matter, self._mail_server)
            post.send(message)
        except (Rejected, EmailNotValidError) as refused:
            with self._database.writing() as db:
                outbox.refused(db, letter, str(refused))
        except Away:
            raise
        except Later as later:
            self._postpone([letter], str(later))
        except Exception as error:
            # The letters after it are sent all the same.
            log.exception("letter %s could not be written", letter.id)
            self._postpone([letter], type(error).__name__)
        else:
            with self._database.writing() as db:
                outbox.sent(db, letter, self._clock())

    def _postpone(self, letters: Sequence[Letter], why: str) -> None:
        with self._database.writing() as db:
            for letter in letters:
                outbox.postponed(db, letter, why, self._clock())
