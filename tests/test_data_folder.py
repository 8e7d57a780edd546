"""The data folder: held by one server, the owner's token made once."""

import stat
from pathlib import Path

import pytest

from api.data_folder import OWNER_TOKEN, new_owner_token, session_secret, taken
from feeds.mistake import MistakesError


def test_the_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with taken(folder):
        assert folder.is_dir()


def test_one_server_at_a_time(tmp_path: Path) -> None:
    with taken(tmp_path), pytest.raises(MistakesError, match="another server runs on it"):
        taken(tmp_path).__enter__()
    with taken(tmp_path):
        pass


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(MistakesError, match=r"data: .*; name a folder that can be written"):
        taken(tmp_path / "file" / "data").__enter__()


def test_the_owner_s_token_is_made_once_and_for_the_owner_s_eyes(tmp_path: Path) -> None:
    token = new_owner_token(tmp_path)
    path = tmp_path / OWNER_TOKEN
    assert token is not None
    assert len(token) >= 40
    assert path.read_text() == f"{token}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert new_owner_token(tmp_path) is None
    assert path.read_text() == f"{token}\n"


def test_a_token_half_written_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / f"{OWNER_TOKEN}.new").write_text("ab")
    assert new_owner_token(tmp_path) == (tmp_path / OWNER_TOKEN).read_text().strip()


def test_the_session_secret_stays_and_where_it_cannot_there_is_one_for_now(tmp_path: Path) -> None:
    assert session_secret(tmp_path) == session_secret(tmp_path)
    (tmp_path / "file").write_text("mine")
    nowhere = tmp_path / "file" / "data"
    assert session_secret(nowhere) != session_secret(nowhere)
