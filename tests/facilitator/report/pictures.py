"""Small pictures for the logo of a report."""

import struct
import zlib


def png(width: int = 2, height: int = 2) -> bytes:
    """A black PNG of so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PNG = png()
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000"
    "ffc0000b080002000301011100"
    "ffda0008010100003f00d2cf20ffd9"
)
"""A JPEG of 3 by 2 pixels, as far as its header says."""
