"""A vendor with a hundred matches: scoreboards of ESPN's shape, from a process of its own.

`/match/N` has one match, `/all` all of them; both change every five seconds. `/same/N` never does.
`/shot` has one that changes with each request, and says when it went out (`/sent`).
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override

from feeds.clock import SystemClock
from feeds.event_time import MICROSECONDS

MATCHES = 100
_TICK_S = 5
_LINKS = 60


def scoreboard(numbers: range, tick: int) -> bytes:
    """These matches at a moment."""
    return json.dumps({"leagues": [], "events": [_event(n, tick) for n in numbers]}).encode()


def _event(number: int, tick: int) -> dict[str, Any]:
    goals = (tick + number) // 40 % 4, (tick + 3 * number) // 50 % 3
    sides = [
        _competitor(f"{number}{n}", side, goals[n], tick) for n, side in enumerate(("home", "away"))
    ]
    minute = 1 + (tick * _TICK_S // 60 + number) % 45
    return {
        "id": str(number),
        "uid": f"s:600~l:1~e:{number}",
        "name": f"Away {number} at Home {number}",
        "competitions": [
            {
                "status": {
                    "clock": minute * 60.0,
                    "displayClock": f"{minute}'",
                    "period": 1,
                    "type": {"name": "STATUS_FIRST_HALF", "state": "in", "detail": f"{minute}'"},
                },
                "competitors": sides,
                "details": [
                    _goal(f"{number}{side}", n) for side in (0, 1) for n in range(goals[side])
                ],
            }
        ],
        # What no scoreboard of a broadcaster is without: links to everything.
        "links": [_link(number, n) for n in range(_LINKS)],
    }


def _competitor(number: str, side: str, goals: int, tick: int) -> dict[str, Any]:
    names = ("totalShots", "shotsOnTarget", "possessionPct", "foulsCommitted", "wonCorners")
    statistics = [
        {"name": name, "abbreviation": name[:3].upper(), "displayValue": str(tick % 30 + n)}
        for n, name in enumerate(names)
    ]
    name = f"{side.title()} {number}"
    team = {"id": number, "displayName": name, "abbreviation": number[-3:], "color": "0a3d91"}
    return {
        "id": number,
        "homeAway": side,
        "score": str(goals),
        "statistics": statistics,
        "team": team,
        "links": [_link(int(number), n) for n in range(_LINKS // 4)],
    }


def _goal(team: str, number: int) -> dict[str, Any]:
    return {
        "type": {"id": "70", "text": "goal"},
        "clock": {"value": 60.0 * (3 + number), "displayValue": f"{3 + number}'"},
        "team": {"id": team},
        "scoringPlay": True,
        "redCard": False,
        "yellowCard": False,
        "penaltyKick": False,
        "ownGoal": False,
        "shootout": False,
        "athletesInvolved": [{"id": f"{team}{number}", "displayName": f"Scorer {number}"}],
    }


def _link(match: int, number: int) -> dict[str, Any]:
    href = f"https://vendor.example/soccer/match/_/gameId/{match}/page/{number}"
    rel = ["summary", "desktop", "event"]
    return {"rel": rel, "href": href, "text": f"Page {number}", "isExternal": False}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    shots = 0
    sent = 0

    def do_GET(self) -> None:
        _, kind, *rest = self.path.split("/")
        number = int(rest[0]) if rest else 0
        tick = SystemClock().now() // (_TICK_S * MICROSECONDS)
        if kind == "sent":
            self._answer(str(_Handler.sent).encode(), "")
        elif kind == "shot":
            _Handler.shots += 1
            body = scoreboard(range(1), 40 * _Handler.shots)
            _Handler.sent = SystemClock().now()
            self._answer(body, "")
        elif kind == "same":
            self._answer(scoreboard(range(number, number + 1), 0), '"same"')
        elif kind == "all":
            self._answer(scoreboard(range(MATCHES), tick), f'"{tick}"')
        else:
            self._answer(scoreboard(range(number, number + 1), tick), f'"{tick}"')

    def _answer(self, body: bytes, tag: str) -> None:
        is_known = bool(tag) and self.headers.get("if-none-match") == tag
        self.send_response(304 if is_known else 200)
        if tag:
            self.send_header("etag", tag)
        if not is_known:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        if not is_known:
            self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


if __name__ == "__main__":
    _SERVER = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    _SERVER.daemon_threads = True
    sys.stdout.write(f"{_SERVER.server_port}\n")
    sys.stdout.flush()
    _SERVER.serve_forever()
