"""What the value of a field must be beyond its type, so that everything that reads it can."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import available_timezones

from facilitator.archive import values
from facilitator.errors import Refused
from facilitator.exercises import kinds
from facilitator.meetings import LANGUAGES, PLACES_MOST, normal_code
from facilitator.registration.asked.answering import KINDS as QUESTION_KINDS
from facilitator.registration.asked.people import CHOICE_MOST
from facilitator.registration.asked.questions import Question
from facilitator.registration.invitations import HOURS_MOST, PARTY_MOST, page_address
from facilitator.registration.sitting.arrangement import SIZE_MOST
from facilitator.registration.told import Told
from facilitator.report.edition import Decision, Edition
from facilitator.reverting import ACTS
from facilitator.seating.given import ROUNDS_MOST
from facilitator.themes.titles import TITLE_MOST

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_COMMANDS = frozenset({"start", "next", "back", "extend", "pause", "resume", "finish", "undo"})
_ARGUMENTS = frozenset({"to", "allotted", "seconds", "entry"})
_FEW, _MANY = 100, 1000
_SECONDS_MOST = 10**9


def fits(test: Callable[[Any], bool], value: Any) -> bool:
    """Whether ``value`` passes a ``test`` that may stumble over it."""
    try:
        return test(value)
    except (Refused, ValueError, TypeError, KeyError, AttributeError):
        return False


def _texts(most: int, length: int = values.TEXT_MOST) -> Callable[[Any], bool]:
    return lambda found: (
        isinstance(found, list)
        and len(found) <= most
        and all(isinstance(one, str) and len(one) <= length for one in found)
        and all(map(values.is_plain, found))
    )


def is_title(found: Any) -> bool:
    """Whether a theme may be called so; or by nothing at all."""
    return isinstance(found, str) and len(found) <= TITLE_MOST and values.is_plain(found)


def are_numbers(found: Any) -> bool:
    """Whether it is a list of numbers of tables."""
    return len(found) <= _MANY and all(type(one) is int and 0 <= one < 10**6 for one in found)


def _between(least: int, most: int) -> Callable[[Any], bool]:
    return lambda number: least <= number <= most


def is_uuid(text: str) -> bool:
    """Whether it is a UUID as phones write it."""
    return _UUID.fullmatch(text) is not None


def _is_question(found: Any) -> bool:
    one = Question(**found)
    texts = (one.id, one.text, *one.options)
    return (
        all(isinstance(text, str) and 0 < len(text) <= values.TEXT_MOST for text in texts)
        and all(map(values.is_plain, texts))
        and isinstance(found.get("options", []), list)
        and one.kind in QUESTION_KINDS
        and type(one.needed) is bool
    )


def _is_told(found: Any) -> bool:
    return not found or (
        set(found) == {"date", "start", "place"} and values.is_plain(Told.read(found).place)
    )


def _is_figures(found: Any) -> bool:
    """What ``facilitator.forgetting`` keeps: numbers, and numbers by name."""
    groups = [found[name] for name in ("states", "roles", "municipalities") if found]
    counts = [found[name] for name in ("arrived", "walk_ins") if found]
    counts += [one for group in groups for one in group.values()]
    names = [name for group in groups for name in group]
    return (
        len(found) in (0, 5)
        and _texts(_MANY)(names)
        and all(type(one) is int and 0 <= one < 10**9 for one in counts)
    )


def _is_comments(found: Any) -> bool:
    return _texts(_MANY)([*found, *found.values()])


FIELDS: Mapping[tuple[str, str], Callable[[Any], bool]] = {
    ("meeting", "code"): lambda code: code != "" and normal_code(code) == code,
    ("meeting", "title"): lambda title: title.strip() != "",
    ("meeting", "zone"): lambda zone: zone in available_timezones(),
    ("meeting", "language"): lambda language: language in LANGUAGES,
    ("invitation", "map_url"): lambda url: page_address(url) == url,
    ("invitation", "capacity"): _between(0, PLACES_MOST),
    ("invitation", "party_most"): _between(1, PARTY_MOST),
    ("invitation", "reminder_hours"): _between(0, HOURS_MOST),
    ("invitation", "roles"): _texts(_FEW, CHOICE_MOST),
    ("invitation", "questions"): lambda found: len(found) <= _FEW and all(map(_is_question, found)),
    ("invitation", "told"): _is_told,
    ("invitation", "figures"): _is_figures,
    ("seating", "rounds"): _between(1, ROUNDS_MOST),
    ("seating", "round"): _between(1, ROUNDS_MOST),
    ("seating", "mix"): _texts(_FEW),
    ("report", "comments"): _is_comments,
    ("report", "left_out"): _texts(_MANY),
    ("report", "published_edition"): lambda edition: edition in list(Edition),
    ("exercises", "kind"): lambda kind: kind in kinds(),
    ("tables", "number"): _between(1, 999),
    ("tables", "size"): _between(0, SIZE_MOST),
    ("participants", "id"): is_uuid,
    ("contributions", "id"): is_uuid,
    ("contributions", "number"): lambda number: number > 0,
    ("supports", "giver"): lambda giver: is_uuid(giver) or giver.startswith("table/"),
    ("entries", "command"): lambda command: command in _COMMANDS,
    ("entries", "arguments"): lambda found: (
        _ARGUMENTS.issuperset(found)
        and all(type(one) is int and abs(one) <= _SECONDS_MOST for one in found.values())
    ),
    ("acts", "act"): lambda act: act in ACTS,
    ("reviews", "decision"): lambda decision: decision in list(Decision),
    ("title_reviews", "decision"): lambda decision: decision in list(Decision),
}
