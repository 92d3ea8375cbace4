"""Finds what is likely said twice: pure, and only a suggestion, since people decide what is alike.

Two texts are held against each other by the stems that they share. A stem weighs more the fewer
texts of the room have it (Spärck Jones: A statistical interpretation of term specificity, 1972),
and the score is Dice's: what both have over what each has. One that says that something lacks is
never the twin of one that does not.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from facilitator.stems import Said, stems_of

LIKELY = 0.57
"""The least score of a suggestion, from 0 to 1."""
_PART = 0.75
"""What it counts, at most, that one text has all that the other has and more besides."""
_SAME_WORD = 84
"""How alike two stems are that are taken for one, of 100: a slip of the finger, a dialect."""
_LONG = 5
"""Letters of a stem that may be misspelled; short words are too near to each other."""
_LINKS = ("", "s", "e", "er", "a")
"""What joins the two words of a compound."""


@dataclass(frozen=True)
class Twins:
    """Texts that likely say the same, by id, in the order that they were given."""

    ids: tuple[str, ...]
    score: float
    """Of the two that are least alike, from 0 to 1."""


# Asked again for every redrawing, while the texts seldom change.
@lru_cache(maxsize=64)
def twins(texts: tuple[tuple[str, str], ...], language: str) -> tuple[Twins, ...]:
    """Groups of likely twins among ``texts``, the likeliest first; each text is in one at most.

    In a group all are alike, not only neighbours in a chain.

    Args:
        texts: pairs of id and text.
        language: the meeting's, ``nb``, ``nn`` or ``en``.
    """
    scores = _scores([stems_of(text, language) for _id, text in texts])
    groups: dict[int, tuple[int, ...]] = {}
    for one, other in sorted(scores, key=lambda pair: (-scores[pair], pair)):
        left, right = groups.get(one, (one,)), groups.get(other, (other,))
        if left is right:
            continue
        if all((min(a, b), max(a, b)) in scores for a in left for b in right):
            joined = tuple(sorted((*left, *right)))
            groups.update(dict.fromkeys(joined, joined))
    found = [
        Twins(
            tuple(texts[place][0] for place in group),
            min(scores[a, b] for a in group for b in group if a < b),
        )
        for group in dict.fromkeys(groups.values())
    ]
    return tuple(sorted(found, key=lambda group: -group.score))


def _scores(said: Sequence[Said]) -> Mapping[tuple[int, int], float]:
    """The score of each likely pair, by their places in ``said``."""
    words = _reduced([one.stems for one in said])
    spread = Counter(word for own in words for word in own)
    weights = {word: math.log(1 + len(said) / count) for word, count in spread.items()}
    whole = [math.fsum(weights[word] for word in own) for own in words]
    shared: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    having: defaultdict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(words):
        for word in own:
            for earlier in having[word]:
                if said[earlier].negative is said[place].negative:
                    shared[earlier, place].append(weights[word])
            having[word].append(place)
    scores = {}
    for (one, other), common in shared.items():
        both = math.fsum(common)
        score = 2 * both / (whole[one] + whole[other])
        if len(words[one]) > 1 and len(words[other]) > 1:
            score = max(score, _PART * both / min(whole[one], whole[other]))
        if score >= LIKELY:
            scores[one, other] = score
    return scores


def _reduced(texts: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """``texts`` with compounds in their parts and misspelled stems as the room spells them."""
    spread = Counter(stem for text in texts for stem in text)
    known = _spellings(spread)
    parts = {
        stem: frozenset(known.get(part, part) for part in _parts(stem, spread)) for stem in spread
    }
    return [frozenset().union(*(parts[stem] for stem in text)) for text in texts]


def _spellings(spread: Counter[str]) -> Mapping[str, str]:
    """Each stem as the most usual one that is spelled nearly the same."""
    heads: defaultdict[str, list[str]] = defaultdict(list)
    known = {}
    for stem in sorted(spread, key=lambda stem: (-spread[stem], stem)):
        near = None
        if len(stem) >= _LONG:
            alike = heads[stem[0]]
            near = process.extractOne(stem, alike, scorer=fuzz.ratio, score_cutoff=_SAME_WORD)
            if near is None:
                alike.append(stem)
        known[stem] = near[0] if near else stem
    return known


def _parts(stem: str, spread: Counter[str]) -> Sequence[str]:
    """The two words of a compound when others in the room use both by themselves."""
    # "hørt" where others say "høre".
    if len(stem) > 3 and stem.endswith("t") and stem[:-1] in spread:
        return (stem[:-1],)
    for length in range(3, len(stem) - 2):
        if stem[:length] not in spread:
            continue
        for link in _LINKS:
            rest = stem[length:].removeprefix(link) if stem[length:].startswith(link) else ""
            if len(rest) > 2 and rest in spread:
                return stem[:length], rest
    return (stem,)
