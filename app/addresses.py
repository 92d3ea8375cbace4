"""Where the installation is reached: what a phone in the hall types, and the code that it scans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from itertools import groupby
from time import monotonic

import ifaddr
import segno
from markupsafe import Markup

from app.config import Settings
from facilitator.meetings import code_text
from facilitator.models import Meeting

_QUIET = 2
"""Light squares around a code, so that phones find its edge."""

# Programs that run containers take these addresses for themselves; a hall's are seldom among them.
_CONTAINERS = ip_network("172.16.0.0/12")

# Every page and every update of the stage asks; a laptop comes to another network now and then.
_HOLD = 5
"""For so many seconds the machine's addresses hold once they were looked at."""


@dataclass(frozen=True)
class Join:
    """How a phone gets in: shown on the stage and on the tables' cards."""

    code_text: str
    """The code with a space where one speaks a pause: ``TRAPP 47``."""
    url: str
    """What one types: the address without ``http://``."""
    href: str
    qr: Markup


def base_urls(settings: Settings) -> tuple[str, ...]:
    """Every address that phones can try, the likeliest first, without a slash at the end."""
    if settings.public_url:
        return (settings.public_url,)
    return tuple(f"http://{host}:{settings.port}" for host in hosts(settings))


def hosts(settings: Settings) -> tuple[str, ...]:
    """The addresses of this machine that the server listens at, without the port."""
    if settings.host in ("0.0.0.0", "::"):
        return _own_addresses(int(monotonic() / _HOLD))
    return (settings.host,)


def join_of(settings: Settings, meeting: Meeting, table: int | None = None, base: str = "") -> Join:
    """How a phone joins ``meeting``, at ``table`` without having to choose it.

    Args:
        base: one of ``base_urls``, empty for the likeliest.
    """
    base = base or base_urls(settings)[0]
    href = f"{base}/j/{meeting.code}" + (f"/{table}" if table else "")
    return Join(code_text(meeting.code), base.partition("://")[2], href, qr_of(href))


@lru_cache(maxsize=512)
def qr_of(text: str) -> Markup:
    """``text`` as a square code: SVG that takes its colour from the text around it."""
    code = segno.make(text, error="m", micro=False)
    rows = list(code.matrix_iter(border=_QUIET))
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    side = len(rows)
    return Markup(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}"'
        ' shape-rendering="crispEdges"><path fill="currentColor" d="{}"/></svg>'
    ).format(side, side, text, path)


def _runs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where the dark stretches of a row begin and how long they are."""
    start = 0
    for dark, stretch in groupby(row):
        length = len(list(stretch))
        if dark:
            yield start, length
        start += length


@lru_cache(maxsize=1)
def _own_addresses(_moment: int) -> tuple[str, ...]:
    found = {
        ip_address(ip.ip)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    }
    outward = [found for found in sorted(found) if not found.is_loopback]
    outward.sort(key=lambda address: (address.is_link_local, address in _CONTAINERS))
    return tuple(str(address) for address in outward) or ("127.0.0.1",)
