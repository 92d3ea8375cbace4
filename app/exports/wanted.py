"""Which file somebody wants, and a key that changes with everything that stands in it."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from app.config import Settings
from app.exports.formats import Format, module_of
from facilitator.models import Meeting
from facilitator.report.edition import Edition

_REST = re.compile(r"\d+-[0-9a-f]{32}")


@dataclass(frozen=True)
class Wanted:
    """One file of one meeting as it is now.

    Args:
        module: has the file's format.
        key: the same for the same file, another one as soon as anything in it changes.
    """

    meeting_id: int
    module: str
    edition: Edition
    key: str


def wanted(settings: Settings, meeting: Meeting, one: Format, edition: Edition) -> Wanted:
    """The file of ``meeting`` in the format ``one``, as it is now."""
    # Whatever a file tells, each change of it raises the meeting's version; an id may have been
    # another meeting's; and links lead to where the installation is reached.
    parts = (
        version("medvirk"),
        (meeting.code, meeting.created_at.isoformat(), meeting.version),
        (settings.public_url, settings.host, settings.port),
    )
    digest = sha256(json.dumps(parts).encode()).hexdigest()[:32]
    key = f"{_beginning(meeting.id, one, edition)}{meeting.version}-{digest}"
    return Wanted(meeting.id, module_of(one), edition, key)


def is_of(key: str, meeting: Meeting, one: Format, edition: Edition) -> bool:
    """Whether ``key``, which somebody sent, is of a file of this meeting, format and edition."""
    beginning = _beginning(meeting.id, one, edition)
    return key.startswith(beginning) and _REST.fullmatch(key.removeprefix(beginning)) is not None


def told_by(key: str) -> tuple[int, int]:
    """Of a key, the meeting's id and the version of it that the file tells of."""
    meeting_id, _format, _edition, rest = key.split(".")
    return int(meeting_id), int(rest.partition("-")[0])


def _beginning(meeting_id: int, one: Format, edition: Edition) -> str:
    """What the keys of all files have in common that differ only in what they tell."""
    return f"{meeting_id}.{one.name}.{edition}."
