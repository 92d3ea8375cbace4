"""Reduces what people wrote to the stems of the words that carry it, in Norwegian and English."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORDS_MOST = 60
"""So many words of a text are looked at; what one says alike is said before that."""

_WORD = re.compile(r"[^\W_]+")
# What the Norwegian stemmer leaves: "innbyggerne" as "innbyggern", "involvering" as it is.
_THE_ONES = re.compile(r"(?<=er)ne$")
_DOING = re.compile(r"(?<=\w{4})n?ing$")


@dataclass(frozen=True)
class Said:
    """One text as stems, each once, and whether it says that something lacks or is bad."""

    stems: frozenset[str]
    negative: bool


def stems_of(text: str, language: str) -> Said:
    """``text`` without its filling words.

    Args:
        language: the meeting's, ``nb``, ``nn`` or ``en``; bokmål and nynorsk are read as one.
    """
    tongue = _TONGUES.get(language, _NORWEGIAN)
    words = _WORD.findall(text.casefold())[:WORDS_MOST]
    kept = [word for word in words if word not in tongue.filling] or words
    carrying = frozenset(_stem(word, tongue) for word in kept if word not in tongue.negative)
    return Said(carrying, any(word in tongue.negative for word in kept))


@dataclass(frozen=True, eq=False)
class _Tongue:
    stemmer: str
    filling: frozenset[str]
    negative: frozenset[str]
    same: Mapping[str, str]
    """Words that are spelled in two ways, and the spelling that stands for both."""


# Stemming is slow, and a room says the same words over and over.
@lru_cache(maxsize=8_192)
def _stem(word: str, tongue: _Tongue) -> str:
    stemmer = snowballstemmer.stemmer(tongue.stemmer)
    word = tongue.same.get(word, word)
    if tongue is _ENGLISH:
        english: str = stemmer.stemWord(word)
        return english
    stem = stemmer.stemWord(_THE_ONES.sub("", word))
    shorter = _DOING.sub("", stem)
    if shorter != stem:
        stem = stemmer.stemWord(shorter)
    return tongue.same.get(stem, stem)


_NORWEGIAN = _Tongue(
    "norwegian",
    filling=frozenset(
        """
        alle alt altså at av bare berre begge bli blei blir blitt ble da de deg dei deira deires
        dem den denne der dere deres desse det dette di din disse ditt du dykk då eg ein eit eitt
        eller elles en enda ennå er et ett etter for fordi fra frå får få før gi gir gjennom ha
        hadde han hans har her hjå ho hos hun hva hvem hver hvilke hvis hvor hvordan hvorfor i inn
        innen ja jeg kan korleis kunne kva kven kvar kvifor man med medan meg mellom men mens mer
        meir mi min mine mitt mot mye mykje må måtte når nå nok no noe noen noko nokon nokre og
        også om opp oss over på sa seg sei selv si sia siden sidan sin sine sitt sjøl skal skulle
        slik so som så sånn til um under ut var ved vere vert verte vi vil ville vår være vært å
        """.split()
    ),
    negative=frozenset(
        """
        aldri dårlig dårlege dårlegare ikke ikkje ingen inga inkje intet lite liten lita mangel
        manglar mangler manglande manglende sein seint sen sent treg tregt uten utan vanskelig
        vanskeleg vanskelige vanskelege
        """.split()
    ),
    # Nynorsk as bokmål, before and after stemming.
    same={
        "fleire": "flere",
        "heim": "hjem",
        "heime": "hjem",
        "hjemme": "hjem",
        "innspel": "innspill",
        "innspela": "innspill",
        "løysing": "løsning",
        "løysingar": "løsninger",
        "skule": "skole",
        "skulen": "skolen",
        "saman": "sammen",
        "tenester": "tjenester",
        "ungdommer": "ungdom",
        "ungdomm": "ungdom",
        "unge": "ungdom",
        "ungdomar": "ungdom",
    },
)
_ENGLISH = _Tongue(
    "english",
    filling=frozenset(
        """
        a about all also an and are as at be been being but by can could did do does for from get
        gets give gives had has have he her here his how i if in into is it its just like make may
        me more most much must my of on or other our out over own she should so some such than that
        the their them then there these they this those through to up us very was we were what when
        where which who why will with would you your
        """.split()
    ),
    negative=frozenset(
        """
        bad cannot difficult few hard lack lacking lacks late little missing never no nobody none
        not nothing poor slow too without
        """.split()
    ),
    same={},
)
_TONGUES: Mapping[str, _Tongue] = {"nb": _NORWEGIAN, "nn": _NORWEGIAN, "en": _ENGLISH}
