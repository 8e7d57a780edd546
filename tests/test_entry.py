"""What happens in a room, as it goes to viewers."""

from api.room.entry import cleared, deleted, said
from api.room.viewer import Viewer

AT = 1_700_000_000_000_000


def test_a_line_goes_out_with_its_author_and_its_picture_s_time() -> None:
    line = said(Viewer(viewer="a", name="Anna"), "hi", client_id="c", program_time=AT, at=AT + 5)
    assert line.numbered(12).event() == {
        "type": "chat.message",
        "offset": 12,
        "program_time": "2023-11-14T22:13:20.000000Z",
        "at": "2023-11-14T22:13:20.000005Z",
        "message_id": "12",
        "author": {"id": "a", "name": "Anna"},
        "text": "hi",
    }


def test_what_shows_at_once_has_no_programme_time() -> None:
    at = {"offset": 3, "at": "2023-11-14T22:13:20.000000Z"}
    assert deleted("1", AT).numbered(3).event() == {
        "type": "chat.deleted", **at, "message_id": "1",
    }  # fmt: skip
    assert cleared("a", AT).numbered(3).event() == {"type": "chat.cleared", **at, "viewer": "a"}
