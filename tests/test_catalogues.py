"""The catalogues are whole: every text of the sources, translated, with the same placeholders."""

import functools
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")

languages = pytest.mark.parametrize("language", ["nn", "en"])


def catalogue(language: str) -> Catalog:
    path = ROOT / "app/translations" / language / "LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


@functools.cache
def texts_of_the_sources() -> set[tuple[str, ...]]:
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS)
    return {forms(text) for _file, _line, text, _comments, _context in found}


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """A text as the tuple of its forms: singular and plural, or the one that it has."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def messages(language: str) -> list[Message]:
    return [message for message in catalogue(language) if message.id]


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


@languages
def test_a_catalogue_has_the_texts_of_the_sources_and_no_others(language: str) -> None:
    known = {forms(message.id) for message in messages(language)}
    wanted = texts_of_the_sources()
    assert {"missing": wanted - known, "not in the sources": known - wanted} == {
        "missing": set(),
        "not in the sources": set(),
    }


@languages
def test_every_text_is_translated_in_all_its_forms(language: str) -> None:
    untranslated = [m.id for m in messages(language) if not all(forms(m.string))]
    assert untranslated == []


@languages
def test_no_translation_is_a_guess(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy] == []


@languages
def test_no_translation_is_kept_of_a_text_that_is_gone(language: str) -> None:
    assert list(catalogue(language).obsolete) == []


@languages
def test_a_translation_has_the_placeholders_of_its_text(language: str) -> None:
    wrong = [
        (message.id, translated)
        for message in messages(language)
        for translated in forms(message.string)
        if placeholders(translated) not in [placeholders(source) for source in forms(message.id)]
    ]
    assert wrong == []
