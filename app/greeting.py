"""What the terminal shows when the server is up: a meeting's links, and the code for the phones."""

from io import StringIO
from random import SystemRandom
from zoneinfo import ZoneInfo

import segno
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import Medvirk
from app.addresses import base_urls, hosts, join_of
from app.config import is_loopback
from app.links import owners_links_of
from app.served import remember
from facilitator import organisers
from facilitator.meetings import listed
from facilitator.models import Meeting, Organiser
from facilitator.samples import ZONE, make_sample

_WIDTH = 13


def greet(parts: Medvirk) -> str:
    """The greeting of a server that has just begun to serve; the sample meeting is made for it
    when there is no meeting yet.
    """
    remember(parts.settings)
    with parts.database.writing() as db:
        meeting = next(iter(listed(db)), None) or _sample(parts, db)
        return "\n".join(_lines(parts, meeting, organisers.first(db)))


def _sample(parts: Medvirk, db: Session) -> Meeting:
    now = parts.clock()
    day = now.astimezone(ZoneInfo(ZONE)).date()
    return make_sample(db, day=day, now=now, choose=SystemRandom())


def _lines(parts: Medvirk, meeting: Meeting, organiser: Organiser) -> list[str]:
    settings = parts.settings
    join, links = join_of(settings, meeting), owners_links_of(settings, meeting, organiser)
    others = base_urls(settings)[1:]
    lines = [
        "",
        f"  Medvirk · {meeting.title} · {join.code_text}",
        "",
        _line(_("Mobil"), links["join"]),
        _line(_("Storskjerm"), links["stage"]),
        _line(_("Møteleder"), links["console"]),
        _line(_("Arrangør"), links["organise"]),
        "",
        _terminal_code(join.href),
    ]
    if others:
        lines += [_("  Når ikke mobilen fram? Prøv en av de andre adressene til denne maskinen:")]
        lines += [f"    {base}/j/{meeting.code}" for base in others]
        lines.append("")
    if not settings.public_url and all(is_loopback(host) for host in hosts(settings)):
        lines += [_("  Denne maskinen er ikke på noe nett. Koble den til salens Wi-Fi først."), ""]
    lines += [_("  Lenkene til møteleder og arrangør er nøkler: del dem bare med dem det gjelder.")]
    lines += [_("  Arrangørlenka virker én gang. En ny får du med: medvirk organiser link")]
    lines += [_("  Stopp med Ctrl+C."), ""]
    return lines


def _line(name: str, link: str) -> str:
    return f"  {name:<{_WIDTH}}{link}"


def _terminal_code(text: str) -> str:
    drawn = StringIO()
    segno.make(text, error="l", micro=False).terminal(drawn, border=2, compact=True)
    return drawn.getvalue()
