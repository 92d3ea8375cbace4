"""Takes the drawings out of HTML and completes them, so that each is a picture by itself."""

import re
from collections.abc import Sequence
from html import unescape

from lxml import etree

# Parsers of HTML lose the upper case of attributes such as viewBox: drawings are read as XML.
_TAG = re.compile(r"<(/?)svg\b[^>]*?(/?)>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w+;)")
_NAMESPACE = "http://www.w3.org/2000/svg"
_OPENING = re.compile(r"<svg\b(?![^>]*\bxmlns=)")
FAMILIES = "Inter, Noto Sans Arabic, Noto Sans Hebrew, Noto Emoji"
PLACE = "drawing"
"""The element that stands where a drawing stood; its ``number`` is that of the drawing."""


def take_out(html: str) -> tuple[str, Sequence[etree._Element]]:
    """``html`` with a `PLACE` for each drawing, and the drawings in their order.

    Raises:
        ValueError: a drawing does not end, or is not well-formed.
    """
    left: list[str] = []
    drawings: list[etree._Element] = []
    depth = begins = end = 0
    for tag in _TAG.finditer(html):
        closing, empty = tag.groups()
        if not depth:
            begins = tag.start()
            left.append(html[end:begins])
        depth += -1 if closing else 0 if empty else 1
        if depth:
            continue
        end = tag.end()
        left.append(f'<{PLACE} number="{len(drawings)}"></{PLACE}>')
        drawings.append(_read(html[begins:end]))
    if depth:
        raise ValueError("<svg> without an end")
    return "".join((*left, html[end:])), drawings


def hidden(drawing: etree._Element) -> bool:
    """Whether it is there for the looks alone."""
    return drawing.get("aria-hidden") == "true"


def words_of(drawing: etree._Element) -> str:
    """What it shows in words: its label, or its title.

    Raises:
        ValueError: it has neither.
    """
    title = drawing.findtext(f"{{{_NAMESPACE}}}title")
    words = " ".join((drawing.get("aria-label") or title or "").split())
    if not words:
        raise ValueError("<svg> without aria-label and title")
    return words


def size_of(drawing: etree._Element) -> tuple[float, float]:
    """Its width and height in units of its own.

    Raises:
        ValueError: it has no viewBox.
    """
    box = (drawing.get("viewBox") or "").replace(",", " ").split()
    if len(box) != 4:
        raise ValueError("<svg> without viewBox")
    return float(box[2]), float(box[3])


def complete(drawing: etree._Element) -> str:
    """The drawing as a file of its own: with its size and its fonts."""
    width, height = size_of(drawing)
    drawing.set("width", f"{width:g}")
    drawing.set("height", f"{height:g}")
    drawing.set("font-family", FAMILIES)
    for element in drawing.iter("{*}*"):
        weight = element.get("font-weight", "")
        if weight.isdecimal():
            # Typst knows whole hundreds only; a browser takes the next bolder font.
            element.set("font-weight", str(-(-int(weight) // 100) * 100))
    return etree.tostring(drawing, encoding="unicode", with_tail=False)


def _read(source: str) -> etree._Element:
    named = _OPENING.sub(f'<svg xmlns="{_NAMESPACE}"', source, count=1)
    known = _ENTITY.sub(lambda entity: unescape(entity.group()), named)
    try:
        return etree.fromstring(known, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(f"<svg> is not well-formed: {error}") from error
