"""Makes pictures ready to be placed: how large, in which letters, and as pixels where needed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import typst
from lxml import etree

from facilitator.documents.blocks import Figure
from facilitator.documents.drawings import size_of
from facilitator.documents.images import in_drawing, size_in_pixels
from facilitator.documents.layout import PICTURE

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
"""What every PDF is held to: accessible to all, and readable for good."""

# The largest that an image is drawn whose pixels are few: 0.2 mm each, about 127 to the inch.
_PIXEL = 0.2
# Dots to the inch of a drawing that is made of pixels.
_SHARP = 220


def fitted(figure: Figure, room: tuple[float, float]) -> tuple[float, float]:
    """The width and height in millimetres of a figure that is to stand in ``room``.

    A drawing fills the width; an image is not made larger than it is sharp.
    """
    if figure.svg:
        width, height = size_of(etree.fromstring(figure.svg.encode()))
        scale = min(room[0] / width, room[1] / height)
    else:
        width, height = size_in_pixels(figure.image)
        scale = min(room[0] / width, room[1] / height, _PIXEL)
    return width * scale, height * scale


def drawing_of(figure: Figure, change: Callable[[str], str], fonts: Path) -> str:
    """The figure as a drawing that a PDF can hold, with ``change`` made to its texts.

    What has texts that an archive may not hold as they are drawn (Arabic, emoji of several
    characters) becomes a drawing of pixels.
    """
    if not figure.svg:
        return in_drawing(figure.image)
    changed = lettered(figure, change)
    try:
        _placed(changed, PICTURE, fonts, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError:
        return in_drawing(pixels_of(changed, fitted(changed, PICTURE), fonts))
    return changed.svg


def lettered(figure: Figure, change: Callable[[str], str]) -> Figure:
    """The figure with ``change`` made to its texts."""
    if not figure.svg:
        return figure
    drawing = etree.fromstring(figure.svg.encode())
    for element in drawing.iter("{*}text", "{*}tspan"):
        element.text = element.text and change(element.text)
        for child in element:
            child.tail = child.tail and change(child.tail)
    return replace(figure, svg=etree.tostring(drawing, encoding="unicode"))


def pixels_of(figure: Figure, size: tuple[float, float], fonts: Path) -> bytes:
    """The figure as a PNG or JPEG, sharp at ``size`` (millimetres)."""
    if not figure.svg:
        return figure.image
    return _placed(figure, size, fonts, format="png", ppi=_SHARP)


def _placed(figure: Figure, size: tuple[float, float], fonts: Path, **made: Any) -> bytes:
    """A page that the drawing fills."""
    source = (
        f"#set page(width: {size[0]:.2f}mm, height: {size[1]:.2f}mm, margin: 0mm)\n"
        '#set document(title: "-")\n'
        '#image(bytes(sys.inputs.drawing), format: "svg", width: 100%, height: 100%, alt: "-")'
    )
    page: bytes = typst.compile(
        source.encode(), font_paths=only(fonts), sys_inputs={"drawing": figure.svg}, **made
    )
    return page


def only(fonts: Path) -> typst.Fonts:
    """The fonts of a folder and no others, so that a document looks the same everywhere."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]
    )
