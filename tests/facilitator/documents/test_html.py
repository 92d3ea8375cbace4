"""The HTML of a report becomes blocks, and nothing of it is lost."""

import re
from collections.abc import Iterable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from facilitator.documents.blocks import (
    Block,
    Cell,
    Fact,
    Facts,
    Figure,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    Tone,
)
from tests.facilitator.documents.samples import HTML, PNG, read, sample

FIRST = "<li> of report-facts does not begin with its number"


def text(words: str) -> Paragraph:
    return Paragraph((Run(words),))


def blocks_of(html: str) -> tuple[Block, ...]:
    return tuple(read(html).blocks)


def test_headings_and_paragraphs_have_their_levels_and_tones() -> None:
    html = """<header><p class="report-kicker">Rapport</p><h1>Kommune</h1>
      <p class="report-lead">Verdien</p></header>
      <section id="a"><h2 id="b">Det viktigste</h2><h4>Hopp</h4><p class="report-note">Merk</p>
      <blockquote><p>Sagt</p>rett fram</blockquote></section>"""
    assert blocks_of(html) == (
        Paragraph((Run("Rapport"),), Tone.KICKER),
        Heading(1, (Run("Kommune"),)),
        Paragraph((Run("Verdien"),), Tone.LEAD),
        Heading(2, (Run("Det viktigste"),)),
        Heading(3, (Run("Hopp"),)),
        Paragraph((Run("Merk"),), Tone.NOTE),
        Paragraph((Run("Sagt"),), Tone.QUOTE),
        Paragraph((Run("rett fram"),), Tone.QUOTE),
    )


def test_a_text_keeps_its_looks_and_breaks_and_loses_its_white_space() -> None:
    html = """<p>  Sju <strong>av <em>åtte</em></strong>
      bord<br> sier <span class="report-source">(bord 2)</span>, <small>nok</small>
      <span>vanlig</span> <time datetime="2017">i fjor</time> <br></p>"""
    assert blocks_of(html) == (
        Paragraph(
            (
                Run("Sju "),
                Run("av ", bold=True),
                Run("åtte", bold=True, italic=True),
                Run(" bord\nsier "),
                Run("(bord 2)", quiet=True),
                Run(", "),
                Run("nok", quiet=True),
                Run(" vanlig i fjor"),
            )
        ),
    )


def test_links_lead_to_what_holds_the_id_and_nowhere_when_it_is_left_out() -> None:
    html = """<p><a href="#rad">#18</a> <a href="#del">del</a> <a href="#borte">borte</a>
      <a href="https://example.com/a">ute</a> <a href="javascript:alert(1)">nei</a></p>
      <section id="del"><h2>Del</h2></section>
      <table><tr id="rad"><th>#18</th><td>Sagt</td></tr></table>"""
    assert blocks_of(html) == (
        Paragraph(
            (
                Run("#18", link="#rad"),
                Run(" "),
                Run("del", link="#del"),
                Run(" borte "),
                Run("ute", link="https://example.com/a"),
                Run(" nei"),
            )
        ),
        Heading(2, (Run("Del"),), "del"),
        Grid((), [], [(Cell((text("#18"),), "row", name="rad"), Cell((text("Sagt"),)))]),
    )


def test_lists_stand_within_lists_and_terms_beside_what_they_mean() -> None:
    html = """<p><a href="#p">punkt</a></p>
      <ol><li id="p">En<ul><li>a</li></ul></li><li> </li></ol><dl>
      <dt>Sted</dt><dd>Steinkjer</dd><div><dt>Tid</dt><dd><p>I dag</p><p>og</p></dd></div></dl>"""
    assert blocks_of(html)[1:] == (
        Listing(((Paragraph((Run("En"),), name="p"), Listing(((text("a"),),))),), ordered=True),
        Listing(
            (
                (Paragraph((Run("Sted", bold=True), Run(" "), Run("Steinkjer"))),),
                (Paragraph((Run("Tid", bold=True), Run(" "), Run("I dag"))), text("og")),
            )
        ),
    )


def test_facts_are_numbers_with_what_they_count() -> None:
    html = """<ul class="report-facts"><li><strong>43</strong> <span>personer</span></li></ul>"""
    assert blocks_of(html) == (Facts((Fact("43", "personer"),)),)
    assert blocks_of('<ul class="report-facts"></ul>') == ()


def test_a_table_has_a_caption_heads_and_cells_that_reach_over_others() -> None:
    html = """<table><caption>Bord for bord</caption>
      <thead><tr><th scope="col">Bord</th><th scope="col">I dag</th></tr></thead>
      <tbody><tr><th scope="rowgroup" colspan="2">Ved vinduet</th></tr></tbody>
      <tbody><tr><th scope="row" rowspan="2">1</th><td>Dialog</td></tr><tr><td></td></tr></tbody>
      </table>"""
    assert blocks_of(html) == (
        Grid(
            (Run("Bord for bord"),),
            [(Cell((text("Bord"),), "column"), Cell((text("I dag"),), "column"))],
            [
                (Cell((text("Ved vinduet"),), "rowgroup", columns=2),),
                (Cell((text("1"),), "row", rows=2), Cell((text("Dialog"),))),
                (Cell(()),),
            ],
        ),
    )


