"""The lists on paper, and people taken home and in as a file."""

import re
from html import unescape
from io import BytesIO

from flask import Flask
from werkzeug.test import TestResponse

from app import Medvirk
from tests.app.pages.organiser import Organiser, typed_on
from tests.app.pages.registrations.page import LIST, after, states, told, words


def test_the_lists_on_paper_say_what_each_reader_needs_and_no_more(organiser: Organiser) -> None:
    assert words(organiser.get("/TRAPP47/kitchen")) == (
        "Kommune 3.0 · torsdag 24. september 2026 2 personer spiser Dette må kjøkkenet vite"
        " Antall Mat og allergi, slik folk skrev det 1 Nøtter 1 har ikke meldt fra om noe"
        " Lista har ingen navn. Opplysningene slettes etter møtet: Kast arket da."
    )
    assert words(organiser.get("/TRAPP47/door-list")) == (
        "Kommune 3.0 · torsdag 24. september 2026"
        " 2 har plass Kommet Navn Rolle Kommune Anne politiker Steinkjer Berit"
        " Venter på plass Kommet Navn Rolle Kommune Tur"
        " Cato nr. 1 Carl nr. 1 Dina & <co> nr. 2"
    )
    assert words(organiser.get("/TRAPP47/figures")) == (
        "Kommune 3.0 · torsdag 24. september 2026"
        " Har plass 2 Tilbud 0 Venteliste 3 Avmeldt 0"
        " Roller blant dem som har plass Rolle Antall politiker 1 Ikke oppgitt 1"
        " Kommuner blant dem som har plass Kommune Antall Steinkjer 1 Ikke oppgitt 1"
        " Påmeldinger dag for dag Dato Antall 14. sep. 5"
    )


def test_the_list_is_taken_home_as_a_file(organiser: Organiser) -> None:
    for ending, begins in (("csv", b"\xef\xbb\xbfNummer;Navn"), ("xlsx", b"PK")):
        found = organiser.get(f"{LIST}/export.{ending}")
        assert found.data.startswith(begins)
        assert found.headers["Content-Disposition"] == (
            f'attachment; filename="TRAPP47-registrations.{ending}"'
        )
        assert "Nøtter".encode() not in found.data
    assert organiser.get(f"{LIST}/export.pdf").status_code == 404


def send_file(organiser: Organiser, text: str) -> TestResponse:
    file = (BytesIO(text.encode()), "liste.csv")
    return organiser.post(f"{LIST}/import", {"file": file})


FILE = "Navn;E-post;Rolle\nAnne Ny;anne@example.com;\nEva;eva@;sjef\nFinn;finn@a.no;politiker\n"


def test_a_file_is_shown_mended_and_saved(organiser: Organiser, medvirk: Medvirk) -> None:
    page = send_file(organiser, FILE)
    assert "1 rad må rettes" in page.text
    assert "Rolle – i fila: sjef" in page.text
    form = {"rows": typed_on(page.text[page.text.index("understood-people") :])["rows"]}
    again = organiser.post(f"{LIST}/import/save", {**form, "name-3": "Eva Ås"})
    assert again.status_code == 422
    assert 'value="Eva Ås"' in again.text
    mended = {**form, "name-3": "Eva Ås", "email-3": "eva@a.no", "role-3": "", "over": "1"}
    page = after(organiser, organiser.post(f"{LIST}/import/save", mended))
    assert told(page) == "2 har fått plass, 1 er oppdatert."
    assert states(medvirk) == {
        "Anne Ny": "confirmed",
        "Berit": "confirmed",
        "Cato": "waiting",
        "Carl": "waiting",
        "Dina & <co>": "waiting",
        "Eva Ås": "confirmed",
        "Finn": "confirmed",
    }


def test_a_long_file_where_every_row_must_be_mended_is_saved(
    app: Flask, organiser: Organiser, medvirk: Medvirk
) -> None:
    numbers = range(2, 102)
    lines = [f"P{number};p{number}@a.no;sjef" for number in numbers]
    page = send_file(organiser, "\n".join(["Navn;E-post;Rolle", *lines]))
    [tag] = re.findall(r"<form[^>]*understood-people[^>]*>", page.text)
    form = {
        "rows": unescape(re.findall(r'name="rows" value="([^"]*)"', page.text)[0]),
        **{f"{field}-{number}": "" for field in ("role", "municipality") for number in numbers},
    }
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = 1000
    path = f"{LIST}/import/save"
    saved = organiser.post(path, form).status_code
    stranger = app.test_client().post(f"/organise{path}", data=form).status_code
    assert ("100 rader må rettes" in page.text, "multipart" in tag) == (True, False)
    assert (saved, stranger, len(states(medvirk))) == (303, 413, 105)


def test_a_row_and_the_known_are_left_out_and_what_is_no_list_is_refused(
    organiser: Organiser, medvirk: Medvirk
) -> None:
    form = typed_on(send_file(organiser, FILE).text.partition("understood-people")[2])
    skipped = {"rows": form["rows"], "skip-3": "1", "known": "leave"}
    page = after(organiser, organiser.post(f"{LIST}/import/save", skipped))
    assert told(page) == "1 står på venteliste, 1 står som før."
    assert "Anne" in states(medvirk)
    page = send_file(organiser, "Hei")
    assert (page.status_code, told(page)) == (
        422,
        "Vi fant ingen personer her. Fila må ha en kolonne som heter Navn.",
    )
    assert told(organiser.post(f"{LIST}/import", {})) == "Velg en fil først."
