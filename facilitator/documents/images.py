"""Reads photographs and logos out of HTML, and says how large pictures are."""

import base64
import binascii
import re

from docx.image.exceptions import InvalidImageStreamError, UnrecognizedImageError
from docx.image.image import Image
from lxml.html import HtmlElement

from facilitator.documents.blocks import Figure

_DATA = re.compile(r"data:image/(?:png|jpeg);base64,")


def image_of(element: HtmlElement) -> Figure:
    """The picture that an ``img`` shows.

    Raises:
        ValueError: it has no words, or is no PNG or JPEG in a ``data:`` address.
    """
    words = element.get("alt", "").strip()
    if not words:
        raise ValueError("<img> without alt")
    source = element.get("src", "")
    found = _DATA.match(source)
    if found is None:
        raise ValueError("<img> is no PNG or JPEG in a data: address")
    try:
        data = base64.b64decode(source[found.end() :])
    except binascii.Error as error:
        raise ValueError("<img> has no readable data: address") from error
    size_in_pixels(data)
    return Figure(words, image=data)


def size_in_pixels(data: bytes) -> tuple[int, int]:
    """The width and height of a PNG or JPEG.

    Raises:
        ValueError: it is neither.
    """
    try:
        image = Image.from_blob(data)
    except (InvalidImageStreamError, UnrecognizedImageError, EOFError) as error:
        raise ValueError("neither PNG nor JPEG") from error
    return image.px_width, image.px_height


def in_drawing(data: bytes) -> str:
    """A drawing that shows the image and nothing else."""
    width, height = size_in_pixels(data)
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    source = base64.b64encode(data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><image width="{width}" height="{height}" '
        f'href="data:image/{kind};base64,{source}"/></svg>'
    )
