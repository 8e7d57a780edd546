"""Rules of the house that no linter knows."""

import re
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest

from api.config import Config
from feeds.facts_file import check
from feeds.settings import Settings

ROOT = Path(__file__).parents[1]
CONFIG = (ROOT / "config.toml").read_text(encoding="utf-8")
PACKAGES = ("engine", "overlays", "feeds", "api")
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Where a module's tests stand under another name, or together with those of what they serve.
ELSEWHERE = {
    "api/clips/clip.py": "test_clip_states",
    "api/clips/facts.py": "test_clips",
    "api/clips/resources.py": "test_clips",
    "api/clips/routes.py": "test_clips",
    "api/clips/source.py": "test_clips",
    "api/commands/encode.py": "test_encode",
    "api/encode_report.py": "test_encode",
    "api/exit_code.py": "test_commands",
    "api/main.py": "test_commands",
    "api/console.py": "test_commands",
    "api/commands/demo.py": "test_serve",
    "api/commands/feed.py": "test_check",
    "api/commands/feed_calibrate.py": "test_calibrate",
    "api/commands/overlay.py": "test_overlay_command",
    "api/commands/overlay_render.py": "test_overlay_command",
    "api/commands/overlay_sheet.py": "test_overlay_command",
    "api/commands/probe.py": "test_commands",
    "api/commands/serve.py": "test_serve",
    "api/commands/doctor.py": "test_commands",
    "api/control/auth.py": "test_control",
    "api/control/directory.py": "test_control",
    "api/control/graphics.py": "test_control",
    "api/control/metrics.py": "test_control",
    "api/control/overlay.py": "test_control",
    "api/control/problem.py": "test_control",
    "api/control/resources.py": "test_control",
    "api/control/routes.py": "test_control",
    "api/control/truth.py": "test_control",
    "api/demo/routes.py": "test_demo_pressed",
    "api/demo/spoiler_test.py": "test_spoiler_pages",
    "api/launch.py": "test_serve",
    "api/predictions/counter.py": "test_book",
    "api/predictions/routes.py": "test_predictions",
    "api/predictions/telling.py": "test_book",
    "api/room/hold.py": "test_room_hold",
    "api/room/names.py": "test_viewer_names",
    "api/room/rooms.py": "test_room_sockets",
    "api/room/routes.py": "test_chatting",
    "api/room/sockets.py": "test_room_sockets",
    "api/room/speaker.py": "test_room_sockets",
    "api/storage/migrations/env.py": "test_database",
    "api/storage/migrations/versions/0001_rooms.py": "test_database",
    "api/storage/migrations/versions/0002_predictions.py": "test_database",
    "api/storage/migrations/versions/0003_things.py": "test_database",
    "api/storage/tables.py": "test_database",
    "api/things/crests.py": "test_uploads",
    "api/things/fixture.py": "test_register",
    "api/things/kind.py": "test_register",
    "api/things/listing.py": "test_register",
    "api/things/on_air.py": "test_renaming",
    "api/things/provider_id_routes.py": "test_provider_ids",
    "api/things/roster.py": "test_rosters",
    "api/things/roster_routes.py": "test_rosters",
    "api/things/routes.py": "test_register",
    "api/things/thing.py": "test_register",
    "overlays/config/overlay.py": "test_reading",
    "overlays/config/overlay_settings.py": "test_reading",
    "overlays/tag_cells.py": "test_overlay_tags",
    "overlays/tags.py": "test_overlay_tags",
    "overlays/ticker_cells.py": "test_ticker",
    "overlays/figure_plate.py": "test_added_time",
    "overlays/symbols.py": "test_lower_third",
    "overlays/graphic.py": "test_stage",
    "overlays/occasions.py": "test_stage",
    "overlays/rule.py": "test_stage",
    "api/control/rundown.py": "test_control",
    "engine/channel/ahead.py": "test_standby",
    "engine/channel/rung_look.py": "test_graphics",
    "engine/channel/firing.py": "test_rundown",
    "engine/channel/rundown_desk.py": "test_control",
    "engine/channel/clip_calibration.py": "test_calibrate",
    "engine/channel/committing.py": "test_desk",
    "engine/channel/drawn.py": "test_deck",
    "engine/channel/figures.py": "test_desk",
    "engine/channel/health.py": "test_live",
    "engine/channel/moments.py": "test_desk",
    "engine/channel/onair.py": "test_live",
    "engine/channel/process.py": "test_control",
    "engine/clock_reading/glyph_shapes.py": "test_glyphs",
    "engine/clock_reading/marks.py": "test_digit_line",
    "engine/clock_reading/share.py": "test_region",
    "engine/clock_reading/upright.py": "test_quad",
    "engine/ffmpeg/kept_codecs.py": "test_packet_log",
    "feeds/arrival.py": "test_recording",
    "feeds/clock_text.py": "test_fact",
    "feeds/fold.py": "test_state",
    "feeds/happening.py": "test_fact",
    "feeds/penalty.py": "test_penalty_box",
    "feeds/process.py": "test_feeds_process",
    "feeds/provider.py": "test_replay",
    "feeds/providers/espn_happenings.py": "test_espn",
    "feeds/providers/espn_match.py": "test_espn",
    "feeds/providers/opta_sheet.py": "test_opta",
    "feeds/console_clock.py": "test_daktronics",
    "feeds/reading.py": "test_parsers",
    "feeds/scoreboard_phase.py": "test_scoreboard",
    "feeds/scoreboard_rows.py": "test_scoreboard",
    "feeds/scoreboard_situation.py": "test_scoreboard",
    "feeds/situation.py": "test_codec",
    "feeds/sport.py": "test_periods",
    "feeds/squad.py": "test_codec",
    "overlays/boards/board.py": "test_score_bug",
    "overlays/boards/by_sport.py": "test_score_bug",
    "overlays/boards/flash.py": "test_board_football",
    "overlays/demo_match/painter.py": "test_demo_painter",
    "overlays/kick_disc.py": "test_shoot_out",
    "overlays/line_up_rows.py": "test_line_ups",
    "overlays/line_up_words.py": "test_line_ups",
    "overlays/lower_third_cells.py": "test_lower_third",
    "overlays/news.py": "test_board_football",
    "overlays/match_header.py": "test_statistics",
    "overlays/panel_row.py": "test_panel",
    "overlays/match_facts.py": "test_full_time",
    "overlays/paired_rows.py": "test_full_time",
    "overlays/phases.py": "test_full_time",
    "overlays/result_rows.py": "test_match_results",
    "overlays/shoot_out_kicks.py": "test_shoot_out",
    "overlays/table_rows.py": "test_league_table",
    "overlays/pitch.py": "test_line_ups",
    "overlays/sizing.py": "test_score_bug_layout",
}

