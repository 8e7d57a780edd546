"""Names on air: the feeds' process asks what ids are called, and is told when that changes."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from api.storage.database import AwayError
from api.things.kind import PLAYER, TEAM
from api.things.naming import Name, spoken
from api.things.provider_ids import ProviderIds, Ref
from api.things.register import Fields, Register
from api.things.thing import Kits
from feeds import subjects
from feeds.bus import Bus, Message, RefusedError

_AT_ONCE = 500
_WAITING_AT_MOST = 5_000
_TOGETHER_S = 0.2


class NamesOnAir:
    """`languages` are the channels' own.

    Ids seen on air wait to be written down, 5,000 at most; more are left for when they come again.
    """

    def __init__(self, register: Register, bus: Bus, languages: Mapping[str, str]) -> None:
        self._register = register
        self._ids = ProviderIds(register)
        self._bus = bus
        self._languages = languages
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
        except AwayError as error:
            raise RefusedError("unavailable", str(error)) from error
        if sum(map(len, self._seen.values())) < _WAITING_AT_MOST:
            self._seen.setdefault(provider, {}).update(names)
            self._has_seen.set()
        told = [_words(ref, row, language) for ref, row in found.items()]
        return {"type": "names", "ids": told}


def _words(ref: Ref, row: Fields, language: str) -> dict[str, Any]:
    names = {key: Name.model_validate(name) for key, name in row["names"].items()}
    name = spoken(names, language, row["language"])
    words = {"kind": ref[0], "ref": ref[1], "name": name.long}
    if ref[0] != TEAM.name:
        return words
    kits = Kits.model_validate(row["kits"])
    colors = [None if kit is None else kit.main for kit in (kits.home, kits.away)]
    return {**words, "short": name.code, "colors": colors}
