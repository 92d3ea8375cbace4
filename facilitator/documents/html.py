"""Reads the small HTML that a report is drawn in, so that it can be written as other files.

What it may be made of; anything else is a mistake of the template and raises ValueError:

- ``article section header footer main div aside`` hold others and mean nothing themselves.
- ``h1`` (one, the title) to ``h4``; ``p``, with a class for its tone: ``report-kicker``,
  ``report-lead``, ``report-note``; ``blockquote``; ``ul ol li``; ``dl dt dd``.
- ``nav``: here the list of contents stands; each kind of file makes its own.
- ``ul class="report-facts"``: each ``li`` has the number in ``strong``, then what it counts.
- ``table`` with ``caption thead tbody tfoot tr th td``, ``scope``, ``colspan``, ``rowspan``.
- ``figure`` with one ``svg`` or ``img``, and ``figcaption``; what else stands in it comes after it.
  An ``svg`` has ``viewBox`` and ``aria-label`` or ``title``, colours and sizes of its own, and no
  need of a stylesheet. An ``img`` has ``alt`` and a PNG or JPEG as a ``data:`` address; with
  ``class="report-logo"``, outside a figure, it is the logo.
- In text: ``strong b em i small span time bdi a br wbr``; ``span class="report-source"`` and
  ``small`` are quiet. An ``svg`` in a text is read as its label.
- A link to ``#id`` leads to the first heading, paragraph, point or cell that the element with that
  id is or holds; to an id that is not there (a section left out), it is text without a link.

Not read: ``data-only="screen"``, class ``sr-only``, and an ``svg`` with ``aria-hidden="true"``.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, fromstring

from facilitator.documents.blocks import (
    Block,
    Contents,
    Document,
    Fact,
    Facts,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Run,
    Tone,
    plain,
)
from facilitator.documents.drawings import PLACE, complete, hidden, take_out, words_of
from facilitator.documents.grids import read_grid
from facilitator.documents.images import image_of
from facilitator.documents.lines import PLAIN, Line
from facilitator.documents.names import Names

_HOLDERS = frozenset({"article", "section", "header", "footer", "main", "div", "aside"})
_INLINE = frozenset(
    {"strong", "b", "em", "i", "small", "span", "time", "bdi", "a", "br", "wbr", PLACE}
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_TONES = {
    "report-kicker": Tone.KICKER,
    "report-lead": Tone.LEAD,
    "report-note": Tone.NOTE,
}
# What neither HTML nor XML can hold.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def document_of(
    html: str,
    *,
    title: str,
    language: str,
    author: str,
    footer: str,
    date: str,
    contents: str = "",
) -> Document:
    """The document that ``html`` draws; the other arguments are those of `Document`.

    Raises:
        ValueError: ``html`` has what this module does not know; it names the tag.
    """
    text, drawings = take_out(_UNSPEAKABLE.sub("\ufffd", html))
    parser = HTMLParser(huge_tree=True, remove_comments=True)
    root = fromstring(f"<div>{text}</div>", parser=parser)
    _drop_unread(root)
    reader = Reader(drawings, Names(root))
    blocks = tuple(reader.flow(root))
    return Document(
        title=title,
        language=language,
        author=author,
        footer=footer,
        date=date,
        blocks=blocks,
        contents=contents,
        logo=reader.logo,
    )


class Reader:
    """Reads elements into blocks, from the first to the last."""

    def __init__(self, drawings: Sequence[etree._Element], names: Names) -> None:
        self.logo: Figure | None = None
        self.names = names
        self._drawings = drawings
        self._level = 0
        self._readers: dict[str, Callable[[HtmlElement], Sequence[Block]]] = {
            **dict.fromkeys(_HOLDERS, self.flow),
            **dict.fromkeys(_HEADINGS, self._heading),
            "p": self._paragraph,
            "blockquote": self._quote,
            "ul": self._list,
            "ol": self._list,
            "dl": self._terms,
            "figure": self._figure,
            "table": lambda table: (read_grid(self, table),),
            "img": self._image,
            "nav": lambda _: (Contents(),),
        }

    def flow(self, holder: HtmlElement, tone: Tone = Tone.PLAIN) -> list[Block]:
        """What stands in ``holder``: its blocks, and paragraphs of the text between them."""
        found: list[Block] = []
        line = Line()

        def close() -> None:
            if runs := line.take():
                found.append(Paragraph(runs, tone))

        line.add(holder.text)
        for child in holder:
            if child.tag in _INLINE:
                self._inline(child, PLAIN, line)
            else:
                close()
                found.extend(self._block(child))
            line.add(child.tail)
        close()
        return found

    def runs(self, holder: HtmlElement) -> Sequence[Run]:
        """The text of an element that holds nothing but text."""
        line = Line()
        self._inside(holder, PLAIN, line)
        return line.take()

    def _block(self, element: HtmlElement) -> Sequence[Block]:
        read = self._readers.get(element.tag)
        if read is None:
            raise ValueError(f"<{element.tag}> is not known in a document")
        return read(element)

    def _inside(self, holder: HtmlElement, look: Run, line: Line) -> None:
        line.add(holder.text, look)
        for child in holder:
            self._inline(child, look, line)
            line.add(child.tail, look)

    def _inline(self, element: HtmlElement, look: Run, line: Line) -> None:
        tag = element.tag
        if tag not in _INLINE:
            raise ValueError(f"<{tag}> cannot stand in a text")
        if tag == "br":
            line.end_line(look)
        elif tag == PLACE:
            drawing = self._drawing(element)
            if not hidden(drawing):
                line.add(words_of(drawing), look)
        else:
            self._inside(element, self._look(element, look), line)

    def _look(self, element: HtmlElement, look: Run) -> Run:
        tag = element.tag
        if tag in ("strong", "b"):
            return replace(look, bold=True)
        if tag in ("em", "i"):
            return replace(look, italic=True)
        if tag == "small" or "report-source" in element.classes:
            return replace(look, quiet=True)
        if tag == "a":
            return replace(look, link=self.names.link(element.get("href", "")))
        return look

    def _heading(self, element: HtmlElement) -> Sequence[Block]:
        level = _HEADINGS[element.tag]
        if level == 1 and self._level:
            raise ValueError("<h1> is the title and stands first, once")
        runs = self.runs(element)
        if not runs:
            return ()
        # Who listens to a document goes from heading to heading: no level is left out.
        self._level = min(level, max(self._level, 1) + 1)
        return (Heading(self._level, runs, self.names.of(element)),)

    def _paragraph(self, element: HtmlElement) -> Sequence[Block]:
        tone = next((_TONES[one] for one in element.classes if one in _TONES), Tone.PLAIN)
        runs = self.runs(element)
        return (Paragraph(runs, tone, self.names.of(element)),) if runs else ()

    def _quote(self, element: HtmlElement) -> Sequence[Block]:
        return [
            replace(block, tone=Tone.QUOTE)
            if isinstance(block, Paragraph) and block.tone is Tone.PLAIN
            else block
            for block in self.flow(element)
        ]

    def _list(self, element: HtmlElement) -> Sequence[Block]:
        points = _only(element, "li")
        if "report-facts" in element.classes:
            return (Facts(tuple(self._fact(point) for point in points)),) if points else ()
        read = (named(self.flow(point), self.names.of(point)) for point in points)
        there = tuple(tuple(blocks) for blocks in read if blocks)
        return (Listing(there, ordered=element.tag == "ol"),) if there else ()

    def _fact(self, element: HtmlElement) -> Fact:
        line = plain(self.runs(element)).strip()
        strong = element.find("strong")
        if strong is None:
            raise ValueError("<li> of report-facts without <strong>")
        number = plain(self.runs(strong))
        if not line.startswith(number):
            raise ValueError("<li> of report-facts does not begin with its number")
        return Fact(number, line.removeprefix(number).strip())

    def _terms(self, element: HtmlElement) -> Sequence[Block]:
        points: list[tuple[Paragraph, list[Block]]] = []
        for group in _only(element, "dt", "dd", "div"):
            for child in _only(group, "dt", "dd") if group.tag == "div" else (group,):
                if child.tag == "dt":
                    term = tuple(replace(run, bold=True) for run in self.runs(child))
                    points.append((Paragraph(term, name=self.names.of(child)), []))
                elif points:
                    points[-1][1].extend(named(self.flow(child), self.names.of(child)))
                else:
                    raise ValueError("<dd> without <dt>")
        return (Listing(tuple(tuple(beside(*point)) for point in points)),) if points else ()

    def _figure(self, element: HtmlElement) -> Sequence[Block]:
        caption: Sequence[Run] = ()
        pictures: list[Figure] = []
        others: list[Block] = []
        for child in element:
            if child.tag == "figcaption":
                caption = self.runs(child)
            elif child.tag == PLACE:
                drawing = self._drawing(child)
                if not hidden(drawing):
                    pictures.append(Figure(words_of(drawing), svg=complete(drawing)))
            elif child.tag == "img":
                pictures.append(image_of(child))
            else:
                others.extend(self._block(child))
        if len(pictures) != 1:
            raise ValueError(f"<figure> has {len(pictures)} pictures, not one")
        return (replace(pictures[0], caption=caption), *others)

    def _image(self, element: HtmlElement) -> Sequence[Block]:
        if "report-logo" not in element.classes:
            return (image_of(element),)
        self.logo = image_of(element)
        return ()

    def _drawing(self, place: HtmlElement) -> etree._Element:
        return self._drawings[int(place.get("number", ""))]


def named(blocks: list[Block], name: str) -> list[Block]:
    """``blocks``, the first of which links call ``name``."""
    if not name:
        return blocks
    if blocks and isinstance(blocks[0], Paragraph) and not blocks[0].name:
        return [replace(blocks[0], name=name), *blocks[1:]]
    return [Paragraph((), name=name), *blocks]


def beside(term: Paragraph, blocks: list[Block]) -> list[Block]:
    """``term`` and what it means; in one line when that begins with text."""
    match blocks:
        case [Paragraph(runs=runs, name=""), *others]:
            return [replace(term, runs=(*term.runs, Run(" "), *runs)), *others]
        case _:
            return [term, *blocks]


def _drop_unread(holder: HtmlElement) -> None:
    for child in holder.getchildren():
        if child.get("data-only") == "screen" or "sr-only" in child.classes:
            child.drop_tree()
        else:
            _drop_unread(child)


def _only(holder: HtmlElement, *tags: str) -> Sequence[HtmlElement]:
    """What stands in ``holder``, which may be nothing but ``tags``."""
    for child in holder:
        if child.tag not in tags:
            raise ValueError(f"<{child.tag}> cannot stand in <{holder.tag}>")
    if "".join((holder.text or "", *(child.tail or "" for child in holder))).strip():
        raise ValueError(f"text cannot stand in <{holder.tag}>")
    return list(holder)
