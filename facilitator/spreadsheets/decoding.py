"""Turns the bytes of a file into text, in the encodings that office programs write."""

from facilitator.errors import Refused

FILE_MOST = 2 * 1024 * 1024


def text_of(data: bytes) -> str:
    """``data`` as text: UTF-8 or UTF-16 with or without its mark, else Windows' western letters.

    Raises:
        Refused: ``file_too_large`` (``most``, ``length``, in bytes) or ``not_text``.
    """
    if len(data) > FILE_MOST:
        raise Refused("file_too_large", most=FILE_MOST, length=len(data))
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("not_text")
