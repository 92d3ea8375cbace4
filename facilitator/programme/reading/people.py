"""Finds who speaks: «v/ordføreren», «ved Kari Nordmann», «med», "by", or who does it."""

import re
from dataclasses import dataclass

_ROLES = (
    "ordfører|ordførar|varaordfører|varaordførar|rådmann|kommunedirektør|kommunalsjef|direktør"
    "|avdelingsdirektør|avdelingsleder|leder|leiar|dagleg leiar|daglig leder|styreleder|styreleiar"
    "|møteleder|møteleiar|ordstyrer|ordstyrar|prosjektleder|prosjektleiar|rådgiver|rådgjevar"
    "|seniorrådgiver|seniorrådgjevar|spesialrådgiver|forsker|forskar|seniorforsker|professor"
    "|førsteamanuensis|stipendiat|rektor|statsråd|statssekretær|statsforvalter|fylkesordfører"
    "|fylkesordførar|fylkesmann|stortingsrepresentant|minister|sogneprest|forfatter|forfattar"
    "|prof|mayor|professor|director|head|chair|ceo|dr|researcher|adviser|advisor|minister|manager"
)
_NAME_WORD = r"(?:[A-ZÆØÅÄÖÜÉÁŠČŽ][\w'’.-]{0,40}|(?:von|van|de|der|den|af|al|la|di|el)\b)"
_NAME = rf"[A-ZÆØÅÄÖÜÉÁŠČŽ][\w'’-]{{0,40}}\.?(?:\s{_NAME_WORD}){{1,5}}"
_ROLE_AND_NAME = rf"(?i:{_ROLES})\b\.?[^.;:!?()«»\n]{{0,60}}?\s?[A-ZÆØÅÄÖÜÉÁŠČŽ]\w"
_THE_ROLE = rf"(?i:(?:{_ROLES})(?:en|n|a)|the\s(?:{_ROLES}))\b"
# «ungdomsrådets leder, Sara Lie»
_OFFICE_AND_NAME = rf"[a-zæøå][^.;:!?()«»\n]{{2,60}}?,\s{_NAME}"
_PERSON = rf"(?={_NAME}|{_OFFICE_AND_NAME}|{_ROLE_AND_NAME}|{_THE_ROLE})"
_BY = re.compile(
    r"(?<![^\W\d_])[vV]\s?/\s?(?=\S)|(?<!\w)[vV]\.\s?(?=[A-ZÆØÅ])"
    rf"|\((?={_ROLE_AND_NAME}|{_NAME},[^)]{{0,60}}?\b(?i:{_ROLES})\b)"
    rf"|(?<!\w)(?:(?i:ved|med|with|by)\s|[mM]\s?/\s?){_PERSON}"
)
_LABEL = re.compile(
    r"(?i:foredragsholdere?|foredragshaldar(?:ar)?|innleder(?:e|ne)?|innleiar(?:ar)?|taler(?:e|ne)?"
    r"|talar(?:ar)?|speakers?|presenter|ansvarlig|ansvarleg|deltakere i panelet|i panelet|panel"
    r"|hosted by|vert|moderator|ved|med|by|with)\s?:\s?(?=\S)"
)
_TALK_BY = re.compile(
    r"(?i:innledning|innleiing|foredrag|føredrag|innlegg|presentasjon|åpning|opning|orientering"
    r"|hilsen|helsing|kåseri|samtale|samtalar|panelsamtale|panel|talk|lecture|presentation"
    r"|introduction|keynote|address)\s(?:(?i:ved|med|av|by|with|from|fra|frå)\s|[vV]\s?/\s?)"
    rf"(?:{_PERSON})"
)
_ACTS = re.compile(
    rf"(?P<who>(?:(?i:{_ROLES})\b[^.;:!?()«»\n]{{0,70}}?|{_NAME}(?:,[^.;:!?()«»\n]{{2,60}}?)?))"
    r",?\s(?:oppsummerer|oppsummerar|summerer opp|summerar opp|presenterer|presenterar|innleder"
    r"|innleier|åpner|opnar|ønsker|ønskjer|ynskjer|forteller|fortel|snakker|snakkar|orienterer"
    r"|orienterar|avslutter|avsluttar|holder|held|introduces|presents|opens|welcomes|sums up|speaks"
    r"|talks|tells|closes|summarises|summarizes)\b"
)
_ROLE_LINE = re.compile(
    rf"(?:(?i:{_ROLES})\b\.?[^.;:!?()«»\n]{{0,60}}?\s{_NAME}|{_NAME},[^.;:!?«»\n]{{0,60}}?"
    rf"\b(?i:{_ROLES})\b)[^.;:!?«»\n]{{0,80}}"
)
_TWO_CAPITALS = re.compile(_NAME)
# Where the words about the speaker end.
_ENDS = re.compile(
    r"[.!?](?=\s+[A-ZÆØÅ«\"“(•–—-])|\s[–—-]\s(?=[A-ZÆØÅ0-9«\"“])|[)\]:\n«“]|\s[|/]\s"
    r"|,?\s(?:etterfulgt|etterfølgd|etterfylgt|fulgt av|følgd av|deretter|followed by|som|who"
    r"|snakker|snakkar|forteller|fortel|presenterer|presenterar)\b"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s.])(?:[A-ZÆØÅ]|dr|prof|st|jr|sr|adm|dir|ass|mr|ms|mrs|cand|ph)$", re.I
)
_NOTHING = re.compile("")
SEARCHED_MOST = 2000


