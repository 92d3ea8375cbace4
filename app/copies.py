"""Copies of a SQLite database: whole ones, or none."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from facilitator.errors import Refused


def copy_sqlite(file: Path, copy: Path) -> None:
    """Write a whole copy, for its owner alone, of a SQLite database that may be in use."""
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def fresh_copy(database: Path, file: Path) -> Path:
    """A whole copy of ``database``, beside ``file`` and ready to take its place.

    A copy that breaks off must not look like one that is whole, and is not left behind.

    Raises:
        Refused: ``cannot_write`` with the ``file`` and the ``reason``.
    """
    fresh = file.with_name(f"{file.name}.new")
    try:
        copy_sqlite(database, fresh)
    except OSError as error:
        raise Refused("cannot_write", file=str(file), reason=error.strerror) from error
    except sqlite3.DatabaseError as error:
        with suppress(OSError):
            fresh.unlink()
        raise Refused("cannot_write", file=str(file), reason=error) from error
    return fresh


def set_aside(file: Path, kept: Path) -> None:
    """Keep what is in ``file``, which may be broken, in ``kept``."""
    try:
        copy_sqlite(file, kept)
    except sqlite3.DatabaseError:
        shutil.copy2(file, kept)


def refuse_strange(file: Path) -> None:
    """That ``file`` is a whole database of ours.

    Raises:
        Refused: ``bad_backup`` with the ``file``.
    """
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (whole,) = database.execute("PRAGMA quick_check").fetchone()
            database.execute("SELECT code FROM meeting LIMIT 1")
            database.execute("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError:
        whole = ""
    if whole != "ok":
        raise Refused("bad_backup", file=str(file))
