"""Where a phone finds this server, and that a camera reads it."""

import cv2
import numpy as np
import pytest

from api.demo.phone import phone, qr_code


@pytest.mark.parametrize(
    ("scheme", "page", "host", "found"),
    [
        pytest.param("http", "10.0.0.5:8000", "::", "http://10.0.0.5:8000/w", id="as-the-page"),
        pytest.param("http", "club.example", "0.0.0.0", "http://club.example/w", id="no-port"),  # noqa: S104
        pytest.param("https", "club.example", "::", "https://club.example/w", id="by-a-proxy"),
        pytest.param("https", "localhost", "10.0.0.5", "http://10.0.0.5:8000/w", id="itself"),
        pytest.param("http", "[fe80::7]:8000", "::", "http://[fe80::7]:8000/w", id="six"),
        pytest.param("http", "127.0.0.1:9", "10.0.0.5", "http://10.0.0.5:8000/w", id="one-address"),
        pytest.param("http", "localhost:8000", "127.0.0.1", None, id="nobody-else"),
        pytest.param("http", "", "localhost", None, id="no-host"),
    ],
)
def test_a_phone_finds_it(scheme: str, page: str, host: str, found: str | None) -> None:
    told = phone("/w", scheme, page, host, 8000)
    assert told.url == found
    assert (told.code is None) == (found is None)


def test_seen_from_here_it_has_an_address_of_its_own_or_none() -> None:
    told = phone("/w", "http", "127.0.0.1:8000", "0.0.0.0", 8000)  # noqa: S104
    if told.url is not None:
        assert told.url.endswith(":8000/w")
        assert "127.0.0.1" not in told.url.removeprefix("http://127.0.0.1")
        assert "0.0.0.0" not in told.url  # noqa: S104


@pytest.mark.parametrize(
    "text", ["http://10.0.0.5:8000/watch/demo", "http://a.example/" + "x" * 90]
)
def test_a_camera_reads_the_code(text: str) -> None:
    rows = qr_code(text)
    assert {len(row) for row in rows} == {len(rows)}
    assert rows[0].startswith("#######")
    dark = np.array([[one == "#" for one in row] for row in rows])
    picture = np.where(np.pad(dark, 4), 0, 255).astype(np.uint8)
    large = cv2.resize(picture, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    assert cv2.QRCodeDetector().detectAndDecode(large)[0] == text
