"""A PDF is accessible and archivable, the same each time, and takes whatever people write."""

from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from facilitator.documents.pdf import pdf_of
from facilitator.documents.setting import Setting
from tests.facilitator.documents.samples import FONTS, PNG, read, sample, sample_pdf

HOSTILE = (
    "= + - @ # $ * _ \\ < > \" ' ` // /* ] [ #let x = 1 \\u{41} @ref <label> $x^2$",
    "😀👩🏽‍🚒👨‍👩‍👧🏳️‍🌈🇳🇴1️⃣❤️",
    "مرحبا 123 (test) العالم ﷽",
    "שָׁלוֹם עולם 45%",
    "日本語 ไทย বাংলা क्षत्रिय",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢ a\u0338\u20dd \u0301",
    "a" * 400,
    "https://example.com/" + "a1_" * 100,
    "Vi må snakke med folk. " * 90,
    "\ue000\uf8ff\U000f0000\u0378\ufffe\u2028\u202eomvendt\u2066\u00ad\u200b\ufeff",
    "\x00\x01\x0b\x7f\x85\ud800\t",
    "   ",
)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def tags(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """The elements of the structure tree, from the first to the last."""

    def below(element: Any) -> Iterator[Any]:
        if isinstance(element, pikepdf.Array):
            for one in element:
                yield from below(one)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            yield from below(element.get("/K", pikepdf.Array()))

    return below(pdf.Root.StructTreeRoot.K)


def attributes(element: Any) -> dict[str, Any]:
    """What a table's cell says of itself."""
    owned = element.get("/A", pikepdf.Array())
    found = [owned] if isinstance(owned, pikepdf.Dictionary) else list(owned)
    return {key: value for one in found if one.O == "/Table" for key, value in one.items()}


def test_it_says_that_it_is_accessible_and_archivable() -> None:
    with opened(sample_pdf()) as pdf, pdf.open_metadata() as about:
        assert {
            "ua": about["pdfuaid:part"],
            "a": about["pdfaid:part"] + about["pdfaid:conformance"],
            "title": about["dc:title"],
            "by": about["dc:creator"],
            "language": str(pdf.Root.Lang),
            "tagged": bool(pdf.Root.MarkInfo.Marked),
            "title shown": bool(pdf.Root.ViewerPreferences.DisplayDocTitle),
            "changed": about["xmp:ModifyDate"],
        } == {
            "ua": "1",
            "a": "2A",
            "title": "Kommune 3.0",
            "by": ["Forskningsdagene på Steinkjer"],
            "language": "nb-NO",
            "tagged": True,
            "title shown": True,
            "changed": "2017-09-21T17:30:00+00:00",
        }


def test_its_bookmarks_are_its_headings() -> None:
    with opened(sample_pdf()) as pdf, pdf.open_outline() as outline:
        titles = [(one.title, [below.title for below in one.children]) for one in outline.root]
    assert titles == [
        ("Det viktigste", []),
        ("Medvirkningstrappa", []),
        ("Metode", ["Tid og sted"]),
        ("Alle innspill", []),
    ]


def test_its_tables_and_figures_are_tagged() -> None:
    with opened(sample_pdf()) as pdf:
        names = [str(one.S) for one in tags(pdf)]
        alts = [str(one.Alt) for one in tags(pdf) if one.S == "/Figure"]
        columns = [one for one in tags(pdf) if attributes(one).get("/Scope") == "/Column"]
        links = sum(len(page.get("/Annots", [])) for page in pdf.pages)
        assert alts == ["Medvirkningstrappa med 27 eksempler"]
        assert [names.count(f"/{name}") for name in ("Table", "THead", "Caption", "Title")] == [
            2,
            2,
            3,
            1,
        ]
        assert len(columns) == 6
        # The list of contents, three to contributions, one to a section, and one that leads out.
        assert (names.count("/TOCI"), links) == (4, 8)


def test_the_cells_of_its_tables_say_what_they_name() -> None:
    with opened(sample_pdf()) as pdf:
        ladder = next(one for one in tags(pdf) if one.S == "/Table")
        rows = [
            [f"{cell.S}{attributes(cell).get('/Scope', '')}" for cell in row.K]
            for part in ladder.K
            if part.S in ("/THead", "/TBody")
            for row in part.K
        ]
    assert rows == [
        ["/TH/Column", "/TH/Column", "/TH/Column"],
        ["/TH/Row"],
        ["/TH/Row", "/TD", "/TD"],
        ["/TD", "/TD"],
        ["/TH/Row", "/TD", "/TD"],
    ]


def test_a_checker_finds_nothing_but_what_it_does_not_know() -> None:
    report = pdfa.validate_written(BytesIO(sample_pdf()), "2b")
    assert {one.rule for one in report.findings} == {
        # It checks no table of glyphs, and no destination that is an object of its own.
        "ISO_19005_2:6.2.11.4.2-2",
        "pikepdf:schema-LinkAnnot",
        "pikepdf:schema-OutlineItem",
        # It knows no metadata of PDF/UA, and level A is more than the level B that it knows.
        "ISO_19005_2:6.6.2.3.1-1",
        "ISO_19005_2:6.6.2.3.1-2",
        "ISO_19005_2:6.6.4-3",
    }


def test_it_is_the_same_each_time() -> None:
    assert pdf_of(sample(), FONTS) == sample_pdf()


@pytest.mark.parametrize(
    ("language", "spoken", "words"),
    [
        ("nb", "nb-NO", {"figure": "Figur", "table": "Tabell", "page": "Side"}),
        ("nn", "nn-NO", {"figure": "Figur", "table": "Tabell", "page": "Side"}),
        ("en", "en-GB", {"figure": "Figure", "table": "Table", "page": "Page"}),
    ],
)
def test_it_speaks_the_language_of_its_document(
    language: str, spoken: str, words: dict[str, str]
) -> None:
    document = read("<h1>Kommune 3.0</h1><p>漢字</p>", language)
    data = Setting(FONTS).document(document)
    with opened(pdf_of(document, FONTS)) as pdf:
        assert (str(pdf.Root.Lang), data["words"]) == (spoken, words)
    note = data["blocks"] or data["front"]
    assert "(2 i" in note[-1]["runs"][0]


def test_a_word_as_wide_as_the_page_may_be_broken_where_letters_are_large() -> None:
    word = "Menneskerettighetsorganisasjonsmedlemskapet"
    data = Setting(FONTS).document(read(f"<h1>{word} i dag</h1><h2>{word}</h2><p>{word}</p>"))
    told = [block["runs"][0] for block in data["blocks"]]
    broken = "Mennes\u00adkerett\u00adighets\u00adorgani\u00adsasjon\u00adsmedle\u00admskape\u00adt"
    assert told == [f"{broken} i dag", broken, word]


def test_logos_photographs_and_tables_within_tables_have_their_places() -> None:
    html = f"""<img class="report-logo" src="{PNG}" alt="Vårt merke"><h1>Kommune</h1>
      <figure><img src="{PNG}" alt="Salen"><figcaption>Salen før møtet</figcaption></figure>
      <table><tr><th scope="row">1</th><td><table><tr><td>a</td></tr></table></td></tr></table>"""
    with opened(pdf_of(read(html), FONTS)) as pdf:
        found = list(tags(pdf))
        scopes = [attributes(one).get("/Scope", "") for one in found if one.S in ("/TH", "/TD")]
        assert [str(one.Alt) for one in found if one.S == "/Figure"] == ["Vårt merke", "Salen"]
        assert [str(one) for one in scopes] == ["/Row", "", ""]


def test_an_empty_report_is_a_page() -> None:
    with opened(pdf_of(read('<article class="report"></article>'), FONTS)) as pdf:
        assert len(pdf.pages) == 1


def hostile(said: list[str]) -> str:
    """A report that has what was said in all places where it may stand."""
    a, b, c, *others = map(escape, said)
    rows = "".join(
        f'<tr><th scope="row" id="i{number}">#</th><td>{one}</td></tr>'
        for number, one in enumerate(others)
    )
    return f"""<article><p class="report-kicker">{a}</p><h1>{b}</h1><p class="report-lead">{c}</p>
      <nav><p>{a}</p></nav>
      <ul class="report-facts"><li><strong>7</strong> <span>{a}{b}</span></li></ul>
      <h2>{c}</h2><p>{a}</p><ol><li>{b} <a href="#i0">{c}</a></li></ol><h4>{a}</h4>
      <figure><svg viewBox="0 0 90 90" aria-label="{a} x"><text y="9">{b}{c}</text></svg>
      <figcaption>{a}</figcaption></figure>
      <table><caption>{b}</caption><thead><tr><th>{a}</th><th>{c}</th></tr></thead>{rows}</table>
      <p class="report-note">{c}</p><blockquote>{a}</blockquote></article>"""


def test_hostile_words_are_only_words() -> None:
    document = read(hostile(list(HOSTILE)), contents=HOSTILE[0])
    with opened(pdf_of(document, FONTS)) as pdf, pdf.open_outline() as outline:
        alts = [str(one.Alt) for one in tags(pdf) if one.S == "/Figure"]
        below = [one.title for section in outline.root for one in section.children]
        assert (alts, below) == ([f"{HOSTILE[0]} x"], [HOSTILE[0]])


@settings(max_examples=12)
@example(["\U000e0000", "\u200b", "\u2060 \ufe0f", ""])
@given(said=st.lists(st.text(max_size=40) | st.sampled_from(HOSTILE), min_size=4, max_size=6))
def test_whatever_people_write_becomes_a_pdf(said: list[str]) -> None:
    assert pdf_of(read(hostile(said), contents="Innhold"), FONTS).startswith(b"%PDF-1.7")