# What the tests of a folder's modules are called for.
KINDS = {"overlays/demo_match/": "demo_", "overlays/boards/": "board_"}


def modules() -> list[str]:
    found = chain.from_iterable((ROOT / package).rglob("*.py") for package in PACKAGES)
    inside = [path.relative_to(ROOT) for path in found if "node_modules" not in path.parts]
    return sorted(str(path) for path in inside if path.name != "__init__.py")


def test_every_module_has_a_test_module() -> None:
    tests = {path.stem for path in (ROOT / "tests").glob("test_*.py")}
    missing = []
    for module in modules():
        stem = Path(module).stem
        kind = next((kind for folder, kind in KINDS.items() if folder in module), "")
        name = ELSEWHERE.get(module, f"test_{kind}{stem}")
        if name not in tests:
            missing.append(f"{module} wants tests/{name}.py")
    assert missing == []


def test_no_tests_package() -> None:
    assert not (ROOT / "tests" / "__init__.py").exists()


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_in_the_docs_resolve(page: Path) -> None:
    links = re.findall(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_nobody_else_owns_our_import_names() -> None:
    owners = packages_distributions()
    assert all(set(owners.get(package, ["touchline"])) == {"touchline"} for package in PACKAGES)


def test_the_example_facts_are_right() -> None:
    assert check(ROOT / "examples" / "facts.jsonl", origin=0) == 8


def schema_keys(settings: type[Settings], above: str = "") -> set[str]:
    """Every key that may stand in a config, as its tables and itself with points between."""
    keys: set[str] = set()
    for name, field in settings.model_fields.items():
        below = inner_settings(field.annotation)
        keys |= {above + name} if below is None else schema_keys(below, f"{above}{name}.")
    return keys


def inner_settings(annotation: Any) -> type[Settings] | None:
    """The settings a field holds, alone, as one of several or where there are any."""
    if isinstance(annotation, type) and issubclass(annotation, Settings):
        return annotation
    found = (inner_settings(one) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)


def config_keys(text: str) -> set[str]:
    """Every key that stands in a config, commented out or not."""
    keys, table = set(), ""
    for line in text.splitlines():
        if found := re.match(r"(?:# )?\[+([a-z_.]+)\]+(?: |$)", line):
            table = found[1] + "."
        elif found := re.match(r"(?:# )?([a-z_]+) = ", line):
            keys.add(table + found[1])
    return keys


def uncommented(text: str) -> str:
    """The config with all its examples and defaults put to use."""
    return re.sub(r"^# (?=\[+[a-z_.]+\]+(?: |$)|[a-z_]+ = )", "", text, flags=re.MULTILINE)


def test_the_config_has_the_keys_of_the_schema() -> None:
    assert config_keys(CONFIG) == schema_keys(Config)


@pytest.mark.parametrize(
    ("now", "then", "left", "right"),
    [
        pytest.param("# lateness = 0", "#", set(), {"channel.feed.lateness"}, id="one-missing"),
        pytest.param(
            "# title", '# titel = ""\n# title', {"channel.titel"}, set(), id="one-too-many"
        ),
        pytest.param(
            "[bus]", "[buzz]", {"buzz.url"}, {"bus.url"}, id="a-table-under-another-name"
        ),
        pytest.param(
            "# [channel.packaging]\n# window", "#", set(), {"channel.packaging.window"},
            id="a-table-missing",
        ),
    ],
)  # fmt: skip
def test_a_key_on_one_side_alone_is_found(
    now: str, then: str, left: set[str], right: set[str]
) -> None:
    assert now in CONFIG
    keys, schema = config_keys(CONFIG.replace(now, then)), schema_keys(Config)
    assert (keys - schema, schema - keys) == (left, right)


# What the config shows of a feed that the demo's cannot have.
OF_OTHERS = (
    "path", "url", "match", "mapping", "budget", "token_header", "token_env",
    "push", "secret_env", "subscribe", "listen", "sport", "silence", "stale",
)  # fmt: skip


def test_the_config_is_right_as_it_is_and_with_all_it_shows() -> None:
    assert Config.model_validate(tomllib.loads(CONFIG)).channel
    shown = tomllib.loads(uncommented(CONFIG))
    for key in OF_OTHERS:
        assert shown["channel"][0]["feed"][0].pop(key)
    assert Config.model_validate(shown).channel[0].backup is not None


def test_what_is_commented_out_is_the_default() -> None:
    shown = tomllib.loads(uncommented(CONFIG))
    for key in OF_OTHERS:
        del shown["channel"][0]["feed"][0][key]
    wrong = differing(Config.model_validate(shown), "")
    # Where the schema has no default the config has an example, or what must be given.
    assert wrong == {
        "channel.backup.input", "channel.calibration.region", "channel.camera.away_score",
        "channel.camera.clock", "channel.camera.home_score", "channel.camera.name",
        "channel.camera.period", "channel.feed.name",
        "channel.feed.provider", "channel.ladder", "channel.name", "channel.overlay",
        "channel.rate",
        "channel.source.input",
    }  # fmt: skip


def differing(settings: Settings, above: str) -> set[str]:
    """The keys whose values are not the defaults."""
    keys: set[str] = set()
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Settings):
                keys |= differing(one, f"{above}{name}.")
            elif value != field.default:
                keys.add(above + name)
    return keys