@dataclass(frozen=True)
class Speech:
    """Words parted into what is said and who says it.

    Attributes:
        title: the words without the speaker.
        speaker: empty when nobody is named.
        rest: what follows the speaker as a sentence of its own.
    """

    title: str
    speaker: str
    rest: str = ""


def part_speaker(words: str) -> Speech:
    """Parts the speaker from the one line ``words``: «Åpning v/ordføreren. Deretter …»."""
    head = words[:SEARCHED_MOST]
    for found in _BY.finditer(head):
        speaker, end = _speaker_at(head, found.end())
        if not speaker:
            continue
        title = head[: found.start()].rstrip(" ,;(–—-")
        after = words[end:]
        ends_sentence = after[:1] in (".", "!", "?")
        after = after.lstrip(" .)];,!?\n|")
        if not after or ends_sentence:
            return Speech(title, speaker, after)
        if not title:
            return Speech(after.lstrip(":–—- "), speaker)
        joiner = " " if after[0] in ":–—-«“(" and after[0] != ":" else ""
        return Speech(title + joiner + _joined(after), speaker)
    return Speech(words, "")


def speaker_in(description: str) -> str:
    """The first speaker that the lines of a description name, or an empty text."""
    head = description[:SEARCHED_MOST]
    for line in head.split("\n"):
        found = _starts_with_speaker(line)
        if found is None:
            found = _TALK_BY.search(line)
        if found is not None:
            speaker, _ = _speaker_at(line, found.end())
            if speaker:
                return speaker
    return ""


def is_only_speaker(line: str) -> bool:
    """Whether a line of a description does nothing but name the speaker."""
    found = _starts_with_speaker(line)
    if found is None:
        return False
    speaker, end = _speaker_at(line, found.end())
    return bool(speaker) and not line[end:].strip(" .)")


def who_acts(sentence: str) -> str:
    """Who does it, in a sentence such as «Styreleder Marit Voll oppsummerer», or an empty text."""
    found = _ACTS.match(sentence[:SEARCHED_MOST])
    if found is None or not _TWO_CAPITALS.search(found["who"]):
        return ""
    return found["who"].strip(" ,")


def _starts_with_speaker(line: str) -> re.Match[str] | None:
    at = len(line) - len(line.lstrip(" •–—-"))
    if _ROLE_LINE.fullmatch(line, at, len(line.rstrip(" ."))):
        return _NOTHING.match(line, at)
    return _LABEL.match(line, at) or _BY.match(line, at) or _BY.match(line, at + 1)


def _speaker_at(text: str, at: int) -> tuple[str, int]:
    """The words about the speaker that begin at ``at``, and where they end."""
    end = len(text)
    for found in _ENDS.finditer(text, at):
        before = text[at : found.start()]
        if found[0] == "." and _ABBREVIATION.search(before[-12:]):
            continue
        if found[0] == ")" and before.count("(") > before.count(")"):
            continue
        end = found.start()
        break
    return text[at:end].strip(" .,;–—-"), end


def _joined(after: str) -> str:
    return after if after[0] in ":–—-«“(" else " " + after