def test_a_drawing_is_complete_in_itself() -> None:
    html = """<figure><svg viewBox="0 0 8 4" preserveAspectRatio="none"><title>To  trinn</title>
      <svg x="1" viewBox="0 0 2 2"><text font-weight="650">a&nbsp;&lt;</text></svg></svg>
      <figcaption>Trappa</figcaption><p>Under</p></figure>"""
    figure, under = blocks_of(html)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4" preserveAspectRatio="none"'
        ' width="8" height="4" font-family="Inter, Noto Sans Arabic, Noto Sans Hebrew, Noto Emoji">'
        "<title>To  trinn</title>\n      "
        '<svg x="1" viewBox="0 0 2 2"><text font-weight="700">a\u00a0&lt;</text></svg></svg>'
    )
    assert figure == Figure("To trinn", (Run("Trappa"),), svg)
    assert under == text("Under")


def test_a_small_drawing_in_a_text_is_its_words_and_one_for_the_looks_is_nothing() -> None:
    html = """<p>2 <svg viewBox="0 0 1 1" aria-label="til"/> 3
      <svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"/></svg></p>"""
    assert blocks_of(html) == (text("2 til 3"),)


def test_the_logo_stands_by_itself() -> None:
    document = read(f'<header><img class="report-logo" src="{PNG}" alt="Vårt merke"></header>')
    assert (document.blocks, document.logo and document.logo.alt) == ((), "Vårt merke")


def test_what_is_for_screens_alone_is_not_read() -> None:
    html = """<p>Her <span data-only="screen">ikke</span><b class="a sr-only">nei</b> og
      der<!-- gjemt --></p><nav data-only="screen"><video></video></nav>"""
    assert blocks_of(html) == (text("Her og der"),)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<form></form>", "<form> is not known in a document"),
        ("<p><button>x</button></p>", "<button> cannot stand in a text"),
        ("<ul><p>x</p></ul>", "<p> cannot stand in <ul>"),
        ("<ul>x<li>y</li></ul>", "text cannot stand in <ul>"),
        ("<h1>a</h1><h1>b</h1>", "<h1> is the title and stands first, once"),
        ("<figure><p>x</p></figure>", "<figure> has 0 pictures, not one"),
        ("<figure><svg viewBox='0 0 1 1'/></figure>", "<svg> without aria-label and title"),
        ("<figure><svg aria-label='a'/></figure>", "<svg> without viewBox"),
        ("<p><svg viewBox='0 0 1 1'></p>", "<svg> without an end"),
        ("<dl><dd>x</dd></dl>", "<dd> without <dt>"),
        ("<img src='/logo.png' alt='x'>", "<img> is no PNG or JPEG in a data: address"),
        (f"<img src='{PNG}'>", "<img> without alt"),
        ("<img src='data:image/png;base64,AAAA' alt='x'>", "neither PNG nor JPEG"),
        ("<img src='data:image/png;base64,A' alt='x'>", "<img> has no readable data: address"),
        (
            "<table><tbody><td>x</td></tbody></table>",
            "<td> cannot stand in <table>, where rows stand",
        ),
        ("<figure><svg viewBox='0 0 1 1'><a></svg></figure>", "<svg> is not well-formed"),
        ("<ul class='report-facts'><li>a <strong>43</strong></li></ul>", FIRST),
        ("<ul class='report-facts'><li>43</li></ul>", "<li> of report-facts without <strong>"),
    ],
)
def test_what_is_not_known_is_not_dropped(html: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        read(html)


def test_all_words_of_the_sample_are_read_in_their_order() -> None:
    page = fromstring(HTML)
    for unread in page.xpath("//nav | //*[@class = 'sr-only'] | //figure/svg"):
        unread.drop_tree()
    alt = "Medvirkningstrappa med 27 eksempler"
    read_back = [one for one in words_of(sample().blocks) if one != alt]
    assert "".join("".join(read_back).split()) == "".join(page.text_content().split())


SAID = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@settings(max_examples=60)
@given(said=st.lists(SAID, min_size=9, max_size=9))
def test_nothing_that_people_wrote_is_lost(said: list[str]) -> None:
    a, b, c, d, e, f, g, h, i = map(escape, said)
    html = f"""<h2>x{a}</h2><p>x{b}</p><ul><li>x{c}<ul><li>x{d}</li></ul></li></ul>
      <table><caption>x{e}</caption><tr><td>x{f}</td><th><p>x{g}</p></th></tr></table>
      <figure><svg viewBox="0 0 1 1" aria-label="x"><text>x{h}</text></svg>
      <figcaption>x{i}</figcaption></figure>"""
    blocks = blocks_of(html)
    figure = blocks[-1]
    assert isinstance(figure, Figure)
    read_back = [*words_of(blocks[:-1]), "".join(run.text for run in figure.caption)]
    known = [re.sub("[\ufffe\uffff]", "\ufffd", one) for one in said]
    space = re.compile("[ \t\n\r\f]+")
    wanted = [space.sub(" ", f"x{one}").rstrip(" ") for one in [*known[:7], known[8]]]
    assert read_back == wanted
    assert escape(known[7], quote=False) in figure.svg


def words_of(blocks: Iterable[Block]) -> list[str]:
    """All words of some blocks, each text by itself."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                found.append("".join(run.text for run in block.runs))
            case Listing():
                found += [one for point in block.points for one in words_of(point)]
            case Grid():
                found.append("".join(run.text for run in block.caption))
                for row in (*block.head, *block.body):
                    found += [one for cell in row for one in words_of(cell.blocks)]
            case Figure():
                found += [block.alt, "".join(run.text for run in block.caption)]
            case Facts():
                found += [f"{one.number} {one.words}" for one in block.facts]
    return found
