"""The tables. Times are µs since 1970; whoever changes a table writes its migration."""

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Viewers who chose a name; `name_key` is what two names that look alike have in common.
viewer = Table(
    "viewer",
    metadata,
    Column("viewer", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
)

# Viewers who may not speak in a room for a while.
silence = Table(
    "silence",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("viewer", String(32), primary_key=True),
    Column("until", BigInteger, nullable=False),
)

# A channel's room; its epoch names this very numbering of its events.
room = Table(
    "room",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("epoch", String(32), nullable=False),
)

# What happened in a room. `client_id` is the viewer's own name for it, so that what is sent again
# is not said again; a line that was taken away is hidden.
room_event = Table(
    "room_event",
    metadata,
    Column("channel", ForeignKey("room.channel"), primary_key=True),
    Column("offset", Integer, primary_key=True, autoincrement=False),
    Column("type", String(32), nullable=False),
    Column("program_time", BigInteger),
    Column("at", BigInteger, nullable=False),
    Column("viewer", String(32)),
    Column("client_id", String(64)),
    Column("body", JSON, nullable=False),
    Column("is_hidden", Boolean, nullable=False, default=False),
    UniqueConstraint("channel", "viewer", "client_id"),
    Index(None, "channel", "program_time"),
)

# Predictions as the show log has them so far. `settled` is the sequence of the event by which the
# stakes were paid out last, `revision` how often that was done.
prediction = Table(
    "prediction",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("outcomes", JSON, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("opens_at", BigInteger, nullable=False),
    Column("locks_at", BigInteger),
    Column("outcome", String(32)),
    Column("settled", Integer),
    Column("revision", Integer, nullable=False),
)

# What viewers staked; `frontier` is the latest media they had been given (programme time, µs).
pick = Table(
    "pick",
    metadata,
    Column("channel", String(32), primary_key=True),
    Column("prediction", String(32), nullable=False),
    Column("viewer", String(32), primary_key=True),
    Column("client_id", String(64), primary_key=True),
    Column("outcome", String(32), nullable=False),
    Column("stake", BigInteger, nullable=False),
    Column("program_time", BigInteger, nullable=False),
    Column("arrival", BigInteger, nullable=False),
    Column("frontier", BigInteger),
    Index(None, "channel", "prediction"),
)

# The ledger: each entry moves points between accounts, once for a reason and what it is about.
ledger_entry = Table(
    "ledger_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("reason", String(16), nullable=False),
    Column("ref", String(160), nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("reason", "ref"),
)
ledger_line = Table(
    "ledger_line",
    metadata,
    Column("entry", ForeignKey("ledger_entry.id"), primary_key=True),
    Column("account", String(80), primary_key=True),
    Column("points", BigInteger, nullable=False),
    Index(None, "account"),
)


def _thing(name: str, *columns: Column[Any] | Index) -> Table:
    """A table of things. `sort` is what lists are ordered by, `words` what they are found by."""
    return Table(
        name,
        metadata,
        Column("id", String(32), primary_key=True),
        Column("revision", Integer, nullable=False),
        Column("changed", BigInteger, nullable=False),
        Column("sort", Text, nullable=False),
        Column("words", Text, nullable=False),
        *columns,
        Index(None, "sort", "id"),
    )


def _names() -> tuple[Column[Any], Column[Any]]:
    return Column("language", String(32), nullable=False), Column("names", JSON, nullable=False)


# What an editor keeps. `picture` is the digest of a crest or a photo.
competition = _thing(
    "competition", *_names(), Column("sport", String(32)), Column("season", String(40))
)
venue = _thing("venue", *_names(), Column("city", Text), Column("country", Text))
team = _thing(
    "team", *_names(), Column("kits", JSON, nullable=False), Column("picture", String(64))
)
player = _thing(
    "player",
    *_names(),
    Column("team", ForeignKey("team.id")),
    Column("number", String(8)),
    Column("position", String(40)),
    Column("picture", String(64)),
    Index(None, "team"),
)
fixture = _thing(
    "fixture",
    Column("competition", ForeignKey("competition.id")),
    Column("venue", ForeignKey("venue.id")),
    Column("home", ForeignKey("team.id")),
    Column("away", ForeignKey("team.id")),
    Column("start", BigInteger),
    Column("status", String(16), nullable=False),
    Column("round", Text),
    Column("leg", Integer),
    Column("channel", String(32)),
    Index(None, "competition"),
    Index(None, "home"),
    Index(None, "away"),
)

# Crests and photos, as PNG, by their SHA-256.
picture = Table(
    "picture",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("png", LargeBinary, nullable=False),
    Column("made", BigInteger, nullable=False),
)

# A roster that was brought, to one team or (None) several: each player before and after it.
roster = Table(
    "roster",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("team", String(32)),
    Column("steps", JSON, nullable=False),
    Column("undone", BigInteger),
    Index(None, "at"),
)

# What a provider's ids stand for: `thing` is None where nobody has said yet. `name` is what the
# provider called it last, `seen` when that came on air.
provider_id = Table(
    "provider_id",
    metadata,
    Column("provider", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("ref", String(200), primary_key=True),
    Column("thing", String(32)),
    Column("name", Text),
    Column("seen", BigInteger),
    Index(None, "kind", "thing"),
)
