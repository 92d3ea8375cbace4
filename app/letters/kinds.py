"""Which words belong to which kind of letter."""

from collections.abc import Callable, Mapping

from app.letters import own_place, to_everybody, to_organisers
from app.letters.gather import Matter
from app.letters.words import Words
from facilitator.registration.post.letters import LetterKind


def words_of(matter: Matter) -> Words:
    """What the letter says."""
    return _WORDS[matter.letter.kind](matter)


_WORDS: Mapping[str, Callable[[Matter], Words]] = {
    LetterKind.CONFIRMED: own_place.confirmed,
    LetterKind.WAITING: own_place.waiting,
    LetterKind.AGAIN: own_place.again,
    LetterKind.OFFER: own_place.offer,
    LetterKind.LAPSED: own_place.lapsed,
    LetterKind.CANCELLED: own_place.cancelled,
    LetterKind.REMINDER: to_everybody.reminder,
    LetterKind.CHANGED: to_everybody.changed,
    LetterKind.THANKS: to_everybody.thanks,
    LetterKind.MESSAGE: to_everybody.message,
    LetterKind.FORGETTING: to_organisers.forgetting,
}
