"""What people are called: told apart, found by what is typed, in the order of the alphabet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import combining, normalize

from facilitator.errors import Invalid
from facilitator.models import Registration

# What stands after z in ASCII; Swedish and German letters go with ours.
_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})


def alphabetical(text: str) -> str:
    """``text`` so that it sorts as Norwegians sort: accents do not count, æ, ø and å come last."""
    letters = normalize("NFC", text).casefold().translate(_LETTERS)
    return "".join(letter for letter in normalize("NFD", letters) if not combining(letter))


def labels_of(people: Iterable[Registration]) -> dict[str, str]:
    """What each is called, by id: the name, and what tells them from others of that name."""
    people = list(people)
    names = Counter(one.name.casefold() for one in people)
    fuller = {
        one.id: f"{one.name} ({one.municipality})"
        if names[one.name.casefold()] > 1 and one.municipality
        else one.name
        for one in people
    }
    labels = Counter(label.casefold() for label in fuller.values())
    return {
        one.id: f"{one.name} (nr. {one.number})"
        if labels[fuller[one.id].casefold()] > 1
        else fuller[one.id]
        for one in people
    }


def named(people: Mapping[str, Registration], typed: str, field: str) -> Registration:
    """The one of ``people`` (by id) whom somebody typed: a label, or enough of a name.

    Raises:
        Invalid: ``unknown_person`` or ``several_people``, with the ``field`` and what was
            ``typed``.
    """
    said = " ".join(typed.split()).casefold()
    labels = {id: label.casefold() for id, label in labels_of(people.values()).items()}
    exact = [id for id, label in labels.items() if label == said]
    alike = exact or [id for id, label in labels.items() if said and said in label]
    if len(alike) == 1:
        return people[alike[0]]
    raise Invalid(
        "several_people" if alike else "unknown_person", field=field, typed=typed.strip()[:80]
    )


def short_names(names: Sequence[str]) -> list[str]:
    """First names, with a letter of the last one where two at a table have the same."""
    parts = [name.split() or [""] for name in names]
    firsts = Counter(first.casefold() for first, *_ in parts)
    return [
        f"{first} {rest[-1][0]}." if rest and firsts[first.casefold()] > 1 else first
        for first, *rest in parts
    ]
