"""A recording served over HTTP: what a poller would have been answered at each moment."""

import gzip
import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from pathlib import Path

from feeds.arrival import Arrival
from feeds.recording import Recorder, Recording
from feeds.recording_server import RecordingServer, served_at
from feeds.time_shift import TimeShift
from tests.test_polled import START, S, Time

AIR = START + 1_000_000 * S
ZIPPED = gzip.compress(b"2")
CAME = [
    Arrival(received=START, payload=b"1", status=200, headers={"content-type": "text/plain"}),
    Arrival(received=START + 10 * S, payload=b"1", is_new=False, status=304),
    Arrival(received=START + 20 * S, status=429, headers={"retry-after": "7"}, error="HTTP 429"),
    Arrival(received=START + 30 * S, error="no whole answer within 10 s"),
    Arrival(received=START + 40 * S, payload=ZIPPED, headers={"content-encoding": "gzip"}),
]
type Asks = Callable[..., tuple[int, dict[str, str], bytes]]


@contextmanager
def played(folder: Path, *came: Arrival, speed: int = 1) -> Iterator[tuple[Time, Asks]]:
    """A server, its clock, and how it is asked."""
    path, time = folder / "a.recording", Time()
    with Recorder(path, provider="espn") as recorder:
        for one in came:
            recorder.keep(one)
    time.at = AIR
    shift = TimeShift(point=START, begins=AIR, speed=Fraction(speed))
    server = served_at(RecordingServer(Recording(path), time, shift), 0)

    def ask(known: str | None = None) -> tuple[int, dict[str, str], bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", server.server_port)) as connection:
            headers = {} if known is None else {"If-None-Match": known}
            connection.request("GET", "/any/path?key=secret", headers=headers)
            answer = connection.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, said, answer.read()

    with server:
        running = threading.Thread(target=server.serve_forever, args=(0.02,))
        running.start()
        try:
            yield time, ask
        finally:
            server.shutdown()
            running.join()


def test_it_answers_as_its_vendor_did(tmp_path: Path) -> None:
    with played(tmp_path, *CAME) as (time, ask):
        status, headers, body = ask()
        assert (status, headers["content-type"], body) == (200, "text/plain", b"1")
        assert ask(headers["etag"])[::2] == (304, b"")
        time.at += 15 * S
        assert ask(headers["etag"])[::2] == (304, b"")
        time.at += 10 * S
        status, said, _ = ask(headers["etag"])
        assert (status, said["retry-after"]) == (429, "7")
        time.at += 10 * S
        assert ask()[0] == 503
        time.at += 10 * S
        status, said, body = ask(headers["etag"])
        assert (status, said["content-encoding"], body) == (200, "gzip", ZIPPED)


def test_it_is_as_fast_as_it_is_told(tmp_path: Path) -> None:
    with played(tmp_path, *CAME, speed=40) as (time, ask):
        assert ask()[2] == b"1"
        time.at += S
        assert ask()[2] == ZIPPED


def test_the_first_payload_stands_from_the_beginning(tmp_path: Path) -> None:
    with played(tmp_path, *CAME[2:]) as (_, ask):
        assert ask()[::2] == (200, ZIPPED)


def test_one_with_nothing_in_it_has_nothing_to_say(tmp_path: Path) -> None:
    with played(tmp_path) as (_, ask):
        assert ask()[0] == 503


def test_one_that_is_gone_meanwhile_says_so(tmp_path: Path) -> None:
    with played(tmp_path, *CAME) as (_, ask):
        (tmp_path / "a.recording").unlink()
        assert ask()[0] == 500
