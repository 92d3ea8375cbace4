"""The announcement that the tool was asked for, read whole."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest

from facilitator.programme.kinds import ItemKind
from facilitator.programme.reading import Reading, ReadItem, read_text
from facilitator.samples import ANNOUNCEMENT

ABOUT = (
    ANNOUNCEMENT[ANNOUNCEMENT.index("Vil du at kommunen") : ANNOUNCEMENT.index("Program")]
    .strip()
    .replace("Meld deg på arrangementet »\n\n", "")
    .replace("\xa0", " ")
    .replace(":\n\n  •", ":\n•")
    .replace("\n  •", "\n•")
)


def _at(words: str) -> tuple[int, int]:
    start = ANNOUNCEMENT.index(words)
    return start, start + len(words)


ITEMS = (
    ReadItem(
        day=0,
        start=time(16, 0),
        minutes=30,
        title="Velkommen, mat og mingling",
        speaker="",
        description="",
        kind=ItemKind.ARRIVAL,
        least_minutes=30,
        source=_at("Kl. 16.00"),
    ),
    ReadItem(
        day=0,
        start=time(16, 30),
        minutes=30,
        title="Åpning",
        speaker="ordfører i Steinkjer, Bjørn Arild Gram",
        description=(
            "Møteleder Astrid Skogseth presenterer dagens program og vi tar en hilserunde. "
            "Oppgave ved bordene: Medvirkningstrappa"
        ),
        kind=ItemKind.TALK,
        least_minutes=30,
        exercises=("poll", "ladder"),
        source=_at("kl. 16.30"),
    ),
    ReadItem(
        day=0,
        start=time(17, 0),
        minutes=30,
        title="«Sjækk kor d bryr mæ!» Hva er effekter av god innbyggerinvolvering?",
        speaker="Hildegunn Nordtug, Distriktssenteret",
        description=(
            "Innledning ved Hildegunn Nordtug, Distriktssenteret, etterfulgt av samtaler "
            "mellomdeltagerne og en runde i plenum om gode grunner til å involvere innbyggerne."
        ),
        kind=ItemKind.TALK,
        least_minutes=30,
        exercises=("ideas",),
        source=_at("kl. 17.00"),
    ),
    ReadItem(
        day=0,
        start=time(17, 30),
        minutes=20,
        title="Kulturelt innslag fra Henningrevyen og kort pause for å fylle opp kaffekoppen",
        speaker="",
        description="",
        kind=ItemKind.BREAK,
        least_minutes=10,
        source=_at("kl. 17.30"),
    ),
    ReadItem(
        day=0,
        start=time(17, 50),
        minutes=30,
        title="«Det herre må kommunen bættere årn opp i!»",
        speaker="Håkon Sivertsen, Trøndelag Forskning og utvikling",
        description=(
            "Hva får innbyggere til å involvere seg i samfunnsutvikling? Innledning ved Håkon "
            "Sivertsen, Trøndelag Forskning og utvikling.\n"
            "Samtale med innbygger og ildsjel i Ogndal, Marit Eriksen, om hvordan involvering i "
            "praksis kan foregå"
        ),
        kind=ItemKind.TALK,
        least_minutes=30,
        exercises=("questions",),
        source=_at("kl. 17.50"),
    ),
    ReadItem(
        day=0,
        start=time(18, 20),
        minutes=30,
        title="Dialog rundt bordene: Hva fremmer og hemmer?",
        speaker="",
        description=(
            "Hvem er det som involverer seg – og hvem involverer seg ikke? Tiltak? Oppsummering i "
            "plenum – noen highlights fra dialogen."
        ),
        kind=ItemKind.TABLE_WORK,
        least_minutes=30,
        exercises=("forces", "groups", "measures"),
        source=_at("kl. 18.20"),
    ),
    ReadItem(
        day=0,
        start=time(18, 50),
        minutes=10,
        title="Styreleder i KS Nord-Trøndelag, Marit Voll, oppsummerer ettermiddagen",
        speaker="Styreleder i KS Nord-Trøndelag, Marit Voll",
        description=(
            "Styreleder i KS Nord-Trøndelag, Marit Voll, oppsummerer ettermiddagen og reflekterer "
            "rundt viktigheten av det som har skjedd i dag"
        ),
        kind=ItemKind.TALK,
        least_minutes=10,
        guessed=frozenset({"speaker"}),
        source=_at("kl. 18.50"),
    ),
    ReadItem(
        day=0,
        start=time(19, 0),
        minutes=0,
        title="Takk for i dag",
        speaker="",
        description="",
        kind=ItemKind.CLOSE,
        least_minutes=0,
        source=_at("kl. 19.00"),
    ),
)


def test_the_announcement_gives_its_eight_slots() -> None:
    assert read_text(ANNOUNCEMENT) == Reading(
        ITEMS, "Kommune 3.0", "Verdien av innbyggerinvolvering", (), ("shortened",), 50, ABOUT
    )


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="line ends of old Macs"),
        pytest.param(lambda text: text.replace("\n", "\u2028"), id="line separators"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="hard spaces"),
        pytest.param(lambda text: text.replace("a", "\u00ada\u200b"), id="soft hyphens"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="letters taken apart"),
        pytest.param(lambda text: text.replace("\nkl.", "\n\uf0b7\tkl."), id="bullets of Word"),
        pytest.param(lambda text: text.replace(" kl. ", "\n• kl."), id="bullets of a web page"),
        pytest.param(lambda text: text.replace("\n\n", "\n"), id="no empty lines"),
        pytest.param(lambda text: text.replace("\n", "\n\n"), id="empty lines everywhere"),
        pytest.param(lambda text: text.replace("Program \n", ""), id="no heading"),
        pytest.param(lambda text: text.replace("Kl. ", "").replace("kl. ", ""), id="bare times"),
        pytest.param(lambda text: text.replace("l. 1", "lokka 1"), id="klokka"),
        pytest.param(lambda text: "\u202e" + text.replace("l. 1", "l\u200e. 1"), id="bidi marks"),
        pytest.param(lambda text: text + "\n\nPublisert 10.09.2014 kl. 12.00\n", id="a foot"),
        pytest.param(lambda text: text + "\n\nMøt opp!\n1600 plasser\n7713 Steinkjer", id="tail"),
        pytest.param(lambda text: "\ufeff" + text, id="a mark of the encoding"),
    ],
)
def test_how_it_was_pasted_changes_nothing(changed: Callable[[str], str]) -> None:
    found = read_text(changed(ANNOUNCEMENT))
    assert [replace(item, source=(0, 0)) for item in found.items] == [
        replace(item, source=(0, 0)) for item in ITEMS
    ]


def test_the_times_are_marked_where_they_stand_in_what_was_pasted() -> None:
    pasted = ANNOUNCEMENT.replace("\n", "\r\n").replace("kl. 17.00", "\u200bk\u00adl. 1\u200b7.00")
    assert [pasted[start:end] for start, end in (i.source for i in read_text(pasted).items)] == [
        "Kl. 16.00",
        "kl. 16.30",
        "k\u00adl. 1\u200b7.00",
        "kl. 17.30",
        "kl. 17.50",
        "kl. 18.20",
        "kl. 18.50",
        "kl. 19.00",
    ]


def test_words_of_other_exercises_propose_those() -> None:
    found = read_text(ANNOUNCEMENT, {"ladder": (), "quiz": ("kaffe", "takk for")})
    assert [item.exercises for item in found.items] == [
        (), (), (), ("quiz",), (), (), (), ("quiz",),
    ]  # fmt: skip
