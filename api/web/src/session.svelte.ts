/** A programme being played: where it stands, what can be done with it. Knows no markup. */

import { FrameWatch } from "./frame-watch";
import { GapWatch } from "./gap-watch";
import { HlsPlayback } from "./hls-playback";
import { NativePlayback } from "./native-playback";
import { Caution, isLive, mustJump, paceFor } from "./pacing";
import { AUTOMATIC, type Failure, type Playback, type Rendition } from "./playback";
import { StillWatch } from "./still-watch";

/** What the owner of a session hears of it. */
export interface Owner {
  /** The picture moves. */
  moving(): void;
  /** The programme has ended. */
  ended(): void;
  failed(failure: Failure): void;
}

const TICK_MS = 250;
const LOST_AFTER_MS = 800;
const JUMP_PAUSE_MS = 3000;
/** The oldest segment may go while it loads, so going back stops this short of it (s). */
const START_MARGIN = 2;
/** Nearer to live than this, a seek means live (s). */
const LIVE_MARGIN = 1;

export class Session {
  isPlaying = $state(false);
  isStalled = $state(false);
  /** Whether the server does not answer. */
  isLost = $state(false);
  /** Whether the viewer wants to be live, and is kept there. */
  isFollowing = $state(true);
  /** Whether the programme may still grow. */
  isGrowing = $state(true);
  /** Seconds on the media timeline. */
  position = $state(0);
  start = $state(0);
  live = $state(0);
  loadedTo = $state(0);
  renditions = $state.raw<readonly Rendition[]>([]);
  shown = $state.raw<Rendition | null>(null);
  chosen = $state(AUTOMATIC);
  /** How often the picture stopped by itself. */
  stalls = 0;

  readonly #video: HTMLVideoElement;
  readonly #owner: Owner;
  readonly #playback: Playback | null;
  readonly #frames: FrameWatch;
  readonly #caution = new Caution();
  readonly #gaps = new GapWatch();
  readonly #stills = new StillWatch();
  readonly #closed = new AbortController();
  readonly #ticks: number;
  #hasMoved = false;
  #lostAt: number | null = null;
  #jumpedAt = Number.NEGATIVE_INFINITY;
  #lag = 0;

  constructor(video: HTMLVideoElement, url: string, owner: Owner) {
    this.#video = video;
    this.#owner = owner;
    this.#playback = this.#opened(url);
    this.#frames = new FrameWatch(video, this.programTimeAt.bind(this));
    this.#listen();
    this.#ticks = setInterval(this.#tick.bind(this), TICK_MS);
    this.play();
  }

