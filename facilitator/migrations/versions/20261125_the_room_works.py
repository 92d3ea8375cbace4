"""The room works: themes, dots that may be a table's, phases with a time, tables that speak."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "498d5a246885"
down_revision: str | None = "c050d81027e1"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_NO = sa.false()
_NONE = sa.text("'[]'")
_EMPTY = sa.text("'{}'")

# Columns are added in place. To rebuild a table that others refer to, SQLite would first empty it,
# and with it all that hangs on its rows.


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("shelf", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=140), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("dissolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercise.id"], name=op.f("theme_exercise_id_fk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("theme_meeting_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("theme_pk")),
    )
    op.create_index(op.f("theme_exercise_id_ix"), "theme", ["exercise_id"])

    op.add_column(
        "meeting", sa.Column("rehearsal", sa.Boolean(), nullable=False, server_default=_NO)
    )
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("phase_due", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_tables", sa.JSON(), nullable=False, server_default=_NONE),
        sa.Column("page", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("dots_open", sa.Boolean(), nullable=False, server_default=_NO),
        sa.Column("speaking_order", sa.JSON(), nullable=False, server_default=_NONE),
        sa.Column("spoken", sa.JSON(), nullable=False, server_default=_NONE),
        sa.Column("speaking", sa.Integer(), nullable=True),
    )
    for column in columns:
        op.add_column("exercise", column)
    columns = (
        sa.Column("scribe_left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudge", sa.String(length=200), nullable=False, server_default=""),
    )
    for column in columns:
        op.add_column("room_table", column)
    columns = (
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paper", sa.Boolean(), nullable=False, server_default=_NO),
        sa.Column("late", sa.Boolean(), nullable=False, server_default=_NO),
    )
    for column in columns:
        op.add_column("contribution", column)
    op.add_column(
        "contribution",
        sa.Column(
            "theme_id",
            sa.Integer(),
            sa.ForeignKey("theme.id", name=op.f("contribution_theme_id_fk")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("contribution_theme_id_ix"), "contribution", ["theme_id"])

    # Nothing refers to these two.
    with op.batch_alter_table("act") as act:
        act.alter_column("contribution_id", existing_type=sa.String(length=36), nullable=True)
        act.add_column(sa.Column("exercise_id", sa.Integer(), nullable=True))
        act.add_column(sa.Column("before", sa.JSON(), nullable=False, server_default=_EMPTY))
        act.add_column(sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
        act.create_foreign_key(
            op.f("act_exercise_id_fk"), "exercise", ["exercise_id"], ["id"], ondelete="CASCADE"
        )
        act.create_index(op.f("act_exercise_id_ix"), ["exercise_id"])
    with op.batch_alter_table("support") as support:
        support.drop_constraint(op.f("support_participant_id_fk"), type_="foreignkey")
        support.alter_column(
            "participant_id",
            new_column_name="giver",
            existing_type=sa.String(length=36),
            type_=sa.String(length=48),
            existing_nullable=False,
        )
    op.create_index("support_of_giver", "support", ["giver"])
