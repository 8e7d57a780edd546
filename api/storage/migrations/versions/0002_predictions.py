"""Predictions, what viewers staked on them, and the ledger of points."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "prediction",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("outcomes", sa.JSON, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("opens_at", sa.BigInteger, nullable=False),
        sa.Column("locks_at", sa.BigInteger),
        sa.Column("outcome", sa.String(32)),
        sa.Column("settled", sa.Integer),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("channel", "id", name="pk_prediction"),
    )
    op.create_table(
        "pick",
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("prediction", sa.String(32), nullable=False),
        sa.Column("viewer", sa.String(32), nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("stake", sa.BigInteger, nullable=False),
        sa.Column("program_time", sa.BigInteger, nullable=False),
        sa.Column("arrival", sa.BigInteger, nullable=False),
        sa.Column("frontier", sa.BigInteger),
        sa.PrimaryKeyConstraint("channel", "viewer", "client_id", name="pk_pick"),
    )
    op.create_index("ix_pick_channel_prediction", "pick", ["channel", "prediction"])
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(160), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entry"),
        sa.UniqueConstraint("reason", "ref", name="uq_ledger_entry_reason_ref"),
    )
    op.create_table(
        "ledger_line",
        sa.Column("entry", sa.Integer, nullable=False),
        sa.Column("account", sa.String(80), nullable=False),
        sa.Column("points", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("entry", "account", name="pk_ledger_line"),
        sa.ForeignKeyConstraint(
            ["entry"], ["ledger_entry.id"], name="fk_ledger_line_entry_ledger_entry"
        ),
    )
    op.create_index("ix_ledger_line_account", "ledger_line", ["account"])


def downgrade() -> None:
    """Take them away."""
    for table in ("ledger_line", "ledger_entry", "pick", "prediction"):
        op.drop_table(table)
