"""Several letters in one file to download."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def bundle(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A ZIP archive with ``files`` by their names."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()
