"""Writes a document as Word, with real headings, lists, captions and tables."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

from docx.shared import Mm
from lxml import etree

from facilitator.documents.blocks import (
    Block,
    Contents,
    Document,
    Facts,
    Figure,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Run,
    Tone,
    plain,
)
from facilitator.documents.glyphs import right_to_left, written
from facilitator.documents.layout import LOGO, PICTURE, held
from facilitator.documents.markup import contents, field, node, paragraph, run_of, words
from facilitator.documents.package import Package
from facilitator.documents.pictures import fitted, lettered, pixels_of
from facilitator.documents.word_tables import facts_table, grid_table
from facilitator.documents.words import words_in

_STYLES = {
    Tone.PLAIN: "",
    Tone.KICKER: "Kicker",
    Tone.LEAD: "Subtitle",
    Tone.QUOTE: "Quote",
    Tone.NOTE: "Note",
}
_DEEPEST = 3
_DEPTHS = ("", "", "2", "3")


def docx_of(document: Document, fonts: Path) -> bytes:
    """The document as Word.

    Args:
        fonts: the folder of the fonts that pictures are drawn with; the text is in Arial, which
            every computer has, or something like it.
    """
    return Writer(document, fonts).written()


class Writer:
    """Writes one document from its first block to its last."""

    def __init__(self, document: Document, fonts: Path) -> None:
        self._document = document
        self._fonts = fonts
        self._words = words_in(document.language)
        self._package = Package(document)
        self._marks: dict[str, str] = {}
        self._marked = 0
        self._headings: list[tuple[str, str]] = []
        self._place = paragraph("", [])
        self._figures = 0
        self._tables = 0

    def written(self) -> bytes:
        """The bytes of the file."""
        body = self._package.body
        if self._document.logo:
            body.append(self._picture(self._document.logo, LOGO))
        body.extend(self.blocks(self._document.blocks))
        self._list_contents()
        out = BytesIO()
        self._package.save(out, self._words.page)
        return out.getvalue()

    def blocks(self, blocks: Sequence[Block], style: str = "") -> Iterator[etree._Element]:
        """The elements of ``blocks``; paragraphs of no tone of their own are in ``style``."""
        there = held(blocks)
        for at, block in enumerate(blocks):
            match block:
                case Paragraph():
                    kept = (node("keepNext"),) if at in there else ()
                    yield self._paragraph(block, _STYLES[block.tone] or style, *kept)
                case Heading():
                    yield self._heading(block)
                case Listing():
                    yield from self._listing(block, 1, style)
                case Grid():
                    yield from self._grid(block)
                case Figure():
                    yield from self._figure(block)
                case Facts():
                    yield paragraph("AfterTable", [])
                    yield facts_table(block)
                    yield paragraph("AfterTable", [])
                case Contents():
                    yield self._place

    def _list_contents(self) -> None:
        """Put the headings, which are known by now, where their list stands."""
        place = self._place.getparent()
        if place is not None:
            there = [contents(self._document.contents, self._headings)] if self._headings else []
            at = place.index(self._place)
            place[at : at + 1] = there

    def runs(self, runs: Sequence[Run]) -> Iterator[etree._Element]:
        """The elements of a text."""
        for run in runs:
            if run.link.startswith("#"):
                anchor = self._mark(run.link[1:])
                yield node("hyperlink", run_of(run, linked=True), anchor=anchor, history=1)
            elif run.link:
                link = node("hyperlink", run_of(run, linked=True), history=1)
                link.set(self._package.RELATION, self._package.address(run.link))
                yield link
            else:
                yield run_of(run)

    def marked(self, name: str, content: Iterable[etree._Element]) -> Iterator[etree._Element]:
        """``content``, with a bookmark where links call it ``name``."""
        if not name:
            yield from content
            return
        self._marked += 1
        yield node("bookmarkStart", id=self._marked, name=self._mark(name))
        yield from content
        yield node("bookmarkEnd", id=self._marked)

    def _paragraph(
        self, block: Paragraph, style: str, *properties: etree._Element
    ) -> etree._Element:
        content = self.marked(block.name, self.runs(block.runs))
        return paragraph(style, content, *properties, rtl=right_to_left(plain(block.runs)))

    def _heading(self, block: Heading) -> etree._Element:
        rtl = right_to_left(plain(block.runs))
        if block.level == 1:
            return paragraph("Title", self.marked(block.name, self.runs(block.runs)), rtl=rtl)
        name = block.name
        if block.level == 2:
            name = name or f" {len(self._headings)}"
            self._headings.append((self._mark(name), plain(block.runs).replace("\n", " ")))
        content = self.marked(name, self.runs(block.runs))
        return paragraph(f"Heading{block.level - 1}", content, rtl=rtl)

    def _listing(self, listing: Listing, level: int, style: str) -> Iterator[etree._Element]:
        depth = min(level, _DEEPEST)
        where = "Table" if style.startswith("Table") else "List"
        kind = where + ("Number" if listing.ordered else "Bullet") + _DEPTHS[depth]
        number = self._package.new_list(depth) if listing.ordered else 0
        for point in listing.points:
            # A point has its mark even when it does not begin with text.
            text = isinstance(point[0], Paragraph)
            first = point[0] if isinstance(point[0], Paragraph) else Paragraph(())
            own = (node("numPr", node("ilvl", val=depth - 1), node("numId", val=number)),)
            yield self._paragraph(first, kind, *(own if number else ()))
            for block in point[1:] if text else point:
                if isinstance(block, Listing):
                    yield from self._listing(block, level + 1, style)
                else:
                    yield from self.blocks([block], f"{where}Continue{_DEPTHS[depth]}")

    def _grid(self, grid: Grid) -> Iterator[etree._Element]:
        if grid.caption:
            self._tables += 1
            yield self._caption(self._words.table, self._tables, grid.caption, node("keepNext"))
        yield grid_table(self, grid)
        yield paragraph("AfterTable", [])

    def _figure(self, figure: Figure) -> Iterator[etree._Element]:
        yield self._picture(figure, PICTURE)
        if figure.caption:
            self._figures += 1
            yield self._caption(self._words.figure, self._figures, figure.caption)

    def _picture(self, figure: Figure, room: tuple[float, float]) -> etree._Element:
        size = fitted(figure, room)
        shown = lettered(figure, lambda words: written(words, self._fonts)[0])
        image = pixels_of(shown, size, self._fonts)
        drawn = self._package.picture(image, figure.alt, Mm(size[0]), Mm(size[1]))
        return paragraph("Figure", [node("r", node("drawing", drawn))])

    def _caption(
        self, word: str, number: int, runs: Sequence[Run], *properties: etree._Element
    ) -> etree._Element:
        content = (
            words(f"{word} "),
            *field(rf" SEQ {word} \* ARABIC ", str(number)),
            words(": "),
            *self.runs(runs),
        )
        return paragraph("Caption", content, *properties)

    def _mark(self, name: str) -> str:
        """The bookmark that a name is in the file, where names are short and of few letters."""
        return self._marks.setdefault(name, f"_Ref{len(self._marks) + 1:08}")
