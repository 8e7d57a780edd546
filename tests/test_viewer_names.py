"""Names: no two that look alike."""

from pathlib import Path

from api.room.names import Names
from api.room.viewer import Viewer
from api.storage.database import Database
from tests.databases import with_database


def test_a_name_is_one_viewer_s(tmp_path: Path) -> None:
    claims = [
        ("a", "Anna"),
        ("b", "ANNA!"),
        ("b", "Ben"),
        ("a", "Änna"),
        ("a", "Ada"),
        ("c", "Anna"),
    ]

    async def run(database: Database) -> list[bool]:
        names = Names(database)
        return [await names.claim(Viewer(viewer=who, name=name), 0) for who, name in claims]

    assert with_database(tmp_path, run) == [True, False, True, True, True, True]
