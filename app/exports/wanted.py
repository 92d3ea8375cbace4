"""Which file somebody wants, and a key that changes with everything that stands in it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from app.config import Settings
from app.exports.formats import Format, module_of
from facilitator.models import Meeting
from facilitator.report.edition import Edition

_REST = re.compile(r"\d+(_\d+)*-[0-9a-f]{32}")


@dataclass(frozen=True)
class Wanted:
    """One file as it is now.

    Args:
        meeting_ids: the meeting's, or those of all that are compared.
        module: has the file's format.
        key: the same for the same file, another one as soon as anything in it changes.
    """

    meeting_ids: Sequence[int]
    module: str
    edition: Edition
    key: str


def wanted(
    settings: Settings,
    meeting: Meeting,
    one: Format,
    edition: Edition,
    others: Sequence[Meeting] = (),
) -> Wanted:
    """The file of ``meeting`` in the format ``one``, as it is now.

    Args:
        others: the meetings that stand beside it, where several are compared.
    """
    every = (meeting, *others)
    # Whatever a file tells, each change of it raises the meeting's version; an id may have been
    # another meeting's; and links lead to where the installation is reached. Behind a proxy that is
    # the same for all its server processes, whatever each of them listens at.
    parts = (
        version("medvirk"),
        [(each.code, each.created_at.isoformat(), each.version) for each in every],
        settings.public_url or (settings.host, settings.port),
    )
    digest = sha256(json.dumps(parts).encode()).hexdigest()[:32]
    ids = tuple(each.id for each in every)
    versions = _joined([each.version for each in every])
    key = f"{_beginning(ids, one, edition)}{versions}-{digest}"
    return Wanted(ids, module_of(one), edition, key)


def is_of(
    key: str, meeting: Meeting, one: Format, edition: Edition, others: Sequence[Meeting] = ()
) -> bool:
    """Whether ``key``, which somebody sent, is of such a file as ``wanted`` has."""
    beginning = _beginning([each.id for each in (meeting, *others)], one, edition)
    return key.startswith(beginning) and _REST.fullmatch(key.removeprefix(beginning)) is not None


def told_by(key: str) -> Mapping[int, int]:
    """Of a key, the ids of the meetings that the file tells of, each with the version of it."""
    ids, _format, _edition, rest = key.split(".")
    numbers = (map(int, one.split("_")) for one in (ids, rest.partition("-")[0]))
    return dict(zip(*numbers, strict=True))


def _beginning(meeting_ids: Sequence[int], one: Format, edition: Edition) -> str:
    """What the keys of all files have in common that differ only in what they tell."""
    return f"{_joined(meeting_ids)}.{one.name}.{edition}."


def _joined(numbers: Sequence[int]) -> str:
    return "_".join(map(str, numbers))
