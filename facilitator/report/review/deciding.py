"""What an organiser decides about each text before others may read it: keep, redact, leave out.

All functions take ``db`` (in a writing transaction) and lock the meeting first. What is decided is
about the words as somebody saw them: words that change are looked at again.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator import changes
from facilitator.answers import THEME
from facilitator.board import in_room, locked
from facilitator.errors import Invalid, Stale, Unknown
from facilitator.exercises import kind_of
from facilitator.models import Contribution, Exercise, Meeting, Review, Theme, TitleReview
from facilitator.parsing import fields, text
from facilitator.report.edition import Decision, stands, theme_in
from facilitator.report.review.to_review import echoes, texts
from facilitator.themes.titles import TITLE_MOST


def decide(
    db: Session,
    meeting: Meeting,
    *,
    id: str,
    decision: str,
    revision: int,
    seen: str,
    words: Mapping[str, str] | None = None,
    now: datetime,
) -> Decision:
    """Decide about one text. Redacting it to what it says keeps it.

    Args:
        id: the contribution's, or ``theme/7``.
        decision: one of ``Decision``.
        revision: that of the words which were seen.
        seen: the decision that was seen with them, nothing when there was none.
        words: what stands in their place when they are redacted, by field; an empty one is gone.
        now: aware UTC.

    Returns:
        What was decided.

    Raises:
        Unknown: ``unknown_contribution``, ``unknown_theme``.
        Stale: ``stale_review``, when the words have become others; ``stale_decision``, when
            somebody else has decided something else meanwhile.
        Invalid: ``bad_choice``, or the new words are none of this kind (with the ``field``).
    """
    if decision not in list(Decision):
        raise Invalid("bad_choice", field="decision")
    chosen = Decision(decision)
    locked(db, meeting.id)
    if id.startswith(THEME):
        return _decide_title(db, meeting, id, chosen, revision, seen, words or {}, now)
    one = in_room(db, meeting.id, id)
    if not stands(one):
        raise Unknown("unknown_contribution")
    if one.revision != revision:
        raise Stale("stale_review")
    body = _rewritten(db, one, words or {}) if chosen is Decision.REDACT else {}
    if body == one.body:
        chosen, body = Decision.KEEP, {}
    _store(db, id, _decided(id, chosen, one.revision, now, body=body), seen)
    if chosen is not Decision.KEEP:
        _look_again_at_title(db, one)
    changes.touch(db, meeting.id, changes.REPORT)
    return chosen


def keep_unmarked(db: Session, meeting: Meeting, *, places: frozenset[str], now: datetime) -> int:
    """Keep every text without marks that nobody has looked at, in one act.

    Args:
        places: as ``marks_in`` takes them.
        now: aware UTC; ``undo_all`` takes back what was decided at that very time.

    Returns:
        How many were kept.
    """
    locked(db, meeting.id)
    kept = [
        one
        for one in texts(db, meeting.id)
        if one.decision is None and not one.marked(meeting.language, places)
    ]
    for one in kept:
        review = _decided(one.id, Decision.KEEP, one.revision, now)
        # Only what was decided once has a row, and asking for each would take long for thousands.
        if one.changed:
            db.merge(review)
        else:
            db.add(review)
    db.flush()
    if kept:
        changes.touch(db, meeting.id, changes.REPORT)
    return len(kept)


def undo(db: Session, meeting: Meeting, *, id: str) -> None:
    """Forget what was decided about a text, so that it is looked at again.

    Raises:
        Unknown: ``unknown_contribution``, ``unknown_theme``.
    """
    locked(db, meeting.id)
    if id.startswith(THEME):
        _theme(db, meeting, id)
    else:
        in_room(db, meeting.id, id)
    table, key = _review_of(id)
    decided = db.get(table, key)
    if decided is not None:
        db.delete(decided)
        changes.touch(db, meeting.id, changes.REPORT)


def undo_all(db: Session, meeting: Meeting, *, at: datetime) -> None:
    """Forget all that was decided at a certain time, as ``keep_unmarked`` does it.

    Args:
        at: aware UTC.
    """
    locked(db, meeting.id)
    said = select(Contribution.id).where(Contribution.meeting_id == meeting.id)
    themes = select(Theme.id).where(Theme.meeting_id == meeting.id)
    db.execute(delete(Review).where(Review.contribution_id.in_(said), Review.decided_at == at))
    db.execute(
        delete(TitleReview).where(TitleReview.theme_id.in_(themes), TitleReview.decided_at == at)
    )
    changes.touch(db, meeting.id, changes.REPORT)


def _decide_title(
    db: Session,
    meeting: Meeting,
    id: str,
    decision: Decision,
    revision: int,
    seen: str,
    words: Mapping[str, str],
    now: datetime,
) -> Decision:
    theme = _theme(db, meeting, id)
    if theme.revision != revision:
        raise Stale("stale_review")
    title = ""
    if decision is Decision.REDACT:
        new = text(fields(words, ("title",))["title"], "title", most=TITLE_MOST)
        title = " ".join(new.split())
        if title == theme.title:
            decision, title = Decision.KEEP, ""
    _store(db, id, _decided(id, decision, theme.revision, now, title=title), seen)
    changes.touch(db, meeting.id, changes.REPORT)
    return decision


def _rewritten(db: Session, one: Contribution, words: Mapping[str, str]) -> dict[str, Any]:
    """The body with other words, as its kind takes it."""
    exercise = db.get_one(Exercise, one.exercise_id)
    kind = kind_of(exercise.kind)
    new = fields(words, (), tuple(kind.written_in))
    return kind.parse(kind.settings(exercise.settings), kind.rewritten(one.body, new))


def _look_again_at_title(db: Session, one: Contribution) -> None:
    """What is not told of a contribution must not live on as the title of a theme."""
    kind = kind_of(db.get_one(Exercise, one.exercise_id).kind)
    kept = (
        select(Theme, TitleReview)
        .join(TitleReview, TitleReview.theme_id == Theme.id)
        .where(Theme.exercise_id == one.exercise_id, TitleReview.decision == Decision.KEEP)
    )
    for theme, review in db.execute(kept).all():
        if echoes(theme, kind, one):
            db.delete(review)
    db.flush()


def _decided(
    id: str, decision: Decision, revision: int, now: datetime, **instead: Any
) -> Review | TitleReview:
    """What is decided about a text, with what stands ``instead`` of it."""
    table, key = _review_of(id)
    return table(**key, **instead, decision=decision, revision=revision, decided_at=now)


def _store(db: Session, id: str, review: Review | TitleReview, seen: str) -> None:
    """Store ``review``, unless another organiser has decided otherwise since it was ``seen``."""
    table, key = _review_of(id)
    standing = db.get(table, key)
    # A second press on the same button is no disagreement.
    if (
        isinstance(standing, Review | TitleReview)
        and standing.revision == review.revision
        and standing.decision != seen
        and _says(standing) != _says(review)
    ):
        raise Stale("stale_decision")
    db.merge(review)
    db.flush()


def _says(review: Review | TitleReview) -> tuple[str, object]:
    """The decision, and what stands instead of the words."""
    return review.decision, review.body if isinstance(review, Review) else review.title


def _review_of(id: str) -> tuple[type[Review | TitleReview], Mapping[str, Any]]:
    """Where what is decided about a text stands."""
    if id.startswith(THEME):
        return TitleReview, {"theme_id": int(id.removeprefix(THEME))}
    return Review, {"contribution_id": id}


def _theme(db: Session, meeting: Meeting, id: str) -> Theme:
    number = theme_in(id)
    theme = db.get(Theme, number) if number is not None else None
    if theme is None or theme.meeting_id != meeting.id or theme.dissolved_at is not None:
        raise Unknown("unknown_theme")
    return theme
