"""The database at a start: the models' tables, a copy before a change, one server to a file."""

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.config import Settings, settings_from
from app.database import Database
from app.upgrade import copy_sqlite, ready_database, sole_server
from facilitator.errors import Refused
from facilitator.migrations import config_for, newest_revision, revision_of
from facilitator.models import Base
from tests.services import database_of_its_own


def differences(settings: Settings) -> list[object]:
    """What the models have and the steps do not, or the other way round."""
    database = Database(settings.database_url)
    ready_database(settings, database)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[object] = compare_metadata(context, Base.metadata)
    database.close()
    return found


def test_the_steps_lead_to_the_models_on_sqlite(settings: Settings) -> None:
    assert differences(settings) == []


def test_the_steps_lead_to_the_models_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    with database_of_its_own(postgres_url) as url:
        settings = settings_from({"MEDVIRK_DATA": str(tmp_path), "DATABASE_URL": url})
        assert differences(settings) == []


def test_an_empty_database_is_filled_without_a_copy(settings: Settings) -> None:
    database = Database(settings.database_url)
    assert ready_database(settings, database) is None
    with database.engine.connect() as connection:
        assert revision_of(connection) == newest_revision()
    database.close()


def test_a_database_that_is_ready_is_left_alone(settings: Settings) -> None:
    database = Database(settings.database_url)
    ready_database(settings, database)
    before = {file.name for file in settings.data.iterdir()}
    assert ready_database(settings, database) is None
    assert {file.name for file in settings.data.iterdir()} == before
    database.close()


def test_an_older_database_is_copied_before_it_is_changed(settings: Settings) -> None:
    database = Database(settings.database_url)
    ready_database(settings, database)
    with database.engine.connect() as connection, connection.begin():
        command.stamp(config_for(connection), "base")
        connection.exec_driver_sql("DROP TABLE act")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('older')")
    with pytest.raises(Exception, match="older"):
        ready_database(settings, database)
    copy = settings.data / f"medvirk-before-{newest_revision()}.sqlite"
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("older",)]
    database.close()


def test_a_copy_is_whole_while_somebody_writes(tmp_path: Path) -> None:
    source, copy = tmp_path / "a.sqlite", tmp_path / "b.sqlite"
    with closing(sqlite3.connect(source)) as writer:
        writer.execute("CREATE TABLE said (word TEXT)")
        writer.execute("INSERT INTO said VALUES ('Hei')")
        writer.commit()
        writer.execute("INSERT INTO said VALUES ('ikke ferdig')")
        copy_sqlite(source, copy)
    with closing(sqlite3.connect(copy)) as reader:
        assert reader.execute("SELECT word FROM said").fetchall() == [("Hei",)]


def try_to_serve(data: str, answers: "multiprocessing.Queue[str]") -> None:
    try:
        with sole_server(settings_from({"MEDVIRK_DATA": data})):
            answers.put("serves")
    except Refused as refused:
        answers.put(refused.code)


def test_a_file_has_one_server_and_is_free_when_that_one_ends(settings: Settings) -> None:
    fresh = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[str] = fresh.Queue()

    def ask() -> str:
        other = fresh.Process(target=try_to_serve, args=(str(settings.data), answers))
        other.start()
        other.join()
        return answers.get(timeout=10)

    with sole_server(settings):
        assert ask() == "already_served"
    assert ask() == "serves"
    answers.close()
    answers.join_thread()


def test_a_database_server_takes_several(tmp_path: Path) -> None:
    settings = Settings(tmp_path, "postgresql+psycopg2://db/medvirk", "x")
    with sole_server(settings), sole_server(settings):
        assert list(tmp_path.iterdir()) == []
