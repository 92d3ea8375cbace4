"""Says of what kind an item is, from the words of its title."""

import re
from collections.abc import Sequence

from facilitator.programme.kinds import ItemKind


def _said(*patterns: str) -> re.Pattern[str]:
    """Whole words or phrases, in lists that are split at spaces unless ``_`` joins them."""
    words = "|".join(word.replace("_", " ") for pattern in patterns for word in pattern.split())
    return re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE)


_CLOSE = re.compile(
    r"(?:ca\.?\s)?(?:takk for(?! maten)|slutt\b(?! på)|programslutt|møteslutt"
    r"|program(?:met)? slutt|møtet (?:er )?(?:slutt|avsluttes|heves)|vel(?:l)? (?:hjem|heim)"
    r"|hjemreise|heimreise|avreise|ferdig\b|farvel|thank you|thanks for|thanks and|goodbye|good bye"
    r"|farewell|see you|safe (?:travels|trip|journey)|departure"
    r"|end\b(?! of (?:the )?(?:first|part))|adjourn|close\b|closing$|avslutning$|avslutting$)",
    re.IGNORECASE,
)
_CLOSE_IF_LAST = _said(
    "avslutning avslutting avrunding vel_hjem vel_heim takk_for slutt closing close wrap[-_]?up",
    "farewell goodbye",
)
_ARRIVAL = _said(
    "registrering oppmøte frammøte fremmøte ankomst innsjekk(?:ing)? innskriving",
    "dør(?:ene|ane|er)_(?:åpner|opnar|åpnes) åpner_dørene opnar_dørene salen_åpner",
    "registration arrivals? check[-_]?in doors_open sign[-_]?in",
)
_ARRIVAL_IF_FIRST = re.compile(
    r"\b(?:mingling|mingle|mat|food|kaffe|coffee|te|tea|frokost|frukost|breakfast|servering)\b"
    r"|^(?:velkommen|velkomen|welcome)$",
    re.IGNORECASE,
)
_MENTIONED = re.compile(
    r"\b(?:etter|før|uten|utan|fram til|after|before|without|until) (?:the )?\w{1,30}",
    re.IGNORECASE,
)
_PAUSE = r"(?!summe)\w{0,20}paus(?:e|en|er|ar) \w{0,12}lunsj(?:en)? \w{0,12}lunch breaks?"
_BREAK = _said(
    _PAUSE,
    "(?:fest|felles|jule|jubileums|konferanse|års)?middag(?:en)? dinner supper kveldsmat aftens",
    r"beinstrekk strekke?_på_bein\w* tapas buff[eé]t? koldtbord forfriskning(?:er)?",
    "forfriskingar refreshments intermission recess frokost frukost breakfast bevertning fika",
)
_ONLY_BREAK = _said(_PAUSE)
_PERHAPS_BREAK = _said(
    r"mat kaffe\w{0,14} coffee tea te food mingling mingle servering kake snacks frukt pizza suppe"
)
_TABLE_WORK = _said(
    r"(?:ved|rundt|kring|på|i)_bord(?:ene|a|et) bordsamtale\w* borddialog\w* bordarbeid",
    r"rundbord\w* gruppearbeid\w* gruppeoppg\w+ gruppediskusjon\w* gruppesamtale\w*",
    r"gruppedrøfting\w* (?:arbeid|diskusjon|drøfting|samtale|dialog|oppgåve|oppgave)_i_grupper?",
    r"summe?(?:gruppe\w*|ing|pause) workshop\w* verksted\w* verkstad\w* idéverk\w+ ideverk\w+",
    r"kaf[eé]dialog\w* dialogkaf[eé]\w* world_caf[eé] group_(?:work|discussions?|exercise)",
    "(?:work|working|discussions?|exercise|talk)_in_(?:small_)?groups",
    "table_(?:work|discussions?|talks?|exercise) (?:at|around|round)_the_tables? round[-_]?tables?",
    r"break-?outs? breakout_\w+ idédugnad\w* idedugnad\w* gallerivandring igp",
    "^oppg[aå]ve[nr]? ^exercise",
)
_PLENARY = _said(
    r"i_plenum plenum\w* plenary (?:report|feedback)s?_from_the_(?:groups|tables)",
    r"(?:oppsummering|tilbakemelding\w*|oppsamling|deling)_(?:fra|frå|av)_(?:gruppe|bord|arbeid)\w*",
    r"panel\w* debatt\w* debate ordskifte diskusjon discussion drøfting spørsmål_og_svar q_?&_?a",
    "spørsmålsrunde spørsmål_fra_salen spørsmål_frå_salen questions_and_answers hilserunde",
    r"helserunde presentasjonsrunde bli_kjent bli_kjende getting_to_know introductions avstemn\w+",
    "røysting vote spørsmål$ questions$",
)
_TALK = _said(
    r"innled(?:ning|er|ar)\w* innlei\w+ foredrag\w* føredrag\w* innlegg\w* åpning\w* opning\w*",
    r"åpner opnar presentasjon\w* presenter(?:er|ar) orientering\w* orienter(?:er|ar) oppsummer\w*",
    r"summer(?:er|ar) hilsen helsing\w* tale kåseri keynote talks? lecture presentations? presents",
    r"opening introduction address summary sums_up summing_up remarks speech intro\w{0,6}",
    r"velkommen velkomen velkomst\w* welcome\w* reflekterer refleksjon\w* fortel forteller status",
    "erfaringer_fra erfaringar_frå eksempel_fra eksempler_fra eksempel_frå praktisk_informasjon",
    "informasjon information kort_om god_mor(?:gen|gon) good_morning",
)
_WORK: Sequence[tuple[ItemKind, re.Pattern[str]]] = (
    (ItemKind.TABLE_WORK, _TABLE_WORK),
    (ItemKind.PLENARY, _PLENARY),
    (ItemKind.TALK, _TALK),
)


def kind_of(words: str, *, speaker: str, first: bool, second: bool, last: bool) -> ItemKind:
    """The kind of the item that ``words`` announce.

    Args:
        words: the title in full, without the speaker.
        speaker: who speaks, or an empty text.
        first, second, last: where in its day the item stands.
    """
    if _CLOSE.match(words) or (last and not speaker and _CLOSE_IF_LAST.search(words)):
        return ItemKind.CLOSE
    if not speaker and (
        ((first or second) and _ARRIVAL.search(words))
        or (first and _ARRIVAL_IF_FIRST.search(words) and not _ONLY_BREAK.search(words))
    ):
        return ItemKind.ARRIVAL
    # «Kort om programmet etter lunsj» is no lunch.
    held = _MENTIONED.sub("", words)
    if _BREAK.search(held):
        return ItemKind.BREAK
    work = [(found.start(), kind) for kind, said in _WORK if (found := said.search(words))]
    if work:
        return min(work, key=lambda one: one[0])[1]
    if speaker:
        return ItemKind.TALK
    return ItemKind.BREAK if _PERHAPS_BREAK.search(held) else ItemKind.OTHER
