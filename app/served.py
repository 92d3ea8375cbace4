"""Remembers where the last server listened, so that commands print links that lead to it."""

import json
from dataclasses import replace
from pathlib import Path

from app.config import Settings

_FILE = "served-at.json"


def remember(settings: Settings) -> None:
    """Keep the address that a server of ``settings`` listens at."""
    file = settings.data / _FILE
    fresh = file.with_name(f"{_FILE}.new")
    fresh.write_text(json.dumps({"host": settings.host, "port": settings.port}))
    fresh.replace(file)


def last_served(settings: Settings) -> Settings:
    """``settings`` with the address of the last server, or as they are when none was started."""
    try:
        found = json.loads(Path(settings.data / _FILE).read_text())
        return replace(settings, host=str(found["host"]), port=int(found["port"]))
    except (OSError, ValueError, KeyError, TypeError):
        return settings
