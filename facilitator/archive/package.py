"""The file itself: a zip with ``meeting.json``, the logo and a word to whoever opens it by hand.

Nothing in it depends on when, where or by which library it was packed, so it is stored unpacked.
"""

import zlib
from collections.abc import Iterable, Mapping
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from facilitator.errors import Invalid, Refused
from facilitator.report.organiser import logo

PACKED_MOST = 150 * 1024 * 1024
"""The largest file that is taken in, in bytes."""
UNPACKED_MOST = 200 * 1024 * 1024
LISTS = "meeting.json"
README = "README.txt"
LOGOS: Mapping[str, bytes] = {"logo.png": b"\x89PNG\r\n\x1a\n", "logo.jpg": b"\xff\xd8\xff"}
"""What a logo is called, by what its bytes begin with."""
_PARTS_MOST = 100


def pack(out: BinaryIO, readme: str, pieces: Iterable[str], picture: bytes | None) -> None:
    """Write a file of a meeting to ``out``, which can be sought in.

    Args:
        pieces: the text of ``meeting.json``.
        picture: the logo, a PNG or a JPEG.
    """
    with ZipFile(out, "w", ZIP_STORED) as packed:
        _store(packed, README, [readme])
        _store(packed, LISTS, pieces)
        for name, beginning in LOGOS.items():
            if picture is not None and picture.startswith(beginning):
                _store(packed, name, [picture])


def unpack(file: BinaryIO) -> tuple[bytes, bytes | None]:
    """The bytes of ``meeting.json`` and of the logo, when there is one.

    Raises:
        Refused: ``not_archive``; ``file_too_large`` with ``most``; ``wrong_value`` with the
            ``place`` for a logo that is none.
    """
    size = file.seek(0, 2)
    if size > PACKED_MOST:
        raise Refused("file_too_large", most=PACKED_MOST, length=size)
    # The parser meets arbitrary bytes here and raises whatever it stumbles over.
    try:
        with ZipFile(file) as packed:
            found = {one.filename: one for one in packed.infolist()}
            if LISTS not in found or len(packed.infolist()) > _PARTS_MOST:
                raise Refused("not_archive")
            lists = _bounded(packed, found[LISTS], UNPACKED_MOST)
            logos = [name for name in LOGOS if name in found]
            picture = _logo(packed, found[logos[0]]) if logos else None
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise Refused("not_archive") from error
    return lists, picture


def _store(packed: ZipFile, name: str, pieces: Iterable[str | bytes]) -> None:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    with packed.open(info, "w") as written:
        for piece in pieces:
            written.write(piece.encode() if isinstance(piece, str) else piece)


def _bounded(packed: ZipFile, part: ZipInfo, most: int) -> bytes:
    """What is in a ``part``, however much it says that it is."""
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused("not_archive")
    with packed.open(part) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise Refused("file_too_large", most=most, length=part.file_size)
    return data


def _logo(packed: ZipFile, part: ZipInfo) -> bytes:
    data = _bounded(packed, part, logo.BYTES_MOST)
    try:
        logo.picture_of(data)
    except Invalid:
        raise Refused("wrong_value", place=part.filename) from None
    if not data.startswith(LOGOS[part.filename]):
        raise Refused("wrong_value", place=part.filename)
    return data
