"""What reading makes of a programme besides its items: titles, dates, descriptions, proposals."""

from datetime import date

import pytest

from facilitator.programme.reading import ReadDate, read_text


@pytest.mark.parametrize(
    ("text", "title", "subtitle"),
    [
        ("Kommune 3.0 – Verdien\n\n", "Kommune 3.0", "Verdien"),
        ("# Folkemøte: Skolen vår\n\nVelkommen!\n", "Folkemøte", "Skolen vår"),
        ("Folkemøte\nTorsdag 24. september\n", "Folkemøte", ""),
        ("Torsdag 24. september kl. 16–19\nFolkemøte\n", "Folkemøte", ""),
        ("Program\n", "", ""),
        ("Hei alle sammen!\nHer er programmet.\n", "", ""),
        ("Tid\tTittel\n", "", ""),
        ("x" * 300 + "\n", "", ""),
    ],
)
def test_a_title_is_proposed_from_what_stands_before(text: str, title: str, subtitle: str) -> None:
    found = read_text(text + "16.00 Konsert\n17.00 Slutt")
    assert (found.title, found.subtitle) == (title, subtitle)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("", ()),
        ("Torsdag 24. september\n", (ReadDate(0, 9, 24, None, 3),)),
        ("24.09.2026\n", (ReadDate(0, 9, 24, 2026),)),
        ("2026-09-24\n", (ReadDate(0, 9, 24, 2026),)),
        ("Thursday, September 24th, 2026\n", (ReadDate(0, 9, 24, 2026, 3),)),
        ("Dag 1 – laurdag 5. juni 2027, Sogndal\n", (ReadDate(0, 6, 5, 2027, 5),)),
        ("Når: torsdag 24. september 2026 kl. 16–19\nProgram:\n", (ReadDate(0, 9, 24, 2026, 3),)),
        ("Tid: 16.00\n", ()),
        ("Dag 1\n", ()),
    ],
)
def test_dates_are_told(text: str, dates: tuple[ReadDate, ...]) -> None:
    assert read_text(text + "16.00 Konsert\n17.00 Slutt").dates == dates


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (ReadDate(0, 9, 24, 2020), date(2020, 9, 24)),
        (ReadDate(0, 9, 24), date(2026, 9, 24)),
        (ReadDate(0, 9, 23), date(2027, 9, 23)),
        (ReadDate(0, 9, 24, weekday=3), date(2026, 9, 24)),
        (ReadDate(0, 9, 24, weekday=4), date(2027, 9, 24)),
        (ReadDate(0, 2, 29), date(2028, 2, 29)),
        (ReadDate(0, 2, 30), None),
        (ReadDate(0, 2, 29, 2026), None),
    ],
)
def test_a_date_without_a_year_is_the_next_that_fits(said: ReadDate, found: date | None) -> None:
    assert said.next_after(date(2026, 9, 24)) == found


def test_what_stands_below_an_item_describes_it() -> None:
    found = read_text(
        "• 16.00 – Velkommen\n"
        "• 16.15 – Oppgave:\n"
        "  - Hva fremmer?\n"
        "  o  Hva hemmer?\n"
        "\n"
        "Snakk sammen ved bordet.\n"
        "16.45\tInnlegg\tRom 2\n"
        "\tTa med kaffe\n"
        "• 17.00 – Avslutning\n"
        "Vel hjem.\n"
        "\n"
        "Meld deg på i dag!\n"
    )
    assert [(item.title, item.description) for item in found.items] == [
        ("Velkommen", ""),
        ("Oppgave", "• Hva fremmer?\n• Hva hemmer?\nSnakk sammen ved bordet."),
        ("Innlegg", "Rom 2\nTa med kaffe"),
        ("Avslutning", "Vel hjem."),
    ]


def test_what_is_not_said_is_marked_as_guessed() -> None:
    found = read_text("11.00 Konsert\n1.00 Foredrag\n2.00 Ola Hansen forteller om elva")
    assert [(item.minutes, sorted(item.guessed)) for item in found.items] == [
        (120, ["kind"]),
        (60, ["start"]),
        (30, ["minutes", "speaker", "start"]),
    ]


def test_a_break_may_shrink_to_about_half() -> None:
    text = (
        "10.00 Pause\n10.05 Pause\n10.15 Pause\n10.30 Pause\n10.50 Pause\n11.35 Pause\n12.35 Slutt"
    )
    assert [(item.minutes, item.least_minutes) for item in read_text(text).items] == [
        (5, 5), (10, 5), (15, 10), (20, 10), (45, 25), (60, 30), (0, 0),
    ]  # fmt: skip


def test_a_long_title_is_cut_and_nothing_of_it_is_lost() -> None:
    sentence = "Vi snakker sammen om " + "veien videre og " * 8 + "alt det andre"
    word = "x" * 150
    found = read_text(
        f"16.00 Del en er nå. {sentence}.\n17.00 {sentence}\n18.00 {word}\n19.00 Slutt"
    )
    assert [(item.title, item.description) for item in found.items] == [
        ("Del en er nå", f"{sentence}."),
        (
            "Vi snakker sammen om veien videre og veien videre og veien videre og veien videre",
            sentence,
        ),
        ("x" * 99 + "…", word),
        ("Slutt", ""),
    ]
    assert found.notes == ("shortened",)


@pytest.mark.parametrize(
    ("title", "exercises"),
    [
        ("Medverknadstrappa", ("ladder",)),
        ("The participation ladder", ("ladder",)),
        ("Kva fremjar og kva hemmar?", ("forces",)),
        ("What helps and what hinders?", ("forces",)),
        ("Hvem involverer seg – og hvem ikke?", ("groups",)),
        ("Kven deltek ikkje?", ("groups",)),
        ("Who takes part?", ("groups",)),
        ("Tiltak og helserunde", ("measures", "poll")),
        ("Gode grunnar til å delta", ("ideas",)),
        ("Good reasons to take part", ("ideas",)),
        ("Hvem er i rommet?", ("poll",)),
        ("A conversation with John", ("questions",)),
        ("Spørsmål fra salen", ("questions",)),
        ("Gruppetiltaket", ()),
    ],
)
def test_words_propose_exercises(title: str, exercises: tuple[str, ...]) -> None:
    assert read_text(f"16.00 {title}\n17.00 Slutt").items[0].exercises == exercises
