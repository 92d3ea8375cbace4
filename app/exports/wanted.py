"""Which file somebody wants, and a key that changes with everything that stands in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Settings
from app.exports.formats import Format
from facilitator.models import Contribution, Meeting, Report, Review
from facilitator.report.edition import Edition


@dataclass(frozen=True)
class Wanted:
    """One file of one meeting as it is now.

    Args:
        format: the format's name.
        key: the same for the same file, another one as soon as anything in it changes. It begins
            with ``shelf_of``, so it is known whose it is.
    """

    meeting_id: int
    format: str
    edition: Edition
    key: str


def wanted(
    db: Session, settings: Settings, meeting: Meeting, one: Format, edition: Edition
) -> Wanted:
    """The file of ``meeting`` in the format ``one``, as it is now."""
    says = json.dumps(list(_depends_on(db, settings, meeting, edition)), default=str)
    digest = sha256(says.encode()).hexdigest()[:32]
    shelf = shelf_of(meeting.id, one, edition)
    return Wanted(meeting.id, one.name, edition, f"{shelf}{meeting.version}-{digest}")


def shelf_of(meeting_id: int, one: Format, edition: Edition) -> str:
    """What the keys of all files begin with that are the same but for what is told in them."""
    return f"{meeting_id}.{one.name}.{edition}."


def told_by(key: str) -> tuple[int, int]:
    """Of a key, the meeting's id and the version of it that the file tells of."""
    meeting_id, _format, _edition, rest = key.split(".")
    return int(meeting_id), int(rest.partition("-")[0])


def _depends_on(
    db: Session, settings: Settings, meeting: Meeting, edition: Edition
) -> Iterator[object]:
    """Everything that a file depends on, by its versions."""
    yield version("medvirk")
    # Links lead to where the installation is reached.
    yield settings.public_url, settings.host, settings.port
    # An id may have been another meeting's.
    yield meeting.code, meeting.created_at
    # Raised with everything that is said and done, with the programme, the invitation, and with
    # those who register and come.
    yield meeting.version
    report = db.get(Report, meeting.id)
    if report is not None:
        yield report.revision, report.published_at, report.published_edition
    if edition is Edition.SHARED:
        yield from _reviews(db, meeting.id)


def _reviews(db: Session, meeting_id: int) -> Iterator[object]:
    query = (
        select(Review.contribution_id, Review.decision, Review.revision, Review.decided_at)
        .join(Contribution, Contribution.id == Review.contribution_id)
        .where(Contribution.meeting_id == meeting_id)
        .order_by(Review.contribution_id)
    )
    for row in db.execute(query):
        yield tuple(row)
