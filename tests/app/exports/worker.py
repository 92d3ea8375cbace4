"""The process that makes files, but with formats of the tests."""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from typing import BinaryIO

from app.exports import __main__ as program
from app.exports import formats
from app.exports.formats import Format, Source
from facilitator.models import Report
from tests.app.waiting import eventually

GO = "go"
"""The file in the data folder for which the slow format waits."""


def _tell(source: Source, out: BinaryIO) -> None:
    report = source.db.get(Report, source.meeting.id)
    said = (source.meeting.title, source.meeting.version, report and report.introduction)
    out.write(f"{said} {source.edition}".encode())


def _tell_at_last(source: Source, out: BinaryIO) -> None:
    # As libraries do that hold no large file in memory.
    os.close(tempfile.mkstemp()[0])
    source.told(2, 5)
    out.write(b"half of it")
    out.flush()
    eventually((source.settings.data / GO).exists)
    out.seek(0)
    out.truncate()
    _tell(source, out)


def _raise(error: Exception) -> Callable[[Source, BinaryIO], None]:
    def write(_source: Source, out: BinaryIO) -> None:
        out.write(b"half of it")
        raise error

    return write


FORMATS: Mapping[str, Format] = {
    name: Format(name, name, name, "txt", "text/plain; charset=utf-8", write)
    for name, write in {
        "quick": _tell,
        "slow": _tell_at_last,
        "broken": _raise(ValueError("no such luck")),
        "full": _raise(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))),
    }.items()
}


def name_of(one: Format) -> str:
    """Where ``one`` is found; the tests' formats share a module."""
    return one.name


if __name__ == "__main__":
    formats.format_in = FORMATS.__getitem__  # type: ignore[assignment]
    program.main()
