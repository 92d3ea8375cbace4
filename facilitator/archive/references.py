"""What values name by a number of this database, within JSON or a text.

It is called otherwise elsewhere. The same functions serve both ways, out of the database and in.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from facilitator.exercises.kind import Kind

Call = Callable[[str, Any], Any]
"""What something is called on the other side: the list that it stands in, what it is called here.

Raises ``KeyError`` for what is not there.
"""
Renamed = Callable[[Any, Call], Any]
_PREFIXES = {"table/": "tables", "theme/": "themes", "exercise/": "exercises"}


def _word(text: str, call: Call) -> str:
    """``table/7`` as it is called on the other side; any other text as it is."""
    for prefix, part in _PREFIXES.items():
        number = text.removeprefix(prefix)
        if number != text and number.isascii() and number.isdigit() and len(number) < 10:
            return f"{prefix}{call(part, int(number))}"
    return text


def _words(texts: Iterable[str], call: Call) -> dict[str, str]:
    """What ``texts`` are called on the other side, without those that are gone."""
    called = {}
    for text in texts:
        with suppress(KeyError):
            called[text] = _word(text, call)
    return called


def _sections(names: Iterable[str], call: Call) -> list[str]:
    return list(_words(names, call).values())


def _comments(comments: Mapping[str, Any], call: Call) -> dict[str, Any]:
    return {called: comments[name] for name, called in _words(comments, call).items()}


def _arguments(arguments: Mapping[str, Any], call: Call) -> dict[str, Any]:
    to = {"to": call("items", arguments["to"])} if "to" in arguments else {}
    return {**arguments, **to}


def _before(before: Mapping[str, Any], call: Call) -> dict[str, Any]:
    """What an act needs to be undone: its theme, and where contributions were."""

    def theme(number: int | None) -> Any:
        return None if number is None else call("themes", number)

    called = {name: theme(before[name]) for name in ("theme", "to") if name in before}
    if "was" in before:
        called["was"] = {id: theme(number) for id, number in before["was"].items()}
    return {**before, **called}


RENAMED: Mapping[tuple[str, str], Renamed] = {
    ("support", "giver"): _word,
    ("subject_version", "subject"): _word,
    ("report", "comments"): _comments,
    ("report", "left_out"): _sections,
    ("entry", "arguments"): _arguments,
    ("act", "before"): _before,
}
"""By table and column; bodies are the business of their kinds."""
BODIES = frozenset({"contributions", "reviews"})
"""The lists whose rows have the body of a contribution."""


def body_renamed(kind: Kind, body: Mapping[str, Any], call: Call) -> dict[str, Any]:
    """The ``body`` of a contribution with what it answers as it is called on the other side."""
    reference = kind.refers_to(body) if body else None
    if reference is None:
        return dict(body)
    try:
        return kind.referring_to(body, _word(reference, call))
    except KeyError:
        return kind.referring_to(body, None)
