"""Reads how many places an announcement says there are: «har kun 50 plasser», «plass til 40»."""

import re
from collections.abc import Iterable

_LINE_MOST = 2000

_NUMBER = (
    r"(?<![\d.,:/–—-])(?<![–—-]\s)(?P<number>[1-9][0-9]{0,3})(?![\d:/–—-]|[.,]\d|\s[–—-]\s?\d)"
)
_MOST = (
    r"(?:maks(?:imum|imalt)?\.?|max(?:imum)?\.?|inntil|opp?\s?til|høyst|høgst|begrenset til"
    r"|avgrensa til|avgrenset til|limited to|up to|at most|no more than)"
)
_ABOUT = rf"(?:(?:{_MOST}|bare|kun|berre|only|just|om lag|omtrent|ca\.?|cirka)\s)?"
_PEOPLE = (
    r"(?:deltak[ae]r(?:e|ar)?|deltager(?:e)?|person(?:er|ar)?|påmeld(?:te|ingar|inger)|gjester"
    r"|gjestar|menneske(?:r)?|innbygger(?:e)?|innbyggj?arar|participants?|people|persons?"
    r"|attendees?|guests?|delegates?)"
)
_PLACES = r"(?:(?:sitte|deltak[ae]r)?plass(?:er|ar)|seter|sete|seats|places|spots)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_NUMBER}\s(?:(?:ledige|gratis|free|available)\s)?{_PLACES}\b",
        rf"\b(?:plass|rom|room|space)\s(?:til|for|åt)\s{_ABOUT}{_NUMBER}\b",
        rf"\b{_MOST}\s{_NUMBER}\s(?:{_PEOPLE}|{_PLACES})\b",
        r"\b(?:(?:antall|tal på|tal)\s)?(?:plass(?:er|ar)|deltak[ae]r(?:e|ar)|kapasitet|capacity"
        rf"|seats|places)\s?[:=]\s?{_ABOUT}{_NUMBER}\b",
        rf"\b(?:de|dei|the)\s(?:første\s|fyrste\s|first\s)?{_NUMBER}"
        r"\s?(?:første|fyrste|first)?\s(?:som|påmeld|who|to\b|deltak)",
    )
)
_LEFT = re.compile(r"\b(?:igjen|att|left|remaining|unna)\b", re.IGNORECASE)
_LIMIT = re.compile(
    rf"\b(?:kun|bare|berre|only|{_MOST}|begrens|avgrens|limited|førstemann|fyrstemann|først til"
    r"|first come|mølla|påmeld|meld\b|gratis|deltak|registr|seminar|arrangement|konferanse|kurs"
    r"|sign up|free)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"parker|garasje|garage|barnehage|sykehjem|sjukeheim|omsorg|bolig|bustad|skole|skule|elev"
    r"|institusjon|asyl|mottak|camping|sykkel|buss|ferge|ferje|lærling|\bleir|dagsenter|kennel"
    r"|\bbil\b|biler|bilar|\bcars?\b|kindergarten|nursery|school"
    r"|\b(?:per|pr\.?|ved|rundt|på|i|at|around)\s(?:hvert|kvart|hver|kvar|each|every|et|eit|a)\b"
    r"|\b(?:per|pr\.?)\s(?:bord|gruppe|table|group|kommune|parti)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«\"(])")


def read_places(lines: Iterable[str]) -> int | None:
    """How many places the meeting has as ``lines`` around its programme say; None when unsaid.

    A sentence that speaks of a limit or of registering counts before one that only has a number
    of places. Places of something else (parking, a table, a kindergarten), places that are left,
    ranges and years are passed over.
    """
    unsure = None
    for line in lines:
        for sentence in _SENTENCE.split(" ".join(line[:_LINE_MOST].split())):
            number = _number(sentence)
            if number is None:
                continue
            if _LIMIT.search(sentence):
                return number
            unsure = unsure or number
    return unsure


def _number(sentence: str) -> int | None:
    if _OTHER.search(sentence) or _LEFT.search(sentence):
        return None
    for form in _FORMS:
        found = form.search(sentence)
        if found is not None and not 1900 <= int(found["number"]) < 2100:
            return int(found["number"])
    return None
