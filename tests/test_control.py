"""The control API of a real server with real channels, asked as an operator's tool would."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from overlays.catalogue import GRAPHICS
from tests.channels import clip
from tests.served import Served, served

CONFIG = """\
[[channel]]
name = "one"
title = "Channel one"
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
[channel.source]
input = "{a}"
[channel.backup]
input = "{b}"
state = "warm"

[[channel]]
name = "two"
autostart = false
rate = 25
shedding = "nothing"
ladder = "64x48:100k"
[channel.source]
input = "{a}"
"""
FEED = """
[[channel.feed]]
name = "late"
provider = "facts_file"
path = "{facts}"
"""
FACTS = """\
{"t": 1, "type": "goal", "side": "home", "id": "late-1", "player": "Kane"}
"""
OVERLAY = "theme: daylight\n"
SIGNED = {"/api/v1/feeds/{channel}/{feed}/payload"}
VIEWERS = {"/api/v1/viewer", "/api/v1/channels/{name}/playback"}
GOAL: dict[str, Any] = {"fact": {"type": "goal", "side": "home"}}
MATCH: dict[str, Any] = {
    "fact": {"type": "match", "home": {"name": "North"}, "away": {"name": "South"}}
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("control")
    a, b = clip(folder / "a.mp4"), clip(folder / "b.mp4", first=25)
    overlay = folder / "o.yaml"
    overlay.write_text(OVERLAY, encoding="utf-8")
    named = f'title = "Channel one"\noverlay = "{overlay}"'
    config = CONFIG.replace('title = "Channel one"', named)
    with served(config.format(a=a, b=b), folder) as running:
        running.on_air("one")
        yield running


def committed(
    server: Served, path: str, body: Any, *, method: str = "POST", **headers: str
) -> dict[str, Any]:
    answer = server.owner(method, path, body, **headers)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.value
    return found


def home_score(server: Served) -> int:
    return int(server.get("/api/v1/channels/one/state").value["sides"]["home"]["score"])


def test_channels_are_listed(server: Served) -> None:
    page = server.get("/api/v1/channels").value
    assert page["next"] is None
    assert [(c["name"], c["title"], c["state"]) for c in page["items"]] == [
        ("one", "Channel one", "on_air"),
        ("two", "two", "off"),
    ]
    assert page["items"][0]["playlist_url"] == "/live/one/index.m3u8"


def test_a_goal_by_hand_and_its_undo(server: Served) -> None:
    committed(server, "/channels/one/facts", MATCH)
    goal = committed(server, "/channels/one/facts", GOAL)
    server.until(lambda: home_score(server) == 1, "the goal")
    undone = committed(server, f"/channels/one/log/{goal['sequence']}/undo", {"reason": "VAR"})
    server.until(lambda: home_score(server) == 0, "the undo")
    committed(server, f"/channels/one/log/{undone['sequence']}/undo", {})
    server.until(lambda: home_score(server) == 1, "the undo of the undo")


SPORTS: dict[str, list[dict[str, Any]]] = {
    "football": [
        {"type": "added_time", "minutes": 3},
        {"type": "card", "side": "away", "color": "yellow"},
        {"type": "stat", "name": "corners", "home": 4, "away": 2},
    ],
    "basketball": [
        {"type": "shot_clock_set", "clock": "00:14.5", "running": False},
        {"type": "fouls", "home": 3, "away": 5, "possession": "away"},
    ],
    "ice_hockey": [{"type": "strength", "home": 5, "away": 4}],
    "american_football": [{"type": "down", "possession": "home", "down": 3, "distance": 7}],
    "baseball": [{"type": "batter_count", "batting": "away", "balls": 3, "strikes": 2, "outs": 1}],
    "tennis": [{"type": "game_points", "home": "40", "away": "AD", "server": "home"}],
    "volleyball": [{"type": "serve", "server": "away"}],
    "cricket": [{"type": "over", "batting": "home", "wickets": 2, "balls": 57}],
    "generic": [{"type": "aggregate", "home": 1, "away": 2}],
}


@pytest.mark.parametrize("sport", SPORTS)
def test_a_channel_without_a_feed_is_played_by_hand(server: Served, sport: str) -> None:
    def tell(**fact: Any) -> int:
        return int(committed(server, "/channels/one/facts", {"fact": fact})["sequence"])

    def state() -> dict[str, Any]:
        return dict(server.get("/api/v1/channels/one/state").value)

    def scores() -> tuple[int, int]:
        sides = state()["sides"]
        return sides["home"]["score"], sides["away"]["score"]

    assert server.get("/api/v1/feeds").value["items"] == []
    tell(**MATCH["fact"], sport=sport)
    tell(type="period_started", period=1)
    server.until(lambda: (state()["sport"], state()["period"]) == (sport, 1), "the start")
    is_of_sets = sport in {"tennis", "volleyball"}
    counted = tell(type="points", side="away") if sport != "football" else tell(**GOAL["fact"])
    for fact in SPORTS[sport]:
        tell(**fact)
    tell(type="correction", home=2, away=3)
    server.until(lambda: scores() == (2, 3), "the score as it stands")
    if not is_of_sets:
        tell(type="clock_set", clock="05:12.4", running=False)
        server.until(lambda: state()["clock_us"] == 312_400_000, "the clock that was set")
        tell(type="clock_set", clock="05:12.4")
        server.until(lambda: bool(state()["is_running"]), "the clock that was started")
    committed(server, f"/channels/one/log/{counted}/undo", {})
    told, found = SPORTS[sport][0], state()
    if told["type"] == (found["situation"] or {}).get("type"):
        assert found["situation"].items() >= told.items()
    tell(type="period_ended", period=1)
    tell(type="match_ended")
    server.until(lambda: state()["phase"] == "full_time", "the end")
    assert not state()["is_running"]


def test_the_log_tells_who_did_what(server: Served) -> None:
    goal = committed(server, "/channels/one/facts", GOAL)
    committed(server, f"/channels/one/log/{goal['sequence']}/undo", {"reason": "VAR"})
    newest = server.owner("GET", "/channels/one/log?limit=1").value
    (undone,) = newest["items"]
    assert (undone["actor"], undone["payload"]["type"]) == ("owner", "retraction")
    (scored,) = server.owner("GET", f"/channels/one/log?limit=1&before={newest['next']}").value[
        "items"
    ]
    assert (scored["sequence"], scored["frame"]) == (goal["sequence"], goal["frame"])
    assert undone["payload"]["retracts"] == scored["payload"]["id"] == goal["id"]
    assert server.get("/api/v1/channels/one/log").status == 401


def test_a_write_sent_again_is_done_once(server: Served) -> None:
    key = {"idempotency-key": "press-1"}
    first = committed(server, "/channels/one/facts", GOAL, **key)
    assert committed(server, "/channels/one/facts", GOAL, **key) == first
    other = {"fact": {"type": "goal", "side": "away"}}
    answer = server.owner("POST", "/channels/one/facts", other, **key)
    assert (answer.status, answer.value["code"]) == (409, "idempotency_conflict")


def test_a_channel_is_started_and_stopped(server: Served) -> None:
    assert server.owner("POST", "/channels/two/start").status == 200
    server.on_air("two")
    assert server.owner("POST", "/channels/two/stop").status == 200
    server.until(lambda: server.state("two") == "off", "two off")
    assert "#EXT-X-ENDLIST" in server.get("/live/two/48p/index.m3u8").text
    assert server.state("one") == "on_air"


def test_a_cut(server: Served) -> None:
    committed(server, "/channels/one/program", {"source": "backup"})
    program = "/api/v1/channels/one/program"
    server.until(lambda: server.get(program).value["source"] == "backup", "the cut")

    def states() -> dict[str, str]:
        sources = server.get(program).value["sources"]
        return {name: one["state"] for name, one in sources.items()}

    server.until(lambda: states() == {"source": "hot", "backup": "hot"}, "both hot")
    committed(server, "/channels/one/program", {"source": "source"})


def test_timing_is_read_and_set(server: Served) -> None:
    change = {"distance_us": 1_000_000, "latencies_us": {"backup": 500_000}}
    answer = server.owner("PATCH", "/channels/one/timing", change)
    assert answer.status == 200, answer.text
    assert len(answer.value) == 2
    timing = "/api/v1/channels/one/timing"
    latencies = {"source": 0, "backup": 500_000}
    server.until(lambda: server.get(timing).value["latencies_us"] == latencies, "the latencies")
    found = server.get(timing).value
    assert found["distance_us"] == 1_000_000
    assert (found["calibration"]["policy"], found["calibration"]["offsets"]) == ("off", {})
    assert server.owner("PATCH", "/channels/one/timing", {"distance_us": 0}).status == 200


def graphics_on(server: Served) -> set[str]:
    items = server.get("/api/v1/channels/one/graphics").value["items"]
    return {item["name"] for item in items if item["is_on"]}


def test_graphics_are_listed_taken_and_cleared(server: Served) -> None:
    page = server.get("/api/v1/channels/one/graphics").value
    assert [item["name"] for item in page["items"]] == [one.id for one in GRAPHICS]
    kinds = {field["kind"] for item in page["items"] for field in item["fields"]}
    assert kinds >= {"text", "lines", "choice", "seconds", "time"}
    assert page["next"] is None
    (title, *_) = page["items"][1]["fields"]
    assert title["name"] == "title"
    assert title["required"] is True
    third = "/channels/one/graphics/lower_third"
    body = {"fields": {"title": "Ada Quist", "line": "Referee"}, "basis": "now"}
    told = committed(server, f"{third}/take", body)
    assert told["frame"] > 0
    server.until(lambda: "lower_third" in graphics_on(server), "the lower third")
    committed(server, f"{third}/clear", {})
    server.until(lambda: "lower_third" not in graphics_on(server), "it to leave")


def test_a_wrong_field_is_named(server: Served) -> None:
    path = "/channels/one/graphics/lower_third/take"
    problem = server.owner("POST", path, {"fields": {"title": "x" * 41}}).value
    assert (problem["status"], problem["code"]) == (422, "bad_field")
    assert problem["errors"] == [{"at": "title", "detail": "title: 41 letters; use 40 at most"}]


def test_an_overlay_config_is_put_in_place_of_another(server: Served) -> None:
    path = "/channels/one/overlay"
    before = server.owner("GET", path).value
    assert (before["text"], before["errors"]) == (OVERLAY, [])
    text = "# by the editor\ntheme: house\n"
    assert committed(server, path, {"text": text}, method="PUT")["frame"] > 0
    after = server.owner("GET", path).value
    assert (after["file"], after["text"]) == (before["file"], text)
    assert Path(after["file"]).read_text(encoding="utf-8") == text
    wrong = server.owner("PUT", path, {"text": "look:\n  radius: 99\n"})
    assert (wrong.status, wrong.value["code"]) == (422, "bad_overlay")
    (mistake,) = wrong.value["errors"]
    assert (mistake["line"], mistake["key"]) == (2, "look.radius")
    schema = server.get("/api/v1/overlay/schema.json").value
    assert "lower_third" in schema["$defs"]["GraphicsSettings"]["properties"]


def test_the_state_of_a_moment(server: Served) -> None:
    now = server.get("/api/v1/channels/one").value["server_time"]
    answer = server.get(f"/api/v1/channels/one/state?at={now.replace('+', '%2B')}")
    assert answer.status == 200, answer.text
    assert answer.value["sides"]["home"]["name"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        pytest.param("GET", "/channels/none", None, 404, "unknown_channel", id="no-such-channel"),
        pytest.param("GET", "/nothing", None, 404, "not_found", id="no-such-path"),
        pytest.param("DELETE", "/channels", None, 405, "method_not_allowed", id="method"),
        pytest.param("GET", "/channels/two/health", None, 409, "not_on_air", id="off"),
        pytest.param("POST", "/channels/two/facts", GOAL, 409, "not_on_air", id="fact-when-off"),
        pytest.param(
            "POST", "/channels/one/facts", {"fact": {"type": "fly"}}, 422, "bad_fact", id="fact"
        ),
        pytest.param("POST", "/channels/one/facts", {}, 422, "bad_request", id="no-fact"),
        pytest.param(
            "POST", "/channels/one/facts", {**GOAL, "more": 1}, 422, "bad_request", id="unknown-key"
        ),
        pytest.param(
            "POST", "/channels/one/facts", {**GOAL, "basis": "venue"}, 422, "bad_time", id="no-at"
        ),
        pytest.param(
            "POST", "/channels/one/program", {"source": "x"}, 404, "unknown_source", id="source"
        ),
        pytest.param(
            "POST", "/channels/one/log/999999/undo", {}, 409, "not_undoable", id="no-event"
        ),
        pytest.param("GET", "/channels/one/log?before=x", None, 422, "bad_request", id="cursor"),
        pytest.param("GET", "/channels/none/log", None, 404, "unknown_channel", id="no-log"),
        pytest.param(
            "POST", "/channels/one/graphics/x/take", {}, 404, "unknown_graphic", id="graphic"
        ),
        pytest.param(
            "POST",
            "/channels/one/graphics/score_bug/clear",
            {"basis": "venue"},
            422,
            "bad_time",
            id="clear-without-at",
        ),
        pytest.param("GET", "/channels/two/graphics", None, 409, "not_on_air", id="graphics-off"),
        pytest.param(
            "PATCH", "/channels/one/timing", {"distance_us": -1}, 422, "bad_request", id="negative"
        ),
        pytest.param(
            "GET", "/channels/one/state?at=2026-01-01T00:00:00", None, 422, "bad_time", id="no-zone"
        ),
    ],
)
def test_problems(
    server: Served, method: str, path: str, body: object, status: int, code: str
) -> None:
    answer = server.owner(method, path, body)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.value
    assert (answer.status, problem["status"], problem["code"]) == (status, status, code)
    assert problem["title"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("POST", "/channels/one/facts", id="fact"),
        pytest.param("POST", "/channels/one/stop", id="stop"),
        pytest.param("POST", "/channels/one/start", id="start"),
        pytest.param("POST", "/channels/one/program", id="cut"),
        pytest.param("PATCH", "/channels/one/timing", id="timing"),
        pytest.param("POST", "/channels/one/log/1/undo", id="undo"),
        pytest.param("POST", "/channels/one/graphics/score_bug/take", id="take"),
        pytest.param("POST", "/channels/one/graphics/score_bug/clear", id="clear"),
    ],
)
@pytest.mark.parametrize("sent", ["", "Bearer wrong", "Basic x", "Bearer "])
def test_no_write_without_the_token(server: Served, method: str, path: str, sent: str) -> None:
    answer = server.ask(method, f"/api/v1{path}", {}, {"authorization": sent})
    assert (answer.status, answer.value["code"]) == (401, "unauthorized")


def test_every_write_of_the_schema_asks_for_the_token(server: Served) -> None:
    schema = server.get("/api/openapi.json").value
    writes = [
        (method.upper(), path)
        for path, methods in schema["paths"].items()
        for method in methods
        # Who watches may say who they are, how far behind they play, and play with the demo match;
        # who sends a payload signs it.
        if method != "get" and path not in VIEWERS | SIGNED and "/demo/" not in path
    ]
    assert len(writes) >= 6
    for method, path in writes:
        asked = path.replace("{name}", "one").replace("{sequence}", "1")
        assert server.ask(method, asked, {}).status == 401, (method, path)


def test_liveness_readiness_and_figures(server: Served) -> None:
    assert server.get("/healthz").value == {"status": "ok"}
    assert server.get("/readyz").value["ready"] is True
    figures = server.get("/metrics").text
    assert 'touchline_channel_up{channel="one"} 1.0' in figures
    assert 'touchline_channel_frames_total{channel="one"}' in figures


def test_the_token_is_told_once_and_kept_from_others(server: Served) -> None:
    said = (server.data.parent / "serve.log").read_text()
    assert said.count(server.token) == 1
    assert (server.data / "owner-token").stat().st_mode & 0o077 == 0


def test_a_goal_by_hand_is_the_feed_s_and_a_held_score_stands(tmp_path: Path) -> None:
    facts, a = tmp_path / "late.jsonl", clip(tmp_path / "a.mp4")
    facts.write_text(FACTS)
    only, _, _ = CONFIG.partition("[channel.backup]")
    text = only.format(a=a) + FEED.format(facts=facts) + "lateness = 8\n"
    with served(text, tmp_path) as running:
        running.on_air("one")
        told = committed(running, "/channels/one/facts", GOAL)
        running.until(lambda: source_of(running, "score") == "late", "the feed's goal", within=60)
        assert home_score(running) == 1
        dial = running.get("/api/v1/channels/one/dial").value
        assert [one["feed"] for one in dial["feeds"]] == ["late"]
        assert dial["steps"][0]["distance_us"] == 0
        # It is known to be so a frame before it stands in the log.
        running.until(lambda: corrected(running) == [told["id"], None], "both goals logged")
        page = running.owner("GET", "/channels/one/truth").value
        assert running.get("/api/v1/channels/one/truth").status == 401
        assert (page["questions"], page["overrides"]) == ([], [])
        hold = {"value": 4, "basis": "now"}
        assert running.owner("PUT", "/channels/one/overrides/home.score", hold).status == 200
        running.until(lambda: home_score(running) == 4, "the score that is held")
        held = running.owner("GET", "/channels/one/overrides").value["items"]
        assert [(one["field"], one["value"]) for one in held] == [("home.score", 4)]
        assert running.owner("POST", "/channels/one/overrides/home.score/release").status == 200
        running.until(lambda: home_score(running) == 1, "what the feed says")
        wrong = running.owner("PUT", "/channels/one/overrides/home.score", {"value": -1})
        assert (wrong.status, wrong.value["code"]) == (422, "bad_override")
        gone = running.owner("POST", "/channels/one/questions/jump:x/answer", {"answer": "take"})
        assert (gone.status, gone.value["code"]) == (404, "unknown_question")


def corrected(server: Served) -> list[str | None]:
    """What the goals of the log correct, the newest first."""
    newest = server.owner("GET", "/channels/one/log?limit=20").value["items"]
    goals = [one["payload"] for one in newest if one["payload"]["type"] == "goal"]
    return [goal.get("corrects") for goal in goals]


def source_of(server: Served, field: str) -> str | None:
    fields = server.owner("GET", "/channels/one/truth").value["fields"]
    return next((one["source"] for one in fields if one["field"] == field), None)


RUNDOWN = "/channels/one/rundown"


def cue(name: str, **more: Any) -> dict[str, Any]:
    fields = {"title": f"Ada {name}", "seconds": 600}
    return {"id": name, "name": name, "graphic": "lower_third", "fields": fields, **more}


def planned(server: Served) -> dict[str, Any]:
    found: dict[str, Any] = server.owner("GET", RUNDOWN).value
    return found


def test_a_rundown_is_planned_taken_by_next_updated_and_cleared(server: Served) -> None:
    by_fact = {"when": "fact", "fact": {"type": "card"}}
    items = [cue("a"), cue("b", trigger=by_fact, not_over=["full"]), cue("c")]
    committed(server, RUNDOWN, {"items": items}, method="PUT")
    plan = planned(server)
    assert [one["id"] for one in plan["items"]] == ["a", "b", "c"]
    assert plan["items"][1]["trigger"] == by_fact
    assert (plan["next"], plan["can_undo"]) == ("a", True)
    picture = server.owner("GET", f"{RUNDOWN}/a/preview.png?width=320")
    assert (picture.status, picture.headers["content-type"]) == (200, "image/png")
    assert committed(server, f"{RUNDOWN}/next", {})["id"] == "a"
    server.until(lambda: planned(server)["items"][0]["is_on"], "the first cue")
    assert planned(server)["next"] == "c"
    committed(server, f"{RUNDOWN}/a/update", {})
    committed(server, f"{RUNDOWN}/a/clear", {})
    server.until(lambda: "lower_third" not in graphics_on(server), "it to leave")
    card = {"type": "card", "side": "home", "color": "yellow", "player": "Rusk"}
    committed(server, "/channels/one/facts", {"fact": card})
    server.until(lambda: planned(server)["items"][1]["aired_at"] is not None, "the card's cue")
    committed(server, f"{RUNDOWN}/c/take", {})
    assert server.owner("POST", f"{RUNDOWN}/next", {}).status == 409
    assert server.owner("POST", f"{RUNDOWN}/a/clear", {}).status == 409
    committed(server, f"{RUNDOWN}/c/clear", {})
    committed(server, RUNDOWN, {"items": [cue("d")], "version": plan["version"]}, method="PUT")
    for way, names in (("undo", ["a", "b", "c"]), ("redo", ["d"]), ("undo", ["a", "b", "c"])):
        committed(server, f"{RUNDOWN}/{way}", {})
        assert [one["id"] for one in planned(server)["items"]] == names


@pytest.mark.parametrize(
    ("items", "detail"),
    [
        pytest.param([cue("a"), cue("a")], "items.1.id: a stands there twice", id="twice"),
        pytest.param([cue("a", triger="noon")], "items.0.triger: no key of a cue", id="key"),
        pytest.param([{**cue("a"), "graphic": "crawler"}], "crawler is no graphic", id="graphic"),
        pytest.param([{**cue("a"), "fields": {}}], "items.0.fields.title: ", id="field"),
        pytest.param([cue("a", trigger="noon")], "use hand, program_time", id="trigger"),
        pytest.param(
            [cue("a", trigger={"when": "clock", "clock": "45"})], 'reads "MM:SS"', id="clock"
        ),
        pytest.param(
            [cue("a", trigger={"when": "after", "cue": "a"})], "follows on itself", id="circle"
        ),
        pytest.param(
            [cue("a", trigger={"when": "after", "cue": "z"})], "z is no cue", id="unknown"
        ),
        pytest.param([{**cue("a"), "id": ""}], "items.0.id: write 1 to 40", id="no-id"),
    ],
)
def test_a_bad_cue_is_refused_with_its_place(server: Served, items: list[Any], detail: str) -> None:
    answer = server.owner("PUT", RUNDOWN, {"items": items})
    assert (answer.status, answer.value["code"]) == (422, "bad_cue")
    assert detail in answer.value["detail"]
    assert len(answer.value["errors"]) == 1


def test_all_wrong_cues_are_told_at_once(server: Served) -> None:
    items = [cue("a", triger="noon"), cue("b"), {**cue("c"), "graphic": "crawler"}]
    answer = server.owner("PUT", RUNDOWN, {"items": items})
    assert [one["at"] for one in answer.value["errors"]] == ["items.0", "items.2.graphic"]
    after = [cue(name, trigger={"when": "after", "cue": "z"}) for name in ("a", "b")]
    told = server.owner("PUT", RUNDOWN, {"items": after}).value["detail"]
    assert told == "items.0.trigger.cue: z is no cue; items.1.trigger.cue: z is no cue"
