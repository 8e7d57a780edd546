"""Things, their pictures, the rosters that were brought, and what providers' ids stand for."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    _thing(
        "competition",
        *_names(),
        sa.Column("sport", sa.String(32)),
        sa.Column("season", sa.String(40)),
    )
    _thing("venue", *_names(), sa.Column("city", sa.Text), sa.Column("country", sa.Text))
    _thing(
        "team",
        *_names(),
        sa.Column("kits", sa.JSON, nullable=False),
        sa.Column("picture", sa.String(64)),
    )
    _thing(
        "player",
        *_names(),
        _reference("player", "team", "team"),
        sa.Column("number", sa.String(8)),
        sa.Column("position", sa.String(40)),
        sa.Column("picture", sa.String(64)),
    )
    _thing(
        "fixture",
        _reference("fixture", "competition", "competition"),
        _reference("fixture", "venue", "venue"),
        _reference("fixture", "home", "team"),
        _reference("fixture", "away", "team"),
        sa.Column("start", sa.BigInteger),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("round", sa.Text),
        sa.Column("leg", sa.Integer),
        sa.Column("channel", sa.String(32)),
    )
    op.create_table(
        "picture",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("png", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_picture"),
    )
    op.create_table(
        "roster",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("team", sa.String(32)),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("undone", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_roster"),
    )
    op.create_table(
        "provider_id",
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(200), nullable=False),
        sa.Column("thing", sa.String(32)),
        sa.Column("name", sa.Text),
        sa.Column("seen", sa.BigInteger),
        sa.PrimaryKeyConstraint("provider", "kind", "ref", name="pk_provider_id"),
    )
    _indexes()


def _indexes() -> None:
    for table in ("competition", "venue", "team", "player", "fixture"):
        op.create_index(f"ix_{table}_sort_id", table, ["sort", "id"])
    op.create_index("ix_player_team", "player", ["team"])
    for column in ("competition", "home", "away"):
        op.create_index(f"ix_fixture_{column}", "fixture", [column])
    op.create_index("ix_roster_at", "roster", ["at"])
    op.create_index("ix_provider_id_kind_thing", "provider_id", ["kind", "thing"])


def _thing(name: str, *columns: Any) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("changed", sa.BigInteger, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )


def _names() -> tuple[Any, Any]:
    language = sa.Column("language", sa.String(32), nullable=False)
    return language, sa.Column("names", sa.JSON, nullable=False)


def _reference(table: str, column: str, other: str) -> Any:
    name = f"fk_{table}_{column}_{other}"
    return sa.Column(column, sa.String(32), sa.ForeignKey(f"{other}.id", name=name))


def downgrade() -> None:
    """Take them away."""
    for table in ("provider_id", "roster", "picture", "fixture", "player", "team"):
        op.drop_table(table)
    for table in ("venue", "competition"):
        op.drop_table(table)
