"""``python -m facilitator.migrations "Add …"`` writes the step from the last one to the models."""

import sys

from alembic import command
from sqlalchemy import create_engine

from facilitator.migrations import config_for, newest_revision, upgrade


def main() -> None:
    """Compare an empty database at the newest step with the models, and write the difference."""
    with create_engine("sqlite://").connect() as connection:
        if newest_revision():
            upgrade(connection)
        config = config_for(connection)
        config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
        command.revision(config, message=sys.argv[1], autogenerate=True)


if __name__ == "__main__":
    main()
