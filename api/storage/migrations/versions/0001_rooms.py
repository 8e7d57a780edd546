"""Viewers, rooms and what happened in them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "viewer",
        sa.Column("viewer", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("created", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("viewer", name="pk_viewer"),
        sa.UniqueConstraint("name_key", name="uq_viewer_name_key"),
    )
    op.create_table(
        "silence",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("viewer", sa.String(32), nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("channel", "viewer", name="pk_silence"),
    )
    op.create_table(
        "room",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("epoch", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_room"),
    )
    op.create_table(
        "room_event",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("program_time", sa.BigInteger),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("viewer", sa.String(32)),
        sa.Column("client_id", sa.String(64)),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("is_hidden", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("channel", "offset", name="pk_room_event"),
        sa.ForeignKeyConstraint(["channel"], ["room.channel"], name="fk_room_event_channel_room"),
        sa.UniqueConstraint(
            "channel", "viewer", "client_id", name="uq_room_event_channel_viewer_client_id"
        ),
    )
    op.create_index("ix_room_event_channel_program_time", "room_event", ["channel", "program_time"])


def downgrade() -> None:
    """Take them away."""
    for table in ("room_event", "room", "silence", "viewer"):
        op.drop_table(table)
