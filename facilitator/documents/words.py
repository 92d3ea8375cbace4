"""The few words that a document has of its own, in its language."""

from dataclasses import dataclass

from facilitator.documents.glyphs import MISSING


@dataclass(frozen=True)
class Words:
    """Args: ``missing`` has a place for how many characters are meant."""

    figure: str
    table: str
    page: str
    missing: str


_WORDS = {
    "nb": Words(
        "Figur", "Tabell", "Side", f"{MISSING} står for tegn som ikke kan vises her ({{}} i alt)."
    ),
    "nn": Words(
        "Figur",
        "Tabell",
        "Side",
        f"{MISSING} står for teikn som ikkje kan visast her ({{}} i alt).",
    ),
    "en": Words(
        "Figure",
        "Table",
        "Page",
        f"{MISSING} stands for characters that cannot be shown here ({{}} in all).",
    ),
}


def words_in(language: str) -> Words:
    """The words in ``nb``, ``nn`` or ``en``; in another language the English ones."""
    return _WORDS.get(language, _WORDS["en"])
