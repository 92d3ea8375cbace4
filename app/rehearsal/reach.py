"""How the players reach the server: from this machine, past any proxy."""

import contextlib
from http.client import HTTPConnection, HTTPException

from app.config import Settings

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}
_PATIENCE = 5.0


def reach(settings: Settings) -> tuple[str, int, str]:
    """The host, the port and the address of the server that ``settings`` name."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    shown = f"[{host}]" if ":" in host else host
    return host, settings.port, f"http://{shown}:{settings.port}"


def serves(settings: Settings, code: str) -> bool:
    """Whether a server answers there that has the meeting called ``code``."""
    host, port, _url = reach(settings)
    line = HTTPConnection(host, port, timeout=_PATIENCE)
    with contextlib.closing(line):
        try:
            line.request("GET", f"/j/{code}")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
