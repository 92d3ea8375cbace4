"""Between the form of an exercise and the settings that its kind keeps."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from app.pages.organise.typed import Form
from facilitator.exercises.kind import Kind

PREFIX = "settings."
_TICKED = "[]"


def settings_of(form: Form) -> dict[str, Any]:
    """The settings that the form's fields spell.

    ``settings.prompts.table`` is a value in a dictionary, ``settings.steps.0.name`` one in a list
    of dictionaries; a name that ends in ``:number`` holds a whole number or nothing, one that ends
    in ``:lines`` a list with a text on each line. ``settings.left_out[]`` is the list of all that
    is ticked; an empty value makes it a list even of nothing. A list's entry is left out when all
    of it is empty. What is no number stays text, for the kind to refuse.
    """
    settings: dict[str, Any] = {}
    for name, value in form.items():
        if not name.startswith(PREFIX):
            continue
        if name.endswith(_TICKED):
            ticked = [one for one in form.getlist(name) if one]
            settings[name.removeprefix(PREFIX).removesuffix(_TICKED)] = ticked
            continue
        path, _colon, form_of = name.removeprefix(PREFIX).partition(":")
        *parents, last = path.split(".")
        place = settings
        for parent in parents:
            place = place.setdefault(parent, {})
        place[last] = _READ.get(form_of, str)(value)
    return {name: _as_list(value) for name, value in settings.items()}


def differing(kind: Kind, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What of ``typed`` is not the kind's own anyway: only that is stored, so that what nobody
    changed follows the language of the screen.
    """
    chosen = {name: value for name, value in typed.items() if isinstance(value, str | int)}
    known = kind.settings({})
    scalars = {name: value for name, value in chosen.items() if name in known}
    usual = kind.settings(
        {name: value for name, value in scalars.items() if type(value) is type(known[name])}
    )
    changed = {}
    for name, value in typed.items():
        own = known.get(name) if name in chosen else usual.get(name)
        meant = _untranslated(value, own)
        if meant != own and not (value == "" and isinstance(own, list | tuple | Mapping)):
            changed[name] = meant
    return changed


def _untranslated(value: Any, own: Any) -> Any:
    """``value`` with every text that is only the translation of the kind's own put back."""
    if isinstance(value, str) and isinstance(own, str):
        return own if own and value.strip() == _(own) else value
    if isinstance(value, list) and isinstance(own, list | tuple) and len(value) == len(own):
        return type(own)(_untranslated(one, its) for one, its in zip(value, own, strict=True))
    if isinstance(value, Mapping) and isinstance(own, Mapping):
        # A text of which there is none by itself, and which nobody wrote, is not there.
        return {
            name: _untranslated(one, own.get(name))
            for name, one in value.items()
            if one != "" or name in own
        }
    return value


def _number(text: str) -> int | str | None:
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


_READ: Mapping[str, Callable[[str], Any]] = {"number": _number, "lines": _lines}


def _as_list(value: Any) -> Any:
    """A dictionary whose names are all numbers as a list of its values, without empty ones."""
    if not isinstance(value, dict) or not value or not all(name.isdigit() for name in value):
        return value
    ordered = [value[name] for name in sorted(value, key=int)]
    return [one for one in ordered if not isinstance(one, dict) or any(one.values())]
