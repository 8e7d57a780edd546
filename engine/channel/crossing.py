"""What in a channel's part of the config does not go together, whatever else is wrong with it.

It goes by what is written. Of what cannot be read nothing is said: that is told by itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from feeds.demo_match import script_among
from feeds.field import Field

_SOURCES = ("source", "backup")


def mistakes(given: object) -> Iterator[str]:
    """Each mistake, and behind a semicolon what would be right."""
    if isinstance(given, Mapping):
        yield from _priority(given)
        yield from _camera(given)
        yield from _crowd(given)


def _priority(given: Mapping[str, Any]) -> Iterator[str]:
    """Who is trusted first is one of those who tell."""
    names = _names(given)
    priority = given.get("priority")
    if names is None or not isinstance(priority, Mapping):
        return
    for field in Field:
        wanted = priority.get(field.value)
        unknown = [name for name in _listed(wanted) if name not in names]
        if unknown:
            right = f"use {', '.join(names)}" if names else "add a [[channel.feed]]"
            yield f"priority.{field}: {unknown[0]} is no feed of it; {right}"


def _camera(given: Mapping[str, Any]) -> Iterator[str]:
    camera = given.get("camera")
    if not isinstance(camera, Mapping):
        return
    name, source = camera.get("name"), camera.get("source", _SOURCES[0])
    if name is not None and name in [one.get("name") for one in _feeds(given)]:
        yield f"camera.name: {name} is a feed's; give it its own"
    if source in _SOURCES and given.get(source) is None:
        yield f"camera.source: there is no {source}; add [channel.{source}]"


def _crowd(given: Mapping[str, Any]) -> Iterator[str]:
    sources = [given.get(name) for name in _SOURCES]
    inputs = [one.get("input") for one in sources if isinstance(one, Mapping)]
    if given.get("chat_crowd") is not True or not all(isinstance(one, str) for one in inputs):
        return
    with suppress(ValueError):
        if script_among(str(one) for one in inputs) is None:
            yield "has a chat_crowd, which knows the demo match alone; take it out"


def _names(given: Mapping[str, Any]) -> list[str] | None:
    """Those who tell, in order of trust; None where one of them cannot be read."""
    feeds, camera = given.get("feed", ()), given.get("camera")
    tellers = [*_listed(feeds), *([] if camera is None else [camera])]
    names = [one.get("name") if isinstance(one, Mapping) else None for one in tellers]
    known = [name for name in names if isinstance(name, str)]
    return known if len(known) == len(names) and isinstance(feeds, list | tuple) else None


def _feeds(given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in _listed(given.get("feed")) if isinstance(one, Mapping)]


def _listed(given: object) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else []
