"""Hands letters in at the mail server, and tells what passes from what lasts."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from types import TracebackType
from typing import Self

from app.letters.mail_server import MailServer

TIMEOUT = 20.0
"""Seconds after which a server that says nothing is given up."""


class NotSent(Exception):
    """The mail server did not take a letter; the text is what it said."""


class Rejected(NotSent):
    """It will never take it."""


class Later(NotSent):
    """It may take it another time."""


class Away(Later):
    """It takes no letters at all now."""


class Post:
    """One connection to the mail server, made when the first letter is handed in."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, message: EmailMessage) -> None:
        """Hand ``message`` in for the one that it is to.

        Raises:
            Rejected, Later, Away: it was not taken.
        """
        (to,) = message["To"].addresses
        connection = self.connect()
        try:
            connection.send_message(message, self._server.sender, [to.addr_spec])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise _sorted(code, said) from None
        except smtplib.SMTPDataError as error:
            raise _sorted(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPNotSupportedError as error:
            raise Rejected(str(error)) from None
        except smtplib.SMTPResponseException as error:
            # It dislikes the sender, which is the same for all letters.
            raise Away(_said(error.smtp_code, error.smtp_error)) from None
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Later(_why(error)) from None

    def connect(self) -> smtplib.SMTP:
        """The connection, made and let in now if need be.

        Raises:
            Away: the server does not answer, or does not let us in.
        """
        if self._connection is None or self._connection.sock is None:
            try:
                self._connection = self._connected()
                self._let_in(self._connection)
            except smtplib.SMTPResponseException as error:
                self._hang_up()
                raise Away(_said(error.smtp_code, error.smtp_error)) from None
            except (smtplib.SMTPException, OSError) as error:
                self._hang_up()
                raise Away(_why(error)) from None
        return self._connection

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)

    def _let_in(self, connection: smtplib.SMTP) -> None:
        server = self._server
        connection.ehlo()
        offered = connection.has_extn("starttls")
        if not server.tls and (server.starttls or (server.starttls is None and offered)):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
        if server.user:
            connection.login(server.user, server.password)

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()
            connection.close()


def _sorted(code: int, said: bytes | str) -> NotSent:
    return (Rejected if 500 <= code < 600 else Later)(_said(code, said))


def _said(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(f"{code} {text}".split())


def _why(error: Exception) -> str:
    strerror = getattr(error, "strerror", None)
    return str(strerror or error or type(error).__name__)
