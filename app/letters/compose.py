"""A letter as an e-mail: headers, both texts, the codes for the door, the calendar file."""

import hmac
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO

import segno
from email_validator import EmailNotValidError

from app.calendar_file import calendar_of
from app.config import Settings
from app.languages import reading
from app.letters.gather import Matter
from app.letters.mail_server import MailServer
from app.letters.phrases import _
from app.letters.sheet import Sheet, sheet_of
from facilitator.mail_address import mail_address
from facilitator.models import Letter
from facilitator.plain_text import plain_text

_UNNAMED = "Medvirk"


def compose(settings: Settings, matter: Matter, mail_server: MailServer) -> EmailMessage:
    """The e-mail that tells ``matter``; needs an application context.

    Raises:
        EmailNotValidError: the person's address is none.
    """
    message = draft(matter)
    sender = mail_server.sender
    name = mail_server.sender_name or _line(matter.meeting.host) or _UNNAMED
    message["From"] = Address(name, addr_spec=sender)
    message["Date"] = format_datetime(matter.now)
    # The same for every try, so that a letter that arrives twice is known to be the same.
    message["Message-ID"] = message_id(settings.secret_key, matter.letter, sender)
    return message


def draft(matter: Matter) -> EmailMessage:
    """The same without who sends it, for an organiser's own mail program.

    Raises:
        EmailNotValidError: the person's address is none.
    """
    sheet = sheet_of(matter)
    message = EmailMessage(policy=SMTP)
    message["To"] = _address(matter.name, matter.recipient)
    message["Subject"] = _line(sheet.subject)
    message["Auto-Submitted"] = "auto-generated"
    for address in _answers_to(matter.contact):
        message["Reply-To"] = address
    message.set_content(sheet.plain, cte="quoted-printable")
    message.add_alternative(sheet.html, subtype="html", cte="quoted-printable")
    _add_codes(message, sheet)
    if sheet.calendar:
        message.add_attachment(
            _calendar(matter, sheet),
            subtype="calendar",
            cte="base64",
            filename=f"{matter.meeting.code}.ics",
            params={"method": "PUBLISH"},
        )
    message["Content-Language"] = matter.language
    return message


def file_of(message: EmailMessage) -> bytes:
    """``message`` as mail programs keep it."""
    (to,) = message["To"].addresses
    return message.as_bytes(policy=SMTP if to.addr_spec.isascii() else SMTPUTF8)


def message_id(secret: str, letter: Letter, sender: str) -> str:
    """What tells the letter from all others, on this installation and elsewhere."""
    claim = f"medvirk letter\n{letter.meeting_id}\n{letter.id}\n{letter.created_at.isoformat()}"
    digest = hmac.digest(secret.encode(), claim.encode(), sha256).hex()[:24]
    return f"<letter-{letter.id}-{digest}@{sender.rpartition('@')[2]}>"


def _address(name: str, email: str) -> Address:
    found = mail_address(email)
    return Address(_line(name), username=found.local_part, domain=found.ascii_domain)


def _answers_to(contact: str) -> Sequence[Address]:
    try:
        return [_address("", contact)]
    except EmailNotValidError:
        return []


def _line(text: str) -> str:
    return " ".join(plain_text(text).split())


def _add_codes(message: EmailMessage, sheet: Sheet) -> None:
    _plain, page = message.iter_parts()
    for badge in sheet.badges:
        picture = BytesIO()
        segno.make(badge.address, error="m", micro=False).save(
            picture, kind="png", scale=6, border=3
        )
        page.add_related(
            picture.getvalue(), "image", "png", cid=f"<{badge.picture}>", disposition="inline"
        )


def _calendar(matter: Matter, sheet: Sheet) -> str:
    """The meeting for one's calendar; what others see there opens nobody's registration."""
    seat = sheet.seats[0] if len(sheet.seats) == 1 else ""
    with reading(matter.language):
        words = _(
            "Du kan endre påmeldingen eller melde deg av med lenka som du fikk fra arrangøren."
        )
    return calendar_of(
        matter.meeting,
        matter.plan,
        link=matter.signup,
        words=" ".join(filter(None, (seat, words))),
        now=matter.now,
    ).decode()
