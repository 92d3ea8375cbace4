"""Alembic runs this for every command; the connection comes from whoever asks."""

from typing import Literal

from alembic import context

from facilitator.models import Base, UtcDateTime


def _render_item(_kind: str, thing: object, _context: object) -> str | Literal[False]:
    # A step must not change when the models do, so it holds plain types.
    return "sa.DateTime(timezone=True)" if isinstance(thing, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    # SQLite changes a table by copying it.
    render_as_batch=True,
    render_item=_render_item,
)
with context.begin_transaction():
    context.run_migrations()
