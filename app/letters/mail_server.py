"""Where letters are handed in: reads ``SMTP_URL``."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from email_validator import EmailNotValidError

from facilitator.errors import Invalid
from facilitator.mail_address import mail_address
from facilitator.plain_text import plain_text

_PORTS = {"smtp": 587, "smtps": 465}
_STARTTLS = {"": None, "on": True, "off": False}


@dataclass(frozen=True)
class MailServer:
    """The server that takes letters, and who they are from.

    Args:
        tls: the connection is encrypted from its first byte.
        starttls: encrypt it before anything is said: True must, False never, None when offered.
        user, password: empty for a server that asks for none.
        sender: the address that letters are from.
        sender_name: what stands beside it; empty for the meeting's host.
    """

    host: str
    port: int
    tls: bool
    starttls: bool | None
    user: str
    password: str
    sender: str
    sender_name: str = ""


def mail_server_of(url: str) -> MailServer | None:
    """The mail server that ``SMTP_URL`` names; None when it is empty.

    ``smtp[s]://user:password@host:port/?from=Name%20<address>&starttls=on|off``; characters that
    mean something in an address are written as ``%40``.

    Raises:
        Invalid: ``smtp_scheme``, ``smtp_host``, ``smtp_port``, ``smtp_starttls``, ``smtp_from``,
            ``smtp_option`` with the ``option``.
    """
    if not url:
        return None
    parts = _split(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    for option in options:
        if option not in ("from", "starttls"):
            raise Invalid("smtp_option", option=option)
    if options.get("starttls", "") not in _STARTTLS:
        raise Invalid("smtp_starttls")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    name, sender = _sender(options.get("from", user))
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        tls=parts.scheme == "smtps",
        starttls=_STARTTLS[options.get("starttls", "")],
        user=user,
        password=password,
        sender=sender,
        sender_name=name,
    )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Invalid("smtp_port") from None
    if parts.scheme not in _PORTS:
        raise Invalid("smtp_scheme")
    if not parts.hostname:
        raise Invalid("smtp_host")
    if port == 0:
        raise Invalid("smtp_port")
    return parts


def _sender(written: str) -> tuple[str, str]:
    """``Name <address>`` or a bare address, as name and address."""
    name, opened, rest = written.rpartition("<")
    address = rest.removesuffix(">") if opened else written
    try:
        found = mail_address(address.strip())
    except EmailNotValidError:
        raise Invalid("smtp_from") from None
    return " ".join(plain_text(name).split()).strip('" '), found.ascii_email or found.normalized
