"""What the bus may ask of a channel's rundown: plan it, undo that, take and clear its cues."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from engine.channel import events, firing, moves, rundown
from engine.channel.doubts import doubts_of
from engine.channel.live import Channel
from engine.channel.preview import Previewer
from engine.channel.rundown import Cue
from feeds import event_time
from feeds.bus import RefusedError
from feeds.clock_text import clock_from_text, clock_to_text
from feeds.codec import TYPES
from feeds.event_time import MICROSECONDS
from overlays.catalogue import UnknownGraphicError, known
from overlays.graphic import Slot
from overlays.stage import names
from overlays.takes import Move

_LONGEST_NAME = 80
_LONGEST_DELAY_S = 3600
_KEYS_AT_MOST = 8
_ID = re.compile("[A-Za-z0-9_-]{1,40}")
_SLOTS = tuple(slot.name.lower() for slot in Slot)

_KEYS = frozenset({"id", "name", "graphic", "fields", "trigger", "not_over"})
# What a cue that was read has beside; it may be sent back as it came.
_TOLD = frozenset({"shows", "is_on", "aired_at", "late_us", "skipped"})

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
            **_spoken(cue),
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
        face = self._channel.dressing.face
        cues = [_checked(place, one, face) for place, one in enumerate(given)]
        _check_together(cues)
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
        done = await self._commit(asked, taken, self._moment(asked))
        return {**done, "warnings": await doubts_of(self._channel, taken)}

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


def _spoken(cue: Cue) -> Coded:
    """A cue in the words it is written in: times as people write them."""
    told, trigger = rundown.coded(cue), cue.trigger
    said: Coded = {}
    match trigger.when:
        case "program_time":
            said = {"at": event_time.to_iso(trigger.at)}
        case "clock":
            said = {"clock": clock_to_text(trigger.at), "period": trigger.period}
        case "fact":
            said = {"fact": dict(trigger.fact)}
        case "after":
            said = {
                "cue": trigger.after,
                "delay_s": trigger.delay // MICROSECONDS,
                "leaves": trigger.leaves,
            }
        case "hand":
            pass
    return {**told, "trigger": {"when": trigger.when, **said}}


def _checked(place: int, given: object, face: str) -> Cue:
    """A cue as it was written, drawn in `face`; RefusedError names its place and what is wrong."""
    where = f"items.{place}"
    if not isinstance(given, Mapping):
        raise RefusedError("bad_cue", f"{where}: write an object", where)
    for key in given:
        if key not in _KEYS | _TOLD:
            known = ", ".join(sorted(_KEYS))
            raise RefusedError("bad_cue", f"{where}.{key}: no key of a cue; use {known}", where)
    name = _text(given.get("name"), f"{where}.name")
    taken = _taken(given, where, face)
    over = given.get("not_over") or []
    if not isinstance(over, list) or any(slot not in _SLOTS for slot in over):
        raise RefusedError("bad_cue", f"{where}.not_over: use some of {', '.join(_SLOTS)}", where)
    return Cue(
        id=_id(given.get("id"), f"{where}.id"),
        name=name,
        graphic=taken["graphic"],
        fields=taken["fields"],
        trigger=rundown.decoded_trigger(_trigger(given.get("trigger"), f"{where}.trigger")),
        not_over=tuple(over),
    )


def _taken(given: Mapping[str, Any], where: str, face: str) -> Coded:
    """A cue's graphic as it is taken."""
    try:
        return moves.taken({"graphic": given.get("graphic"), "fields": given.get("fields")}, face)
    except RefusedError as error:
        inside = {"": ".graphic", "fields": ".fields"}.get(error.field, f".fields.{error.field}")
        text = str(error).removeprefix(f"{error.field}: ")
        raise RefusedError("bad_cue", f"{where}{inside}: {text}", f"{where}{inside}") from error


def _trigger(given: object, where: str) -> Coded:
    """The coded form of what sets a cue off."""
    said = given if isinstance(given, Mapping) else {"when": given or "hand"}
    match said.get("when"):
        case "hand":
            return {"when": "hand"}
        case "program_time":
            return {"when": "program_time", "at_us": _time(said.get("at"), where)}
        case "clock":
            return {
                "when": "clock",
                "clock_us": _clock(said.get("clock"), where),
                "period": _whole(said.get("period"), f"{where}.period", 99),
            }
        case "fact":
            return {"when": "fact", "fact": _fact(said.get("fact"), where)}
        case "after":
            delay = _whole(said.get("delay_s"), f"{where}.delay_s", _LONGEST_DELAY_S) or 0
            return {
                "when": "after",
                "cue": _text(said.get("cue"), f"{where}.cue"),
                "delay_us": delay * MICROSECONDS,
                "leaves": bool(said.get("leaves")),
            }
        case other:
            raise RefusedError(
                "bad_cue",
                f"{where}: {other!r}: use hand, program_time, clock, fact or after",
                where,
            )


def _check_together(cues: list[Cue]) -> None:
    """Names once, and what follows on another cue follows on one there is, and not on itself."""
    ids = [cue.id for cue in cues]
    for place, cue in enumerate(cues):
        where = f"items.{place}"
        if ids.index(cue.id) != place:
            raise RefusedError("bad_cue", f"{where}.id: {cue.id} stands there twice", where)
        seen, at = {cue.id}, cue
        while at.trigger.when == "after":
            if at.trigger.after not in ids:
                raise RefusedError(
                    "bad_cue", f"{where}.trigger.cue: {at.trigger.after} is no cue", where
                )
            at = cues[ids.index(at.trigger.after)]
            if at.id in seen:
                raise RefusedError("bad_cue", f"{where}.trigger.cue: it follows on itself", where)
            seen.add(at.id)


def _id(given: object, where: str) -> str:
    """It stands in paths."""
    if not isinstance(given, str) or not _ID.fullmatch(given):
        raise RefusedError("bad_cue", f"{where}: write 1 to 40 of A-Z a-z 0-9 _ -", where)
    return given


def _text(given: object, where: str) -> str:
    text = " ".join(given.split()) if isinstance(given, str) else ""
    if not text or len(text) > _LONGEST_NAME or not text.isprintable():
        raise RefusedError("bad_cue", f"{where}: write 1 to {_LONGEST_NAME} letters", where)
    return text


def _time(given: object, where: str) -> int:
    try:
        return event_time.from_iso(str(given))
    except (ValueError, OverflowError):
        raise RefusedError("bad_cue", f"{where}.at: write an ISO time with a zone", where) from None


def _clock(given: object, where: str) -> int:
    try:
        return clock_from_text(given)
    except ValueError as error:
        raise RefusedError("bad_cue", f"{where}.clock: {error}", where) from None


def _whole(given: object, where: str, most: int) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given <= most:
        raise RefusedError("bad_cue", f"{where}: write a whole number, 0 to {most}", where)
    return given


def _fact(given: object, where: str) -> Coded:
    is_right = (
        isinstance(given, Mapping)
        and given.get("type") in TYPES
        and len(given) <= _KEYS_AT_MOST
        and all(isinstance(value, str | int) for value in given.values())
    )
    if not is_right or not isinstance(given, Mapping):
        raise RefusedError(
            "bad_cue", f"{where}.fact: write what it says, with a type of {', '.join(TYPES)}", where
        )
    return dict(given)
