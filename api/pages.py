"""The viewers' and operators' pages: the files built from api/web, with the headers they need.

    FastAPI(routes=pages.routes())      or, later: app.router.routes.extend(pages.routes())

`make setup` builds them; until then every page says so.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

DIST = Path(__file__).parent / "web" / "dist"
CHANNELS, SPOILER_TEST = "index.html", "spoiler.html"

_UNBUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Not built</title>
<h1>The pages are not built</h1><p>Run <code>make setup</code>, then reload this page.</p></html>
"""
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_SAFE = {"x-content-type-options": "nosniff", "referrer-policy": "strict-origin-when-cross-origin"}
_FRESH = {"cache-control": "no-cache"}
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_SHORTENED = _TYPES.keys() - {".woff2"}

type Handler = Callable[[Request], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """A built file, plain and compressed; where that is no shorter it is None."""

    content: bytes
    gzipped: bytes | None
    media_type: str
    etag: str

    def response(self, request: Request, headers: Mapping[str, str]) -> Response:
        more = {**_SAFE, **headers, "etag": self.etag, "vary": "accept-encoding"}
        if self.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=more)
        body = self.content
        if self.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
            body, more["content-encoding"] = self.gzipped, "gzip"
        return Response(body, headers=more, media_type=self.media_type)


class _Site:
    """The built files by name, read once, as soon as they are there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, _File] = {}

    def file(self, name: str) -> _File | None:
        """A page's file or an asset's; None where nothing of that name was built."""
        if not self._files and self._folder.is_dir():
            found = sorted(path for path in self._folder.rglob("*") if path.is_file())
            self._files = {str(path.relative_to(self._folder)): _read(path) for path in found}
        return self._files.get(name)


def routes(folder: Path = DIST, *, first: str = CHANNELS) -> list[BaseRoute]:
    """The pages, `first` the one at `/`, and the assets they load.

    Any site may frame the player and the overlay, none the operators' page. The overlay shows
    nothing until it is built: it may be on air.
    """
    site = _Site(folder)
    return [
        Route("/", _page(site, first, framed_by="'self'")),
        Route("/channels", _page(site, CHANNELS, framed_by="'self'")),
        Route("/dress", _page(site, "dress.html", framed_by="'self'")),
        Route("/watch/{channel}", _page(site, "watch.html", framed_by="*")),
        Route("/control", _page(site, "control.html", framed_by="'none'")),
        Route("/control/{channel}", _page(site, "control.html", framed_by="'none'")),
        Route("/data", _page(site, "data.html", framed_by="'none'")),
        Route("/overlay/{channel}", _page(site, "overlay.html", framed_by="*", unbuilt="")),
        Route("/assets/{name}", _assets(site)),
    ]


def _page(site: _Site, name: str, *, framed_by: str, unbuilt: str = _UNBUILT) -> Handler:
    """A page; `unbuilt` is served in its stead before it is built."""
    policy = _POLICY | {"frame-ancestors": framed_by}
    said = "; ".join(f"{key} {sources}" for key, sources in policy.items())
    headers = {"content-security-policy": said, **_FRESH}

    def answer(request: Request) -> Response:
        page = site.file(name)
        if page is None:
            more = {**headers, **_SAFE, "cache-control": "no-store", "retry-after": "10"}
            return Response(unbuilt, 503, headers=more, media_type="text/html")
        return page.response(request, headers)

    return answer


def _assets(site: _Site) -> Handler:
    def answer(request: Request) -> Response:
        asset = site.file(f"assets/{request.path_params['name']}")
        if asset is None:
            return Response(status_code=404, headers=_SAFE)
        return asset.response(request, _FOR_EVER)

    return answer


def _read(path: Path) -> _File:
    content = path.read_bytes()
    gzipped = gzip.compress(content, mtime=0) if path.suffix in _SHORTENED else None
    return _File(
        content=content,
        gzipped=gzipped,
        media_type=_TYPES.get(path.suffix, "application/octet-stream"),
        etag=f'"{hashlib.sha256(content).hexdigest()[:24]}"',
    )
