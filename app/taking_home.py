"""Takes a meeting home as a file from a terminal: whole and in its place, or not at all."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from sqlalchemy.orm import Session

from app import utc_now
from app.exports.formats import Format, Told, formats
from app.exports.writing import write_file
from app.installation import Installation
from app.upgrade import ready_database
from facilitator.errors import Refused, Unknown
from facilitator.meetings import find
from facilitator.models import Meeting
from facilitator.report.comparing import to_compare
from facilitator.report.edition import Edition

STANDARD_OUTPUT = "-"


Finding = Callable[[Session], Sequence[Meeting]]
"""Finds the meetings that a file is made of."""


def export(
    installation: Installation, code: str, name: str, edition: str, output: str, told: Told
) -> None:
    """Write the meeting called ``code`` in the format called ``name`` to the file ``output``.

    Args:
        output: a path, or ``-`` for the standard output.
        told: is told how far it has come.

    Raises:
        Unknown: ``unknown_meeting``, ``unknown_format``.
        Refused: ``no_such_edition``, ``cannot_write``; as the format does.
    """
    one = _format(name, formats())
    if Edition(edition) not in one.editions:
        raise Refused("no_such_edition")
    _write(installation, lambda db: [find(db, code)], one, edition, output, told)


def compare(
    installation: Installation,
    codes: Sequence[str],
    name: str,
    edition: str,
    output: str,
    told: Told,
) -> None:
    """Write the meetings called ``codes`` side by side, as ``export`` writes one.

    Raises:
        Unknown: ``unknown_meeting``, ``unknown_format``.
        Refused: ``few_to_compare``, ``many_to_compare``, ``cannot_write``; as the format does.
    """
    known = {name: one for name, one in formats().items() if one.compares}
    one = _format(name, known)
    _write(installation, lambda db: to_compare(db, codes), one, edition, output, told)


def _write(
    installation: Installation,
    finding: Finding,
    one: Format,
    edition: str,
    output: str,
    told: Told,
) -> None:
    settings, database = installation.settings, installation.database
    ready_database(settings, database)
    with database.reading() as db:
        ids = [meeting.id for meeting in finding(db)]
    with _opened(output) as out:
        write_file(database, settings, ids, one, Edition(edition), utc_now(), out, told)


def _format(name: str, known: Mapping[str, Format]) -> Format:
    if name not in known:
        raise Unknown("unknown_format", format=name, known=", ".join(sorted(known)))
    return known[name]


@contextmanager
def _opened(output: str) -> Iterator[BinaryIO]:
    """Somewhere to write to, that becomes ``output`` at the end of the block."""
    path = Path(output).resolve()
    try:
        if output == STANDARD_OUTPUT:
            with _copied_to(sys.stdout.buffer) as out:
                yield out
        elif path.exists() and not path.is_file():
            # A device stays what it is; a folder is refused.
            with path.open("wb") as target, _copied_to(target) as out:
                yield out
        else:
            with _replacing(path) as out:
                yield out
    except OSError as error:
        raise Refused("cannot_write", file=output, reason=error.strerror or error) from None


@contextmanager
def _copied_to(target: BinaryIO) -> Iterator[BinaryIO]:
    """A file that is copied to ``target`` when it is whole: formats go back and forth in theirs."""
    with TemporaryFile() as out:
        yield out
        out.seek(0)
        shutil.copyfileobj(out, target)
        target.flush()


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside ``path`` that takes its place when it is whole."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
