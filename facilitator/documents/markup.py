"""Makes the elements that a Word document is made of; people's words are text in them."""

import re
from collections.abc import Iterable, Sequence

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from facilitator.documents.blocks import Run
from facilitator.documents.glyphs import right_to_left

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What turns the letters of all that follows around.
_TURNING = re.compile("[\u202a-\u202e]")
_LINK = "0062BA"
_SMALL = 17
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def node(tag: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """The element ``w:tag`` with its attributes, all of Word's namespace."""
    element: etree._Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name.rstrip('_')}"), str(value))
    element.extend(children)
    return element


def paragraph(
    style: str, content: Iterable[etree._Element], *properties: etree._Element, rtl: bool = False
) -> etree._Element:
    """A paragraph in a style of styles.xml; ``properties`` in the order of the standard."""
    first = [node("pStyle", val=style)] if style else []
    directed = [node("bidi")] if rtl else []
    return node("p", node("pPr", *first, *properties, *directed), *content)


def words(text: str, *looks: etree._Element) -> etree._Element:
    """A run of text, with its line breaks; ``looks`` in the order of the standard."""
    run = node("r", node("rPr", *looks)) if looks else node("r")
    kept = _TURNING.sub("", _NOT_XML.sub("\ufffd", text))
    for number, line in enumerate(kept.split("\n")):
        if number:
            run.append(node("br"))
        element = node("t")
        element.text = line
        element.set(_SPACE, "preserve")
        run.append(element)
    return run


def run_of(run: Run, *, linked: bool = False) -> etree._Element:
    """A stretch of text with its looks."""
    looks = []
    if linked or run.quiet:
        looks.append(node("rStyle", val="Hyperlink" if linked else "Quiet"))
    if run.bold:
        looks += [node("b"), node("bCs")]
    if run.italic:
        looks += [node("i"), node("iCs")]
    if linked:
        # LibreOffice forgets the colour of the style in tables.
        looks.append(node("color", val=_LINK))
    if linked and run.quiet:
        looks += [node("sz", val=_SMALL), node("szCs", val=_SMALL)]
    if right_to_left(run.text):
        looks.append(node("rtl"))
    return words(run.text, *looks)


def field(code: str, shown: str) -> Sequence[etree._Element]:
    """A field that Word works out by itself, and what it shows until then."""
    return (
        node("r", node("fldChar", fldCharType="begin")),
        node("r", _code(code)),
        node("r", node("fldChar", fldCharType="separate")),
        words(shown),
        node("r", node("fldChar", fldCharType="end")),
    )


def contents(title: str, entries: Sequence[tuple[str, str]]) -> etree._Element:
    """A list of contents that Word can update, with what it has now.

    Args:
        entries: the bookmark of each heading and its text.
    """
    last = len(entries) - 1
    lines = [
        paragraph(
            "TOC1",
            [node("hyperlink", words(text), anchor=mark, history=1)],
            *([node("keepNext")] if number < last else []),
        )
        for number, (mark, text) in enumerate(entries)
    ]
    begin = (
        node("r", node("fldChar", fldCharType="begin")),
        node("r", _code(r' TOC \o "1-1" \h \z \u ')),
        node("r", node("fldChar", fldCharType="separate")),
    )
    for at, element in enumerate(begin, 1):
        lines[0].insert(at, element)
    lines[-1].append(node("r", node("fldChar", fldCharType="end")))
    gallery = node("docPartObj", node("docPartGallery", val="Table of Contents"))
    gallery.append(node("docPartUnique"))
    heading = paragraph("TOCHeading", [words(title)])
    return node("sdt", node("sdtPr", gallery), node("sdtContent", heading, *lines))


def _code(text: str) -> etree._Element:
    code = node("instrText")
    code.text = text
    code.set(_SPACE, "preserve")
    return code
