"""All clips there are: taken in, made one after the other, forgotten after an hour."""

import asyncio
import logging
import re
import secrets
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.clips import facts as facts_of
from api.clips import making, source
from api.clips.clip import Clip, ClipError, State, Step
from api.clips.intake import Bounds, receive
from feeds.clock import Clock

KEPT_US = 3_600_000_000
AT_MOST = 32
_SWEEP_S = 30.0
_OURS = re.compile(r"clip-[\w-]{22}", re.ASCII)

log = logging.getLogger(__name__)


class Clips:
    """Clips below a folder that is theirs alone. For one event loop; `run` is its task.

    What an earlier process left there is taken away at the start.
    """

    def __init__(self, folder: Path, bounds: Bounds, clock: Clock) -> None:
        self.bounds = bounds
        self._folder = folder
        self._clock = clock
        self._clips: dict[str, Clip] = {}
        self._queue: list[str] = []
        self._receiving = 0
        self._looking = asyncio.Lock()
        self._nudge = asyncio.Event()
        self._making: tuple[str, asyncio.Task[None]] | None = None
        for path in folder.glob("clip-*"):
            if _OURS.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)

    @property
    def waiting(self) -> int:
        """How many are made or wait to be."""
        return len(self._queue) + (self._making is not None)

    async def run(self) -> None:
        """Make what waits, one at a time; forget what is old. Ends when cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sweep())
            while True:
                while not self._queue:
                    self._nudge.clear()
                    await self._nudge.wait()
                clip = self._queue.pop(0)
                task = group.create_task(self._make(self._step(clip, Step.BEGIN)))
                self._making = clip, task
                await asyncio.wait([task])
                self._making = None

    async def add(self, body: AsyncIterator[bytes], promised: int | None, name: str) -> Clip:
        """Take a body in and look at it; ClipError where it cannot be dressed."""
        if len(self._clips) + self._receiving >= AT_MOST:
            raise ClipError("busy", "there are too many clips here already; try again later")
        self._receiving += 1
        name, clip = _named(name), secrets.token_urlsafe(16)
        folder = self._folder / f"clip-{clip}"
        try:
            folder.mkdir(parents=True, mode=0o700)
            size = await receive(body, promised, folder / making.UPLOAD, self.bounds)
            async with self._looking:
                found = await source.look_at(folder / making.UPLOAD, name, size)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            self._receiving -= 1
        now = self._clock.monotonic()
        added = Clip(id=clip, name=name, folder=folder, source=found, since=now)
        self._clips[clip] = added
        log.info("clip came frames=%d bytes=%d", found.frames, size)
        return added

    def found(self, clip: str) -> Clip:
        """A clip by its id."""
        if clip not in self._clips:
            raise ClipError("unknown_clip", "it was forgotten, or never came; send it again")
        return self._clips[clip]

    def place(self, clip: str) -> int | None:
        """How many are made before it, where it waits."""
        if clip not in self._queue:
            return None
        return self._queue.index(clip) + (self._making is not None)

    def seconds(self, clip: Clip) -> float:
        """How long it has been in its state."""
        return clip.seconds(self._clock.monotonic())

    async def dress(self, clip: str, facts: Sequence[Any]) -> Clip:
        """Have it made with these facts; FactsError where they are not right."""
        found = self.found(clip)
        found.after(Step.DRESS, 0)
        self.bounds.check_room(making.bytes_of(found.source), found.folder)
        try:
            await asyncio.to_thread(facts_of.keep, found.folder / making.FACTS, facts)
        except OSError as error:
            raise ClipError("no_room", f"the facts cannot be kept: {error.strerror}") from error
        await asyncio.to_thread(making.clear, found.folder)
        waiting = self._step(clip, Step.DRESS)
        self._queue.append(clip)
        self._nudge.set()
        return waiting

    async def cancel(self, clip: str) -> Clip:
        """Have it made no longer."""
        cancelled = self._step(clip, Step.CANCEL)
        await self._let_go(clip)
        return cancelled

    async def forget(self, clip: str) -> None:
        """Have it made no longer, and take away all there is of it."""
        found = self.found(clip)
        del self._clips[clip]
        await self._let_go(clip)
        await asyncio.to_thread(shutil.rmtree, found.folder, ignore_errors=True)

    async def _let_go(self, clip: str) -> None:
        if clip in self._queue:
            self._queue.remove(clip)
        if self._making is not None and self._making[0] == clip:
            self._making[1].cancel()
            await asyncio.wait([self._making[1]])

    def _step(self, clip: str, step: Step) -> Clip:
        self._clips[clip] = self.found(clip).after(step, self._clock.monotonic())
        return self._clips[clip]

    async def _make(self, clip: Clip) -> None:
        def told(done: int, total: int) -> None:
            self.bounds.check_room(0, clip.folder)
            at = self._clips[clip.id]
            self._clips[clip.id] = replace(at, done=done, total=total or clip.source.frames)

        try:
            report = await making.make(clip, told)
            made = making.described(clip, report, self.seconds(clip))
            ended = clip.finished(made, self._clock.monotonic())
            log.info("clip made frames=%d wall_s=%.1f", made.frames, made.wall_s)
        except (ClipError, OSError, ValueError) as error:
            await asyncio.to_thread(making.clear, clip.folder)
            problem = error if isinstance(error, ClipError) else ClipError("failed", str(error))
            ended = clip.failed(problem, self._clock.monotonic())
            log.warning("clip failed reason=%s", problem.code)
        if clip.id in self._clips:
            self._clips[clip.id] = ended

    async def _sweep(self) -> None:
        """Forget what nothing was done with for an hour."""
        while True:
            await asyncio.sleep(_SWEEP_S)
            now = self._clock.monotonic()
            for clip in list(self._clips.values()):
                is_at_rest = clip.state not in {State.WAITING, State.MAKING}
                if is_at_rest and now - clip.since >= KEPT_US and clip.id in self._clips:
                    await self.forget(clip.id)


def _named(name: str) -> str:
    """A file's name as it may be shown and sent back: one line, no folders, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[-120:] or "clip"
