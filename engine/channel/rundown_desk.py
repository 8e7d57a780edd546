"""What the bus may ask of a channel's rundown: plan it, undo that, take and clear its cues."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from engine.channel import events, firing, moves, rundown, written_cue
from engine.channel.doubts import doubts_of
from engine.channel.live import Channel
from engine.channel.preview import Previewer
from engine.channel.rundown import Cue
from feeds import event_time
from feeds.bus import RefusedError
from overlays.catalogue import UnknownGraphicError, known
from overlays.stage import names
from overlays.takes import Move

type Coded = dict[str, Any]
type Commit = Callable[[Coded, Coded, int | None], Awaitable[Coded]]


class RundownDesk:
    """A channel's. `moment` is the event time (µs) of a press, `commit` has an event committed."""

    def __init__(self, channel: Channel, moment: Callable[[Coded], int], commit: Commit) -> None:
        self._channel = channel
        self._moment = moment
        self._commit = commit
        self._previewer = Previewer(channel.dressing)
        self.commands: dict[str, Callable[[Coded], Awaitable[Coded]]] = {
            "set_rundown": self._set,
            "undo_rundown": self._undo,
            "redo_rundown": self._redo,
            "take_cue": self._take,
            "next_cue": self._next,
            "update_cue": self._update,
            "clear_cue": self._clear,
        }

    async def told(self, _asked: Coded) -> Coded:
        """The cues in order, each with what became of it, and which is next."""
        plan = self._channel.cueing.plan
        now = self._now()
        standing = {
            name: plan.bears(name, now) for name in names(self._channel.dressing.stands(now))
        }
        return {
            "type": "rundown",
            "v": 1,
            "version": plan.version,
            "next": plan.next.id if plan.next else None,
            "can_undo": bool(plan.before),
            "can_redo": bool(plan.undone),
            "items": [self._told(cue, standing) for cue in plan.cues],
        }

    async def preview(self, asked: Coded) -> Coded:
        """The picture as a rung would show it with the cue on air."""
        try:
            cue, rung = self._known(asked), str(asked.get("rung") or "")
            fields = {name: text for name, text in cue.fields.items() if name != "seconds"}
            taken = Move(graphic=cue.graphic, at=self._now(), fields=fields)
            width = min(1280, max(64, int(asked.get("width") or 640)))
            drawn = await self._previewer.preview(taken, rung, width)
        except RefusedError as error:
            return error.coded
        return {"type": "preview", "v": 1, "png": drawn}

    def _told(self, cue: Cue, standing: Mapping[str, str]) -> Coded:
        fate = self._channel.cueing.plan.fate(cue.id)
        behind = self._channel.dressing.timing.behind
        return {
            **written_cue.spoken(cue),
            "shows": self._shows(cue),
            "is_on": standing.get(cue.graphic) == cue.id,
            "aired_at": None if fate.at is None else event_time.to_iso(fate.at + behind),
            "late_us": fate.late,
            "skipped": fate.skipped,
        }

    def _shows(self, cue: Cue) -> bool:
        """Whether there is anything for it to show just now."""
        try:
            return known(cue.graphic).shows(self._channel.dressing.shown)
        except UnknownGraphicError:
            return False

    async def _set(self, asked: Coded) -> Coded:
        plan, version = self._channel.cueing.plan, asked.get("version")
        if version is not None and version != plan.version:
            raise RefusedError("rundown_changed", "somebody has changed it since; read it anew")
        given = asked.get("items")
        if not isinstance(given, list) or len(given) > rundown.MOST:
            raise RefusedError("bad_cue", f"items: write a list of {rundown.MOST} cues at most")
        cues = written_cue.all_checked(given, self._channel.dressing.face)
        return await self._planned(asked, cues)

    async def _undo(self, asked: Coded) -> Coded:
        before = self._channel.cueing.plan.before
        if not before:
            raise RefusedError("not_undoable", "there is no earlier version of this rundown")
        return await self._planned(asked, list(before[-1]), undoes=True)

    async def _redo(self, asked: Coded) -> Coded:
        undone = self._channel.cueing.plan.undone
        if not undone:
            raise RefusedError("not_undoable", "nothing of this rundown was undone")
        return await self._planned(asked, list(undone[-1]), redoes=True)

    async def _planned(self, asked: Coded, cues: list[Cue], **more: bool) -> Coded:
        payload = {
            "type": events.PLANNED,
            "v": events.VERSION,
            "cues": [rundown.coded(cue) for cue in cues],
            **more,
        }
        return await self._commit(asked, payload, None)

    async def _take(self, asked: Coded) -> Coded:
        cue = self._known(asked)
        return await self._taken(asked, cue)

    async def _next(self, asked: Coded) -> Coded:
        cue = self._channel.cueing.plan.next
        if cue is None:
            raise RefusedError("no_next_cue", "no cue to be taken by hand is left")
        return {**await self._taken(asked, cue), "id": cue.id}

    async def _taken(self, asked: Coded, cue: Cue) -> Coded:
        taken = firing.taken(cue)
        done, doubts = await asyncio.gather(
            self._commit(asked, taken, self._moment(asked)), doubts_of(self._channel, taken)
        )
        return {**done, "warnings": doubts}

    async def _update(self, asked: Coded) -> Coded:
        """What stands of a cue says from now on what the rundown has for it."""
        cue = self._known(asked)
        self._check_standing(cue)
        found = [field.name for field in known(cue.graphic).manifest.fields]
        fields = {name: cue.fields.get(name, "") for name in found if name != "seconds"}
        payload = {
            "type": events.CHANGED,
            "v": events.VERSION,
            "graphic": cue.graphic,
            "fields": fields,
        }
        return await self._commit(asked, payload, self._moment(asked))

    async def _clear(self, asked: Coded) -> Coded:
        cue = self._known(asked)
        self._check_standing(cue)
        cleared = moves.cleared({"graphic": cue.graphic})
        return await self._commit(asked, cleared, self._moment(asked))

    def _known(self, asked: Coded) -> Cue:
        cue = self._channel.cueing.plan.cue(str(asked.get("cue")))
        if cue is None:
            raise RefusedError("unknown_cue", "there is no such cue in this rundown")
        return cue

    def _check_standing(self, cue: Cue) -> None:
        """RefusedError where its graphic bears other words than this cue's."""
        if self._channel.cueing.plan.bears(cue.graphic) != cue.id:
            raise RefusedError("not_standing", f"{cue.name} is not on air; take it")

    def _now(self) -> int:
        """The content time (µs) of the next frame."""
        return self._channel.dressing.timing.content_time(self._channel.on_air.next_number)
