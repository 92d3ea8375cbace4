"""A meeting's own page: the steps before and after it, links, and whether phones get through."""

from dataclasses import dataclass

from markupsafe import Markup

from app import medvirk
from app.access import Access, Role, make_key
from app.addresses import base_urls, hosts, qr_of
from app.config import is_loopback
from app.links import links_of
from app.live.protocol import Audience
from app.pages.organise.frame import blueprint, found
from app.pages.organise.steps import steps_of
from app.pages.organise.taken_home import afterwards
from app.screens import show as show_screen
from facilitator.programme.rows import plan_of
from facilitator.registration import times


@dataclass(frozen=True)
class Address:
    """One way for phones to reach this machine."""

    base: str
    href: str
    qr: Markup


@blueprint.get("/<code>")
def show(code: str) -> str:
    """Everything that the organiser hands out; the box about phones is live."""
    parts = medvirk()
    settings = parts.settings
    with parts.database.reading() as db:
        meeting = found(db, code)
        over = times.is_over(db, meeting, plan_of(db, meeting), parts.clock())
        steps = (
            list(afterwards.steps_of(db, meeting).values())
            if over and not meeting.rehearsal
            else steps_of(db, meeting, parts.clock())
        )
    access = Access(Role.CONSOLE, meeting.id, meeting.code, generation=meeting.console_generation)
    return show_screen(
        "organise/meeting.html",
        Audience.CONSOLE,
        access,
        make_key(settings.secret_key, meeting, Role.CONSOLE),
        full=links_of(settings, meeting),
        addresses=[
            Address(base, href, qr_of(href))
            for base in base_urls(settings)
            for href in [f"{base}/j/{meeting.code}"]
        ],
        qr_of=qr_of,
        alone=not settings.public_url and all(is_loopback(host) for host in hosts(settings)),
        public_url=settings.public_url,
        meeting=meeting,
        over=over,
        steps=steps,
    )
