"""The database at a start: the models' tables, a copy before a change, one server to a file."""

import multiprocessing
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from app.config import Settings, settings_from
from app.copies import copy_sqlite
from app.database import Database
from app.upgrade import ready_database, sole_server
from facilitator.errors import Refused
from facilitator.migrations import config_for, newest_revision, revision_of
from facilitator.models import Act, Base, Contribution, Exercise, Participant, Seating, Support
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


THE_FIRST_EVENING = """
INSERT INTO meeting (id, code, title, subtitle, host, place, notice, date, zone, language,
    generation, version, last_number, created_at, black, message)
  VALUES (1, 'TRAPP47', 'Kommune 3.0', '', '', '', '', '2026-09-24', 'Europe/Oslo', 'nb',
    1, 9, 1, '2026-09-24 14:00:00', FALSE, '');
INSERT INTO item (id, meeting_id, position, day, title, description, kind, speaker, notes, length,
    least, skip) VALUES (1, 1, 1, 0, 'Trappa', '', 'table_work', '', '', 900, 900, FALSE);
INSERT INTO exercise (id, meeting_id, item_id, position, kind, title, settings, phase, took_input,
    revealed) VALUES (1, 1, 1, 0, 'ideas', '', '{}', 'table', FALSE, TRUE);
INSERT INTO room_table (id, meeting_id, number, name) VALUES (1, 1, 4, '');
INSERT INTO participant (id, meeting_id, table_id, joined_at)
  VALUES ('anne', 1, 1, '2026-09-24 14:00:00');
INSERT INTO contribution (id, meeting_id, exercise_id, table_id, participant_id, number, body,
    shared, given_at, revision)
  VALUES ('idea', 1, 1, 1, 'anne', 1, '{"text": "Dugnad"}', TRUE, '2026-09-24 14:50:00', 0);
INSERT INTO support (contribution_id, participant_id) VALUES ('idea', 'anne');
INSERT INTO act (id, meeting_id, contribution_id, at, who, act)
  VALUES (1, 1, 'idea', '2026-09-24 14:55:00', 'console', 'lift');
"""


SEATS_OF_THE_FORGOTTEN = """
INSERT INTO seating (meeting_id, rounds, round, mix, seed, before)
  VALUES (1, 1, 1, '[]', 1, '{"act": "move", "person": "kari"}')
"""


def an_evening_of_the_first_tables(settings: Settings) -> None:
    """What one has who met with the first version, and seated people with a later one."""
    database = Database(settings.database_url)
    with database.engine.connect() as connection, connection.begin():
        command.upgrade(config_for(connection), "c050d81027e1")
        for statement in THE_FIRST_EVENING.split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        command.upgrade(config_for(connection), "b6746a105c3f")
        connection.exec_driver_sql(SEATS_OF_THE_FORGOTTEN)
    database.close()


def kept_of_the_evening(settings: Settings) -> list[tuple[object, ...]]:
    database = Database(settings.database_url)
    ready_database(settings, database)
    with database.reading() as db:
        kept = [
            db.execute(select(Contribution.id, Contribution.paper, Contribution.theme_id)).one(),
            db.execute(select(Support.contribution_id, Support.giver)).one(),
            db.execute(select(Act.contribution_id, Act.act, Act.before)).one(),
            db.execute(select(Exercise.revealed, Exercise.page, Exercise.spoken)).one(),
            db.execute(select(Participant.joined_at)).one(),
            db.execute(select(Seating.before)).one(),
        ]
    database.close()
    return [tuple(row) for row in kept]


THE_SAME_EVENING = [
    ("idea", False, None),
    ("idea", "anne"),
    ("idea", "lift", {}),
    (True, 1, []),
    (datetime(2026, 9, 24, tzinfo=UTC),),
    ({},),
]


def test_an_evening_of_the_first_version_is_kept_on_sqlite(settings: Settings) -> None:
    an_evening_of_the_first_tables(settings)
    assert kept_of_the_evening(settings) == THE_SAME_EVENING


def test_an_evening_of_the_first_version_is_kept_on_postgresql(
    postgres_url: str, tmp_path: Path
) -> None:
    with database_of_its_own(postgres_url) as url:
        settings = settings_from({"MEDVIRK_DATA": str(tmp_path), "DATABASE_URL": url})
        an_evening_of_the_first_tables(settings)
        assert kept_of_the_evening(settings) == THE_SAME_EVENING


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


def test_where_no_database_can_be_there_is_no_server(tmp_path: Path) -> None:
    file = tmp_path / "no" / "medvirk.sqlite"
    environ = {"MEDVIRK_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}"}
    with pytest.raises(Refused) as told, sole_server(settings_from(environ)):
        pytest.fail("there is one")
    assert (told.value.code, told.value.details) == (
        "no_database",
        {"reason": f"{file}.lock: No such file or directory"},
    )
