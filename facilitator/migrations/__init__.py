"""The steps that bring a database to the tables that the models describe."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection


def upgrade(connection: Connection) -> None:
    """Bring the database of ``connection`` to the newest step, within its transaction."""
    command.upgrade(config_for(connection), "head")


def revision_of(connection: Connection) -> str | None:
    """The step that the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The last step there is."""
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def config_for(connection: Connection) -> Config:
    """What Alembic needs to work on ``connection``."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config
