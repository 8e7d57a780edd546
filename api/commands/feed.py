"""`touchline feed check`: what a provider's captured payloads come to."""

import argparse
import json
from pathlib import Path
from typing import Any

from api.commands import feed_calibrate, feed_recordings
from api.console import complain, say
from api.exit_code import DONE, FAILED, MISTAKEN
from feeds.check import Check, Outcome
from feeds.codec import encode_fact
from feeds.fact import Fact
from feeds.mistake import Mistake, MistakesError
from feeds.parsers import MAPPED, UnknownProviderError, names, parser


def set_up(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parsers = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    purpose = "parse captured payloads in order; print the state they end in and what was odd"
    check = parsers.add_parser("check", help=purpose, description=purpose)
    add = check.add_argument
    add("provider", metavar="PROVIDER", help=f"who made them: {', '.join(names())}")
    add("files", nargs="+", type=Path, metavar="FILE", help="a payload as it came, gzipped or not")
    add("--match", metavar="ID", help="the match by the provider's id; default: one that is played")
    add("--mapping", metavar="FILE", help="where things stand in a payload that is mapped")
    add("--facts", type=Path, metavar="OUT", help="write the facts told as a facts file")
    add("--json", action="store_true", help="print one JSON object")
    check.set_defaults(run=run)
    feed_recordings.set_up(parsers)
    purpose = "read the clock in a clip's pictures; print how far a facts file is off it"
    feed_calibrate.set_up(parsers.add_parser("calibrate", help=purpose, description=purpose))


def run(arguments: argparse.Namespace) -> int:
    """Parse the files one by one; 1 where nothing could be read in any of them."""
    try:
        _check_mapping(arguments.provider, arguments.mapping)
        check = Check(parser(arguments.provider, arguments.match, arguments.mapping))
        payloads = [(path, path.read_bytes()) for path in arguments.files]
    except MistakesError as error:
        for line in error.lines():
            complain(line)
        return MISTAKEN
    except UnknownProviderError as error:
        complain(f"PROVIDER: {error}")
        return MISTAKEN
    except OSError as error:
        complain(f"{error.filename}: {error.strerror}; name a file that can be read")
        return MISTAKEN
    told = [fact for path, payload in payloads for fact in check.take(path.name, payload)]
    if arguments.facts is not None and not _written(arguments.facts, told):
        return MISTAKEN
    outcome = check.outcome()
    if arguments.json:
        say(json.dumps(_coded(outcome), ensure_ascii=False))
    else:
        _say_all(outcome)
    if not outcome.facts:
        right = "name who made it, or a match"
        complain(f"nothing in it could be read as {arguments.provider}; {right}")
    return DONE if outcome.facts else FAILED


def _check_mapping(provider: str, path: str | None) -> None:
    """Raise MistakesError where a mapping is wrong, missing, or given to who has no use for one."""
    if provider == MAPPED and path is not None:
        from feeds import mapping

        mapping.read(Path(path))
    elif (provider == MAPPED) != (path is not None):
        wrong = "is missing" if path is None else f"is of no use to {provider}"
        right = "name the mapping's file" if path is None else "take it out"
        raise MistakesError([Mistake(where="--mapping", wrong=wrong, right=right)])


def _written(path: Path, told: list[Fact]) -> bool:
    """Write the facts, a line each; whether that was possible."""
    lines = [json.dumps(encode_fact(fact), ensure_ascii=False) + "\n" for fact in told]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        complain(f"--facts: {path}: {error.strerror}; name a file that can be written")
        return False
    return True


def _coded(outcome: Outcome) -> dict[str, Any]:
    state = outcome.state
    return {
        "sport": state.sport,
        "home": state.home.team.name,
        "away": state.away.team.name,
        "score": {"home": state.home.score, "away": state.away.score},
        "phase": state.phase.value,
        "status": state.status.value,
        "period": state.period,
        "periods": [{"home": home, "away": away} for home, away in state.scores],
        "shootout": {"home": state.home.shootout, "away": state.away.shootout},
        "clock": outcome.clock,
        "facts": outcome.facts,
        "unreadable": outcome.unreadable,
        "warnings": list(outcome.warnings),
    }


def _say_all(outcome: Outcome) -> None:
    state = outcome.state
    home, away = state.home, state.away
    if state.sport is None:
        say("no match")
    else:
        say(f"{home.team.name} {home.score} : {away.score} {away.team.name}")
        say(f"  sport      {state.sport}")
        say(f"  phase      {state.phase.value}, {state.status.value.replace('_', ' ')}")
    if state.scores:
        say(f"  periods    {'  '.join(f'{h}:{a}' for h, a in state.scores)}")
    if home.shootout or away.shootout:
        say(f"  shoot-out  {home.shootout}:{away.shootout}")
    if outcome.clock is not None:
        say(f"  clock      {outcome.clock}")
    say(f"  facts      {outcome.facts}")
    if len(outcome.matches) > 1:
        say("matches in it (--match takes one)")
        for match in outcome.matches:
            say(f"  {match.id:<12} {match.title}{', played' if match.is_live else ''}")
    for warning in outcome.warnings:
        complain(f"odd: {warning}")
