"""The logo of a report: a PNG or a JPEG that pages, PDF and Word can all show."""

from dataclasses import dataclass

from facilitator.errors import Invalid

BYTES_MOST = 500_000
SIDE_MOST = 4000
"""The longest side in pixels: a small file may unfold to a picture that fills the memory."""

# By media type, what a whole file ends with: a cut one has no picture to show.
_ENDS = {"image/png": b"IEND\xaeB`\x82", "image/jpeg": b"\xff\xd9"}


@dataclass(frozen=True)
class Picture:
    """What a file with a picture says of itself, in pixels."""

    media_type: str
    width: int
    height: int


def picture_of(data: bytes) -> Picture:
    """The picture in ``data``, whatever its file is called.

    Raises:
        Invalid: ``large_logo`` (``most``, in kB), ``bad_logo`` for anything but a whole PNG or
            JPEG, ``wide_logo`` (``most``, in pixels), with the ``field``.
    """
    if len(data) > BYTES_MOST:
        raise Invalid("large_logo", field="logo", most=BYTES_MOST // 1000)
    picture = _read(data)
    end = _ENDS.get(picture.media_type) if picture else None
    if picture is None or end is None or end not in data or not picture.width * picture.height:
        raise Invalid("bad_logo", field="logo")
    if max(picture.width, picture.height) > SIDE_MOST:
        raise Invalid("wide_logo", field="logo", most=SIDE_MOST)
    return picture


def _read(data: bytes) -> Picture | None:
    """What the reader that Word's files are made with finds; None when it is no picture."""
    # With it comes a whole library that a server otherwise does without.
    from docx.image.image import Image

    try:
        found = Image.from_blob(data)
    except Exception:
        # It tells of broken files by errors of every sort.
        return None
    return Picture(found.content_type, found.px_width, found.px_height)
