"""The titles of themes: one that has none of its own takes words of a contribution.

When those words are redacted, they go from titles too, earlier ones that could be undone included.
"""

from collections.abc import Collection, Mapping
from textwrap import shorten
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.exercises import kind_of
from facilitator.exercises.kind import Kind
from facilitator.models import Act, Exercise, Theme

TITLE_MOST = 140
"""The longest title, in characters."""
_TAKEN_MOST = 60
"""The longest title that is taken from a contribution, in characters."""
ELLIPSIS = " …"
"""What stands after words that were cut."""
_TITLES = ("title", "after")
"""Where the log of a new title has what it was and what it became."""


def title_from(kind: Kind, body: Mapping[str, Any]) -> str:
    """The title that a theme takes from ``body``, on one line; empty when it has no words."""
    words = " ".join(kind.gist(body).split())
    short = shorten(words, _TAKEN_MOST, placeholder=ELLIPSIS)
    return words[:_TAKEN_MOST] if short == ELLIPSIS.strip() else short


def redact(
    db: Session, exercise: Exercise, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Collection[int]:
    """Put the words of ``after`` in titles that have those of ``before``, also in what was logged.

    Args:
        before: the body of a contribution to ``exercise`` until now, of which no word stays.

    Returns:
        The ids of the themes that are called otherwise now.
    """
    kind = kind_of(exercise.kind)
    old, new = title_from(kind, before), title_from(kind, after)
    if not old or old == new:
        return ()

    def without(title: str) -> str:
        for words in (old, old.removesuffix(ELLIPSIS)):
            if words in title:
                return title.replace(words, new)[:TITLE_MOST]
        return title

    renamed = []
    for theme in db.scalars(select(Theme).where(Theme.exercise_id == exercise.id)):
        if without(theme.title) != theme.title:
            theme.title = without(theme.title)
            theme.revision += 1
            renamed.append(theme.id)
    logged = select(Act).where(Act.exercise_id == exercise.id, Act.act == "rename")
    for act in db.scalars(logged):
        titles = {name: without(act.before[name]) for name in _TITLES if name in act.before}
        act.before = {**act.before, **titles}
    return renamed
