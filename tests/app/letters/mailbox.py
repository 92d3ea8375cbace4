"""A real SMTP server that keeps what it is handed, and answers as a test says."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from threading import Condition
from typing import Any, cast

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from app.letters.mail_server import MailServer
from tests.services import free_port

PATIENCE = 20.0
SENDER = "post@kommune.example"


@cache
def _authority() -> trustme.CA:
    """Vouches for the mail servers of one run of the tests."""
    return trustme.CA()


def trusted_in(folder: Path) -> Path:
    """A file in ``folder`` for ``SSL_CERT_FILE``: with it the mail servers here are trusted."""
    path = folder / "authority.pem"
    _authority().cert_pem.write_to_path(str(path))
    return path


@dataclass
class Mailbox:
    """What a mail server got, and what it will answer."""

    port: int = field(default_factory=free_port)
    got: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    """For each letter, whether it came over an encrypted connection."""
    answers: dict[str, str] = field(default_factory=dict)
    """What is said to a recipient instead of yes."""
    answers_to_letters: list[str] = field(default_factory=list)
    """What is said to the next letters instead of yes, the first one first."""

    user: str = ""
    password: str = ""
    """What those who hand letters in say."""

    def __post_init__(self) -> None:
        self._news = Condition()

    @property
    def server(self) -> MailServer:
        """How it is reached."""
        return MailServer("127.0.0.1", self.port, False, None, self.user, self.password, SENDER)

    @property
    def subjects(self) -> list[str]:
        """What the letters are about, in the order of their recipients."""
        pairs = sorted(zip(self.recipients, self.got, strict=True), key=lambda pair: pair[0])
        return [f"{recipient}: {message['Subject']}" for recipient, message in pairs]

    def wait_for(self, count: int) -> None:
        """Wait until so many letters have come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.got) >= count, PATIENCE), self.subjects

    @contextmanager
    def open(self, *, password: str = "", **options: Any) -> Iterator["Mailbox"]:
        """Take letters for the length of the block; with a password only encrypted."""
        if password:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            _authority().issue_cert("localhost", "127.0.0.1").configure_cert(context)
            options |= {
                "tls_context": context,
                "auth_required": True,
                "auth_require_tls": True,
                "authenticator": lambda *given: AuthResult(
                    success=cast(LoginPassword, given[-1]).password == password.encode(),
                    handled=False,
                ),
            }
        controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()

    async def handle_RCPT(  # noqa: N802 (the library's name)
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Answer to a recipient."""
        answer = self.answers.get(address)
        if answer is not None:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (the library's name)
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Answer to a letter."""
        if self.answers_to_letters:
            return self.answers_to_letters.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        with self._news:
            self.recipients += envelope.rcpt_tos
            self.secured.append(session.ssl is not None)
            self.got.append(message_from_bytes(content, policy=policy.default))
            self._news.notify_all()
        return "250 OK"
