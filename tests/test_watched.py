"""How much each rendition is asked for."""

from api.origin.watched import Watched


def test_counts_since_they_were_taken() -> None:
    watched = Watched()
    for rendition in ("720p", "360p", "720p"):
        watched.asked("one", rendition)
    watched.asked("two", "audio")
    assert watched.take() == {"one": {"720p": 2, "360p": 1}, "two": {"audio": 1}}
    assert watched.take() == {}
