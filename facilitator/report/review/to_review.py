"""What an organiser looks at before others may read it: every text that they would be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.answers import THEME
from facilitator.exercises.kind import Kind
from facilitator.models import Contribution, Review, Table, Theme, TitleReview
from facilitator.overview import Shown, exercises_of
from facilitator.report.edition import Decision, decided, stands
from facilitator.report.review.marks import Mark, Sign, marks_in
from facilitator.themes.titles import ELLIPSIS, title_from
from facilitator.words import N_

TITLE: Mapping[str, str] = {"title": N_("Tittel på tema")}
"""What people write in a theme: its only field, and what that is called."""


@dataclass(frozen=True)
class Text:
    """What was written in one contribution, or the title of a theme.

    Args:
        id: the contribution's, or ``theme/7``.
        number: the contribution's; None for a theme.
        table: the number of the table that said it; None for a theme.
        revision: that of the words as they are now.
        called: what each field of ``words`` is called, in bokmål.
        words: what was written, by the field.
        decision: None while nobody has looked at the words as they are now.
        instead: what stands in the place of ``words`` when they were redacted.
        changed: it was decided once, but the words have changed since.
        echo: it is a title in the words of a contribution that is not told, or not told so.
    """

    id: str
    number: int | None
    table: int | None
    exercise: Shown
    revision: int
    called: Mapping[str, str]
    words: Mapping[str, str]
    decision: Decision | None
    instead: Mapping[str, str]
    changed: bool
    echo: bool = False

    def marks(self, language: str, places: frozenset[str]) -> Mapping[str, Sequence[Mark]]:
        """The marks of each field; see ``marks_in``."""
        if self.echo:
            return {field: (Mark(0, len(words), Sign.ECHO),) for field, words in self.words.items()}
        return {field: marks_in(words, language, places) for field, words in self.words.items()}

    def marked(self, language: str, places: frozenset[str]) -> bool:
        """Whether any of it has a mark."""
        return any(self.marks(language, places).values())


def texts(db: Session, meeting_id: int) -> tuple[Text, ...]:
    """All texts that the shared edition could tell, in the order of the programme and by number.

    Titles of themes come first in each exercise. Takes three queries.
    """
    found: list[Text] = []
    themes = _themes(db, meeting_id)
    everything = _contributions(db, meeting_id)
    for exercise in exercises_of(db, meeting_id):
        said = everything.get(exercise.id, ())
        hushed = [one for one, _table, review in said if not _told_as_it_is(one, review)]
        taken = {title_from(exercise.kind, one.body) for one in hushed}
        for theme, title_review in themes.get(exercise.id, ()):
            own = (one for one in hushed if one.theme_id == theme.id)
            echo = theme.title in taken or any(echoes(theme, exercise.kind, one) for one in own)
            found.append(_title(exercise, theme, title_review, echo))
        for one, table, review in said:
            if stands(one) and exercise.kind.written(one.body):
                found.append(_text(exercise, one, table, review))
    return tuple(found)


def left_to_review(db: Session, meeting_id: int) -> int:
    """How many texts nobody has looked at; the shared edition goes without them."""
    return sum(one.decision is None for one in texts(db, meeting_id))


def echoes(theme: Theme, kind: Kind, one: Contribution) -> bool:
    """Whether the title of ``theme`` may be the words of ``one``, which it joins or has joined.

    A theme without a title of its own takes one of its first contribution, and keeps it when that
    goes elsewhere.
    """
    if theme.title == title_from(kind, one.body):
        return True
    if one.theme_id != theme.id:
        return False
    said = " ".join(" ".join(kind.written(one.body).values()).split()).casefold()
    return " ".join(theme.title.removesuffix(ELLIPSIS).split()).casefold() in said


def _told_as_it_is(one: Contribution, review: Review | None) -> bool:
    """Whether its words are told, or may be as far as anybody has looked."""
    return stands(one) and decided(review, one.revision) in (None, Decision.KEEP)


def _contributions(
    db: Session, meeting_id: int
) -> Mapping[int, Sequence[tuple[Contribution, int, Review | None]]]:
    query = (
        select(Contribution, Table.number, Review)
        .join(Table, Table.id == Contribution.table_id)
        .outerjoin(Review, Review.contribution_id == Contribution.id)
        .where(Contribution.meeting_id == meeting_id)
        .order_by(Contribution.number)
    )
    found: dict[int, list[tuple[Contribution, int, Review | None]]] = {}
    for one, table, review in db.execute(query):
        found.setdefault(one.exercise_id, []).append((one, table, review))
    return found


def _themes(
    db: Session, meeting_id: int
) -> Mapping[int, Sequence[tuple[Theme, TitleReview | None]]]:
    query = (
        select(Theme, TitleReview)
        .outerjoin(TitleReview, TitleReview.theme_id == Theme.id)
        .where(Theme.meeting_id == meeting_id, Theme.dissolved_at.is_(None))
        .order_by(Theme.shelf, Theme.position, Theme.id)
    )
    found: dict[int, list[tuple[Theme, TitleReview | None]]] = {}
    for theme, review in db.execute(query):
        found.setdefault(theme.exercise_id, []).append((theme, review))
    return found


def _text(exercise: Shown, one: Contribution, table: int, review: Review | None) -> Text:
    kind = exercise.kind
    decision = decided(review, one.revision)
    return Text(
        id=one.id,
        number=one.number,
        table=table,
        exercise=exercise,
        revision=one.revision,
        called=kind.written_in,
        words=kind.written(one.body),
        decision=decision,
        instead=kind.written(review.body) if review and decision is Decision.REDACT else {},
        changed=review is not None and decision is None,
    )


def _title(exercise: Shown, theme: Theme, review: TitleReview | None, echo: bool) -> Text:
    decision = decided(review, theme.revision)
    return Text(
        id=f"{THEME}{theme.id}",
        number=None,
        table=None,
        exercise=exercise,
        revision=theme.revision,
        called=TITLE,
        words={"title": theme.title},
        decision=decision,
        instead={"title": review.title} if review and decision is Decision.REDACT else {},
        changed=review is not None and decision is None,
        echo=echo,
    )
