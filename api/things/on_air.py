"""Names on air: the feeds' process asks what ids are called, and is told when that changes."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from api.storage.database import AwayError
from api.things.kind import PLAYER, TEAM
from api.things.naming import Name, spoken
from api.things.provider_ids import ProviderIds, Ref
from api.things.register import Fields, Register
from api.things.thing import Kits
from feeds import subjects
from feeds.bus import Bus, Message, RefusedError
from feeds.team_names import LANGUAGES_AT_MOST

_AT_ONCE = 500
_WAITING_AT_MOST = 5_000
_TOGETHER_S = 0.2

log = logging.getLogger(__name__)


class NamesOnAir:
    """`languages` are the channels' own; crests that go on air are laid into the folder `crests`.

    Ids seen on air wait to be written down, 5,000 at most; more are left for when they come again.
    """

    def __init__(
        self, register: Register, bus: Bus, languages: Mapping[str, str], crests: Path
    ) -> None:
        self._register = register
        self._ids = ProviderIds(register)
        self._bus = bus
        self._languages = languages
        self._crests = crests
        self._seen: dict[str, dict[Ref, str]] = {}
        self._has_seen = asyncio.Event()

    async def run(self) -> None:
        """Answer, and tell of changes, until cancelled."""
        await self._bus.serve(subjects.NAMES, self._answered)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._tell())
            group.create_task(self._write())

    async def _tell(self) -> None:
        changed = self._register.changed
        while True:
            await changed.wait()
            changed.clear()
            await self._bus.publish(subjects.NAMES_CHANGED, {"type": "names_changed"})
            await asyncio.sleep(_TOGETHER_S)

    async def _write(self) -> None:
        while True:
            await self._has_seen.wait()
            self._has_seen.clear()
            seen, self._seen = self._seen, {}
            # What cannot be written down now comes on air again.
            with suppress(AwayError):
                for provider, names in seen.items():
                    await self._ids.see(provider, names)
            await asyncio.sleep(_TOGETHER_S)

    async def _answered(self, asked: Message) -> dict[str, Any]:
        language = self._languages.get(str(asked.get("channel")), "en")
        names = {
            (one["kind"], str(one["ref"])): str(one["name"])
            for one in list(asked.get("ids", ()))[:_AT_ONCE]
            if one.get("kind") in {TEAM.name, PLAYER.name}
        }
        provider = str(asked.get("provider"))
        try:
            found = await self._ids.things(provider, names)
            for (kind, _), row in found.items():
                await self._lay(row["picture"] if kind == TEAM.name else None)
        except AwayError as error:
            raise RefusedError("unavailable", str(error)) from error
        if sum(map(len, self._seen.values())) < _WAITING_AT_MOST:
            self._seen.setdefault(provider, {}).update(names)
            self._has_seen.set()
        told = [_words(ref, row, language) for ref, row in found.items()]
        return {"type": "names", "ids": told}

    async def _lay(self, digest: str | None) -> None:
        """Have a picture where channels find it, by its digest."""
        place = self._crests / f"{digest}.png"
        if digest is None or await asyncio.to_thread(place.is_file):
            return
        async with self._register.database.begin() as base:
            png = await self._register.picture(base, digest)
        if png is None:
            return
        try:
            await asyncio.to_thread(_write, place, png)
        except OSError as error:
            log.warning("crest not kept place=%s reason=%s", place, error)


def _write(place: Path, png: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(".part")
    fresh.write_bytes(png)
    fresh.replace(place)


def _words(ref: Ref, row: Fields, language: str) -> dict[str, Any]:
    names = {key: Name.model_validate(name) for key, name in row["names"].items()}
    name = spoken(names, language, row["language"])
    words = {"kind": ref[0], "ref": ref[1], "name": name.long}
    if ref[0] != TEAM.name:
        return words
    kits = Kits.model_validate(row["kits"])
    colors = [None if kit is None else kit.main for kit in (kits.home, kits.away)]
    called = {one: spoken(names, one, row["language"]) for one in sorted(names)}
    return {
        **words,
        "short": name.code,
        "colors": colors,
        "names": {
            language: {"name": one.long, "short": one.code}
            for language, one in list(called.items())[:LANGUAGES_AT_MOST]
        },
        "crest": row["picture"],
    }
