/** The player of a channel: from "not on air yet" to the end. Knows no markup. */

import { type Answer, askPlayback, type Channel } from "./channel";
import { ChannelWatch } from "./channel-watch";
import type { Action } from "./keyboard";
import type { Failure } from "./playback";
import { Screen } from "./screen.svelte";
import { ServerClock } from "./server-clock";
import { Session } from "./session.svelte";
import { Sound } from "./sound.svelte";

export type Phase =
  /** Asked for the channel or its playlist; nothing to see yet. */
  | "opening"
  /** There is no such channel. */
  | "unknown"
  /** The server does not answer. */
  | "unreachable"
  | "off"
  | "starting"
  | "watching"
  | "ended"
  | "failed";

export interface Stats {
  /** From the frame on screen to the server's now; null before the first. */
  latency_ms: number | null;
  buffer_s: number;
  dropped: number;
  stalls: number;
  rendition: string | null;
}

const TICK_MS = 500;
const OPENS_MS = 10_000;
/** A frame that is on screen this long has stopped, so it gets older. */
const STOPPED_MS = 250;

export class Player {
  channel = $state.raw<Channel | null>(null);
  phase = $state<Phase>("opening");
  failure = $state<Failure | null>(null);
  session = $state.raw<Session | null>(null);
  /** How far the frame on screen is behind, in ms, and its programme time; null where unknown. */
  behind = $state<number | null>(null);
  shownTime = $state<number | null>(null);

  readonly sound = new Sound();
  readonly screen = new Screen();
  readonly #clock = new ServerClock();
  readonly #watch: ChannelWatch;
  #video: HTMLVideoElement | null = null;
  #wasOffAir = false;
  #lag = 0;

  /** `playlist` is the address of another than the channel's own. */
  constructor(
    readonly name: string,
    readonly playlist: string | null = null,
  ) {
    this.#watch = new ChannelWatch(
      name,
      () => this.phase === "watching",
      (answer) => {
        this.#heard(answer);
      },
    );
  }

  /** Take the elements to play in; returns what lets go of them. */
  attach(video: HTMLVideoElement, stage: HTMLElement): () => void {
    this.#video = video;
    const closed = new AbortController();
    this.sound.attach(video, closed.signal);
    this.screen.attach(video, stage, closed.signal);
    const ticks = setInterval(() => {
      this.behind = this.#latency();
      this.shownTime = this.programTime();
    }, TICK_MS);
    void this.#watch.ask();
    return () => {
      closed.abort();
      clearInterval(ticks);
      this.#watch.close();
      this.session?.close();
    };
  }

  /** Programme time of the frame on screen, ms since 1970. */
  programTime(): number | null {
    return this.session?.frame.programTime ?? null;
  }

  /** Content time of the frame on screen, ms since 1970. */
  contentTime(): number | null {
    const time = this.programTime();
    return time === null || !this.channel ? null : time - this.channel.distanceUs / 1000;
  }

  /** How fast the picture moves; 0 while it stands. */
  rate(): number {
    const video = this.#video;
    return !video || video.paused || video.seeking ? 0 : video.playbackRate;
  }

  stats(): Stats {
    const session = this.session;
    const dropped = this.#video?.getVideoPlaybackQuality().droppedVideoFrames;
    return {
      latency_ms: this.#latency(),
      buffer_s: session ? Math.max(0, session.loadedTo - session.position) : 0,
      dropped: dropped ?? 0,
      stalls: session?.stalls ?? 0,
      rendition: session?.shown?.name ?? null,
    };
  }

  /** Do what a key asks for. */
  act(action: Action): void {
    if (action.kind === "mute") this.sound.toggle();
    else if (action.kind === "louder") this.sound.set(this.sound.volume + action.by);
    else if (action.kind === "fullscreen") void this.screen.toggleFull();
    else if (this.session) this.#move(this.session, action);
  }

  togglePlay(): void {
    if (this.phase === "ended") this.watchFromStart();
    else if (this.session?.isPlaying) this.session.pause();
    else this.session?.play();
  }

  watchFromStart(): void {
    this.phase = "watching";
    this.session?.seek(this.session.start);
    this.session?.play();
  }

  /** Play on through a playlist of the viewer's own; whether that worked. */
  async playOwn(): Promise<boolean> {
    const url = await askPlayback(this.name, this.#latency() ?? 0);
    if (url === null || !this.session) return false;
    this.#open(url);
    for (let waited = 0; waited < OPENS_MS; waited += TICK_MS) {
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      if (this.phase === "watching") return true;
    }
    return false;
  }

  /** Stay so much farther behind than need be (s), from now on. */
  stayBehind(seconds: number): void {
    this.#lag = seconds;
    this.session?.stayBehind(seconds);
  }

  /** Begin anew after a failure. */
  retry(): void {
    this.#close("opening");
    void this.#watch.ask();
  }

  #move(session: Session, action: Action): void {
    const length = session.live - session.start;
    if (action.kind === "play") this.togglePlay();
    else if (action.kind === "skip") session.seek(session.position + action.seconds);
    else if (action.kind === "start") session.seek(session.start);
    else if (action.kind === "live") session.goLive();
    else if (action.kind === "share") session.seek(session.start + length * action.of);
  }

  #heard(answer: Answer): void {
    if (answer.kind === "channel") {
      this.channel = answer.channel;
      if (answer.sample) this.#clock.add(answer.sample);
      this.#follow(answer.channel);
    } else if (!this.session && this.phase !== "failed") {
      this.phase = answer.kind;
    }
  }

  #follow({ state, playlistUrl }: Channel): void {
    if (this.phase === "failed") return;
    this.#wasOffAir ||= state !== "on_air";
    if (state !== "on_air") {
      if (this.#isOver(state)) this.#close(state);
    } else if (this.#isFree) this.#open(this.playlist ?? playlistUrl);
  }

  /** A programme that has ended is not begun again by itself; a new one is. */
  get #isFree(): boolean {
    return this.phase === "ended" ? this.#wasOffAir : !this.session;
  }

  /** A channel that starts again goes on where it was, so its last picture stays. */
  #isOver(state: "off" | "starting"): boolean {
    if (!this.session) return true;
    return this.phase === "watching" && state === "off" && this.session.isLost;
  }

  #open(url: string): void {
    if (!this.#video) return;
    this.#close("opening");
    this.#wasOffAir = false;
    this.session = new Session(this.#video, url, {
      moving: () => {
        if (this.phase === "opening" && this.#lag) this.session?.stayBehind(this.#lag);
        this.phase = "watching";
      },
      ended: () => {
        this.phase = "ended";
      },
      failed: (failure) => {
        this.#failed(failure);
      },
    });
  }

  #failed(failure: Failure): void {
    this.failure = failure;
    this.#close(failure === "no-playlist" ? "starting" : "failed");
  }

  #close(phase: Phase): void {
    this.session?.close();
    this.session = null;
    this.phase = phase;
  }

  #latency(): number | null {
    const frame = this.session?.frame;
    if (frame?.programTime == null) return null;
    const now = performance.now();
    const seenAt = now - frame.shownAt > STOPPED_MS ? now : frame.shownAt;
    return this.#clock.at(seenAt) - frame.programTime;
  }
}
