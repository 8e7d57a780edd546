"""What a page may say over its socket."""

import pytest

from api.room.messages import (
    LONGEST,
    Heartbeat,
    Hello,
    History,
    MessageError,
    Ping,
    Resume,
    Said,
    Send,
    decode,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type":"hello"}', Hello()),
        (
            '{"type":"hello","ticket":"t","resume":{"offset":3,"epoch":"e"}}',
            Hello(ticket="t", resume=Resume(offset=3, epoch="e")),
        ),
        ('{"type":"chat.send","id":"1","text":"hi"}', Send(id="1", text="hi")),
        ('{"type":"history","id":"1","before":7}', History(id="1", before=7)),
        (
            '{"type":"playhead","program_time":"2026-01-01T00:00:00Z","buffer":1,"rate":1}',
            Heartbeat(program_time="2026-01-01T00:00:00Z", rate=1),
        ),
        ('{"type":"ping","id":"1","more":[{}]}', Ping(id="1")),
    ],
)
def test_messages_are_read(text: str, said: Said) -> None:
    assert decode(text.encode()) == said


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        pytest.param("", "bad_message", None, id="nothing"),
        pytest.param("\x00", "bad_message", None, id="no-json"),
        pytest.param('{"type":"sing","id":"1"}', "bad_message", "1", id="an-unknown-type"),
        pytest.param('{"id":"1"}', "bad_message", "1", id="no-type"),
        pytest.param('{"type":"chat.send","text":"hi"}', "bad_message", None, id="no-id"),
        pytest.param('{"type":"chat.send","id":"1","text":7}', "bad_message", "1", id="no-text"),
        pytest.param('{"type":"chat.send","id":7,"text":"a"}', "bad_message", None, id="no-name"),
        pytest.param('{"type":"ping","id":"1","n":NaN}', "bad_message", None, id="nan"),
        pytest.param('{"type":"history","id":"1","limit":0}', "bad_message", "1", id="of-nothing"),
        pytest.param('{"type":"history","id":"1","limit":9e9}', "bad_message", "1", id="of-all"),
        pytest.param(
            '{"type":"hello","resume":{"offset":-1,"epoch":""}}', "bad_message", None,
            id="a-resume-before-the-first",
        ),
        pytest.param('{"type":"ping","x":' + "[" * 900, "bad_message", None, id="deep-and-open"),
        pytest.param("[" * 10_000 + "]" * 10_000, "too_long", None, id="ten-thousand-deep"),
        pytest.param('{"type":"ping"}' + " " * LONGEST, "too_long", None, id="over-2-kib"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str, code: str, message: str | None) -> None:
    with pytest.raises(MessageError) as refused:
        decode(text.encode())
    assert (refused.value.code, refused.value.message) == (code, message)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(MessageError, match="malformed"):
        decode(b"\xff\xfe")
