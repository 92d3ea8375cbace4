"""A Word document has real headings, lists, captions and tables, and is the same each time."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from facilitator.documents.word import docx_of
from tests.facilitator.documents.samples import FONTS, HTML, PNG, read, sample, sample_docx
from tests.facilitator.documents.test_pdf import HOSTILE, hostile


@pytest.fixture(scope="module")
def made() -> Any:
    return docx.Document(BytesIO(sample_docx()))


def styled(made: Any) -> list[tuple[str, str]]:
    """The style and the text of every paragraph that is not in a table."""
    return [(one.style.name, one.text) for one in made.paragraphs]


def test_its_paragraphs_are_in_real_styles(made: Any) -> None:
    there = [one for one in styled(made) if one[1].strip()]
    assert there == [
        ("Kicker", "Innspillsrapport"),
        ("Title", "Kommune 3.0"),
        ("Subtitle", "Verdien av innbyggerinvolvering"),
        (
            "Normal",
            "Steinkjer · torsdag 21. september 2017 kl. 16.00–19.06 · Forskningsdagene på"
            " Steinkjer",
        ),
        ("Heading 1", "Det viktigste"),
        (
            "List Bullet",
            "Sju av åtte bord sier at folk engasjerer seg når de blir spurt før noe er bestemt"
            " (bord 2, #18).",
        ),
        ("List Bullet", "Resten står under Medvirkningstrappa."),
        ("List Number 2", "Først dette"),
        ("List Number 2", "Så dette"),
        ("Note", "Arrangøren: Vi tar dette videre.\nRing oss."),
        ("Heading 1", "Medvirkningstrappa"),
        ("Normal", "Bordene plasserte 27 eksempler på trappa."),
        ("Caption", "Figur 1: Fylt sirkel: i dag. Tallet er bordet."),
        ("Caption", "Tabell 1: Fra i dag til ønsket, bord for bord"),
        ("Heading 1", "Metode"),
        ("Normal", "Dette fikk alle vite før de skrev:"),
        ("Quote", "Innspillene brukes i kommunens videre arbeid."),
        ("Heading 2", "Tid og sted"),
        ("List Bullet", "Sted Steinkjer"),
        ("List Bullet", "Mer example.com"),
        ("Normal", "كيف يمكن إشراك الشباب؟"),
        ("Heading 1", "Alle innspill"),
        ("Caption", "Tabell 2: Innspill"),
    ]


def test_its_tables_repeat_their_heads_and_merge_cells(made: Any) -> None:
    facts, ladder, appendix = made.tables
    assert [cell.text for cell in facts.rows[0].cells] == [
        "43\npersoner ved åtte bord",
        "124\ninnspill, gjengitt ord for ord bakerst",
    ]
    assert [[cell.text for cell in row.cells] for row in ladder.rows] == [
        ["Bord", "I dag", "Fordi"],
        ["De ved vinduet"] * 3,
        ["1", "Konsultasjon", "«Vi blir hørt, men sent.» (#18)"],
        ["1", "Dialog", "–"],
        ["2", "Informasjon", "Brevene kommer\nIngen spør"],
    ]
    assert appendix.rows[1].cells[2].text == "Fremmer: Å bli spurt før noe er bestemt 👩‍👩‍👧"
    heads = [bool(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in ladder.rows]
    assert heads == [True, False, False, False, False]


def test_it_has_a_list_of_contents_that_is_filled_in(made: Any) -> None:
    contents = made.element.body.find(qn("w:sdt"))
    titles = ["".join(one.itertext(qn("w:t"))) for one in contents.iter(qn("w:p"))]
    assert titles == ["Innhold", "Det viktigste", "Medvirkningstrappa", "Metode", "Alle innspill"]
    assert [one.text for one in made.element.iter(qn("w:instrText"))] == [
        r' TOC \o "1-1" \h \z \u ',
        r" SEQ Figur \* ARABIC ",
        r" SEQ Tabell \* ARABIC ",
        r" SEQ Tabell \* ARABIC ",
    ]
    # What a reader in a hurry reads stands before it.
    before = [one.findtext(f".//{qn('w:t')}") for one in contents.itersiblings(preceding=True)]
    assert "Det viktigste" in before
    footer = made.sections[0].footer._element
    assert [one.text for one in footer.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]


def test_every_link_within_it_leads_to_a_bookmark(made: Any) -> None:
    body = made.element
    marks = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    links = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    within = [one for one in links if one]
    assert (len(marks), len(set(marks)), len(within)) == (5, 5, 7)
    assert set(within) - set(marks) == set()


def test_it_says_what_it_is_and_shows_its_pictures_in_words(made: Any) -> None:
    about = made.core_properties
    picture = made.inline_shapes[0]._inline.docPr
    language = made.styles.element.find(f".//{qn('w:lang')}")
    assert (
        about.title,
        about.author,
        about.comments,
        about.created,
        language.get(qn("w:val")),
        picture.get("descr"),
    ) == (
        "Kommune 3.0",
        "Forskningsdagene på Steinkjer",
        "",
        datetime(2017, 9, 21, 17, 30, tzinfo=UTC),
        "nb-NO",
        "Medvirkningstrappa med 27 eksempler",
    )


def test_what_is_read_from_the_right_is_written_so(made: Any) -> None:
    arabic = next(one for one in made.paragraphs if "الشباب" in one.text)
    assert arabic._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert arabic.runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None


def test_it_is_the_same_each_time_and_dated_when_zip_files_began() -> None:
    assert docx_of(sample(), FONTS) == sample_docx()
    with zipfile.ZipFile(BytesIO(sample_docx())) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_it_speaks_english() -> None:
    english = docx.Document(BytesIO(docx_of(read(HTML, "en"), FONTS)))
    captions = [text for style, text in styled(english) if style == "Caption"]
    assert captions[1] == "Table 1: Fra i dag til ønsket, bord for bord"
    assert english.core_properties.language == "en-GB"


def test_logos_and_photographs_are_shown_in_words_too() -> None:
    html = f"""<img class="report-logo" src="{PNG}" alt="Vårt merke"><h1>Kommune</h1>
      <figure><img src="{PNG}" alt="Salen"></figure>
      <ul><li><table><tr><td><h3>i</h3></td></tr></table></li></ul>"""
    made = docx.Document(BytesIO(docx_of(read(html), FONTS)))
    words = [one._inline.docPr.get("descr") for one in made.inline_shapes]
    assert (words, made.tables[0].cell(0, 0).text) == (["Vårt merke", "Salen"], "i")


def test_hostile_words_are_only_words() -> None:
    data = docx_of(read(hostile(list(HOSTILE)), contents="Innhold"), FONTS)
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = [name for name in file.namelist() if name.endswith(".xml")]
        for name in parts:
            etree.fromstring(file.read(name))
    text = "\n".join(one.text for one in docx.Document(BytesIO(data)).paragraphs)
    assert HOSTILE[0] in text
    assert HOSTILE[1] in text