  close(): void {
    this.#closed.abort();
    clearInterval(this.#ticks);
    this.#frames.close();
    this.#playback?.close();
  }

  /** Programme time of the frame on screen and when it came there, by performance.now(). */
  get frame(): { programTime: number | null; shownAt: number } {
    return this.#frames.shown;
  }

  /** Programme time (ms since 1970) of a moment of the media timeline. */
  programTimeAt(mediaTime: number): number | null {
    return this.#playback?.programTime(mediaTime) ?? null;
  }

  play(): void {
    if (this.#video.currentTime < this.start) this.seek(this.start);
    // Refused without a viewer's touch: the pause event has said so already.
    this.#video.play().catch(() => undefined);
  }

  pause(): void {
    this.#video.pause();
  }

  /** Go to a moment of the media timeline, as near as the window allows. */
  seek(to: number): void {
    const span = this.#playback?.span();
    if (!span) return;
    if (this.isGrowing && to > span.live - LIVE_MARGIN) {
      this.goLive();
      return;
    }
    const margin = this.isGrowing ? Math.min(START_MARGIN, (span.live - span.start) / 2) : 0;
    this.isFollowing = false;
    const hadEnded = this.#video.ended;
    this.#moveTo(Math.min(span.live, Math.max(span.start + margin, to)));
    if (hadEnded) this.play();
  }

  goLive(): void {
    const span = this.#playback?.span();
    if (!span) return;
    this.#moveTo(this.#lag ? Math.max(span.start + START_MARGIN, span.live - this.#lag) : span.live);
    if (!this.isGrowing) return;
    this.isFollowing = true;
    this.play();
  }

  /** Stay so much farther behind than need be (s), from now on. */
  stayBehind(seconds: number): void {
    this.#lag = seconds;
    this.goLive();
  }

  choose(index: number): void {
    this.#playback?.choose(index);
    this.chosen = index;
  }

  #opened(url: string): Playback | null {
    const listener = {
      changed: this.#changed.bind(this),
      connection: this.#connection.bind(this),
      failed: (failure: Failure) => {
        this.#owner.failed(failure);
      },
    };
    if (HlsPlayback.isSupported) return new HlsPlayback(this.#video, url, listener);
    if (NativePlayback.isSupported(this.#video)) {
      return new NativePlayback(this.#video, url, listener);
    }
    queueMicrotask(() => {
      this.#owner.failed("unsupported");
    });
    return null;
  }

  #listen(): void {
    const on = (name: keyof HTMLMediaElementEventMap, heard: () => void): void => {
      this.#video.addEventListener(name, heard, { signal: this.#closed.signal });
    };
    on("play", () => {
      this.isPlaying = true;
    });
    on("pause", () => {
      this.isPlaying = false;
      this.isFollowing = false;
    });
    on("playing", () => {
      this.isStalled = false;
      this.#hasMoved = true;
      this.#owner.moving();
    });
    on("waiting", () => {
      this.isStalled = true;
      if (!this.#hasMoved || this.#video.seeking) return;
      this.stalls += 1;
      this.#caution.stalled(performance.now());
    });
    on("seeking", this.#tick.bind(this));
    on("ended", () => {
      this.#owner.ended();
    });
  }

  #changed(): void {
    this.renditions = this.#playback?.renditions ?? [];
    this.shown = this.#playback?.shown ?? null;
    this.chosen = this.#playback?.chosen ?? AUTOMATIC;
    if (!this.#hasMoved) this.play();
  }

  #connection(isLost: boolean): void {
    if (!isLost) this.#lostAt = null;
    else this.#lostAt ??= performance.now();
  }

  #moveTo(position: number): void {
    this.#video.playbackRate = 1;
    this.#video.currentTime = position;
    this.position = position;
  }

  #tick(): void {
    const span = this.#playback?.span();
    this.isLost = this.#lostAt !== null && performance.now() - this.#lostAt > LOST_AFTER_MS;
    if (!this.#playback || !span) return;
    this.isGrowing = this.#playback.isLive;
    this.start = span.start;
    this.live = span.live;
    this.position = this.#video.currentTime;
    this.loadedTo = loadedTo(this.#video);
    if (!this.isLost) this.#goOn(this.#playback);
    this.#keepPace();
  }

  /** Out of a gap, or on from where nothing comes any more. */
  #goOn(playback: Playback): void {
    const isLoading = playback.isLoading(this.#video.currentTime);
    const now = performance.now();
    const next = this.#gaps.wayOut(this.#video, isLoading, now);
    if (next !== null) this.#moveTo(next);
    if (!this.#stills.mustWake(this.#video, isLoading, now)) return;
    playback.wake();
    if (this.isFollowing) this.#jump();
  }

  #keepPace(): void {
    const video = this.#video;
    const measured = this.#playback?.distance();
    if (!measured || video.paused || video.seeking) return;
    const target = measured.target + this.#lag + this.#caution.at(performance.now());
    const distance = { ...measured, target };
    this.isFollowing ||= isLive(distance);
    if (this.isFollowing && mustJump(distance)) this.#jump();
    const rate = this.isFollowing ? paceFor(distance, video.playbackRate) : 1;
    if (rate !== video.playbackRate) video.playbackRate = rate;
  }

  /** Back to live after an outage; not while it lasts, and not again and again. */
  #jump(): void {
    const now = performance.now();
    if (this.isLost || now - this.#jumpedAt < JUMP_PAUSE_MS) return;
    this.#jumpedAt = now;
    this.goLive();
  }
}

/** The end of what is loaded around the playhead, in seconds. */
function loadedTo({ buffered, currentTime }: HTMLVideoElement): number {
  for (let index = 0; index < buffered.length; index += 1) {
    const end = buffered.end(index);
    if (buffered.start(index) <= currentTime + 0.1 && end > currentTime) return end;
  }
  return currentTime;
}
