/** Plays with hls.js on media source extensions. */

import Hls, {
  type ErrorData,
  ErrorDetails,
  ErrorTypes,
  Events,
  type Level,
  PlaylistLevelType,
} from "hls.js";
import { roundBoundaries } from "./hls-boundaries";
import { settings } from "./hls-settings";
import type { Distance } from "./pacing";
import { AUTOMATIC, type Listener, type Playback, type Rendition, type Span } from "./playback";
import { Timetable } from "./program-time";

/** With more than this loaded ahead, a new choice of rendition throws it away to show soon. */
const PATIENCE = 4;
/** A second decoder error within this long means that recovering did not help. */
const RECOVERY_MS = 10_000;
const RESTART_MS = 1500;
/** Woken twice within this long the player stands for another reason. */
const STUCK_MS = 20_000;
const ASK_AGAIN_MS = 500;
/** States of hls.js's loaders in which none brings anything. */
const AT_REST: readonly string[] = ["IDLE", "STOPPED", "ENDED", "ERROR"];

export class HlsPlayback implements Playback {
  readonly #hls: Hls;
  readonly #video: HTMLVideoElement;
  readonly #listener: Listener;
  readonly #times = new Timetable();
  readonly #url: string;
  #isAsking = false;
  #recoveredAt = Number.NEGATIVE_INFINITY;
  #wokenAt = Number.NEGATIVE_INFINITY;
  #restart = 0;

  constructor(video: HTMLVideoElement, url: string, listener: Listener) {
    this.#video = video;
    this.#listener = listener;
    this.#url = url;
    this.#hls = new Hls(settings(firstEstimate()));
    roundBoundaries(this.#hls);
    this.#listen();
    this.#hls.loadSource(url);
    this.#hls.attachMedia(video);
  }

  static get isSupported(): boolean {
    return Hls.isSupported();
  }

  get renditions(): readonly Rendition[] {
    return this.#hls.levels.map(renditionOf).reverse();
  }

  get chosen(): number {
    return this.#hls.autoLevelEnabled ? AUTOMATIC : this.#hls.manualLevel;
  }

  get shown(): Rendition | null {
    const index = this.#hls.currentLevel;
    const level = this.#hls.levels[index];
    return level ? renditionOf(level, index) : null;
  }

  get isLive(): boolean {
    return this.#hls.latestLevelDetails?.live ?? true;
  }

  choose(index: number): void {
    const ahead = this.#hls.mainForwardBufferInfo?.len ?? 0;
    if (ahead > PATIENCE) this.#hls.nextLevel = index;
    else this.#hls.loadLevel = index;
    this.#listener.changed();
  }

  span(): Span | null {
    const details = this.#hls.latestLevelDetails;
    if (!details?.fragments.length) return null;
    const live = details.live ? this.#hls.liveSyncPosition : details.edge;
    return { start: details.fragmentStart, live: live ?? details.edge };
  }

  distance(): Distance | null {
    const details = this.#hls.latestLevelDetails;
    const target = this.#hls.targetLatency;
    if (target === null || !details?.live) return null;
    // hls.latency is as old as the last timeupdate, which may have been before a seek.
    const latency = details.edge + details.age - this.#video.currentTime;
    const buffer = this.#hls.mainForwardBufferInfo?.len ?? 0;
    const sound = this.#hls.audioForwardBufferInfo?.len ?? buffer;
    return { latency, target, buffer: Math.min(buffer, sound) };
  }

  isLoading(position: number): boolean {
    const { main, audio } = this.#hls.inFlightFragments;
    return [main, audio].some(
      (one) => one?.frag && !AT_REST.includes(one.state) && one.frag.start <= position,
    );
  }

  wake(): void {
    const now = performance.now();
    // Where loading anew did not help, the buffers themselves may be stuck.
    const isStuck = now - this.#wokenAt < STUCK_MS;
    this.#wokenAt = isStuck ? Number.NEGATIVE_INFINITY : now;
    if (isStuck) this.#hls.recoverMediaError();
    this.#hls.stopLoad();
    this.#hls.startLoad();
  }

  programTime(mediaTime: number): number | null {
    return this.#times.at(mediaTime);
  }

  close(): void {
    clearTimeout(this.#restart);
    this.#hls.destroy();
  }

  #listen(): void {
    const hls = this.#hls;
    for (const event of [Events.MANIFEST_PARSED, Events.LEVEL_SWITCHED] as const) {
      hls.on(event, () => {
        this.#listener.changed();
      });
    }
    for (const event of [Events.LEVEL_LOADED, Events.FRAG_LOADED] as const) {
      hls.on(event, () => {
        this.#listener.connection(false);
      });
    }
    hls.on(Events.FRAG_BUFFERED, (_, { frag }) => {
      if (frag.type !== PlaylistLevelType.MAIN || frag.sn === "initSegment") return;
      const { start, programDateTime } = frag;
      this.#times.add(frag.sn, { start, programDateTime });
    });
    hls.on(Events.ERROR, (_, error) => {
      this.#heard(error);
    });
  }

  #heard(error: ErrorData): void {
    if (error.type === ErrorTypes.NETWORK_ERROR && !isNotForUs(error)) {
      this.#listener.connection(true);
    }
    if (error.details === ErrorDetails.FRAG_GAP) void this.#leaveGivenUp();
    if (!error.fatal) return;
    if (error.type !== ErrorTypes.NETWORK_ERROR) this.#recover(error);
    else if (this.#hls.latestLevelDetails) this.#tryAgain();
    else this.#listener.failed("no-playlist");
  }

  /** A rendition the channel has given up is all gaps, and listed no more: go over to another. */
  async #leaveGivenUp(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      const answer = await fetch(this.#url, { cache: "no-store" });
      if (answer.ok) this.#keepListed(await answer.text());
    } catch {
      // The connection is gone as well, of which the player hears elsewhere.
    } finally {
      // Every gap asks: while a channel restarts, viewers by the thousand.
      setTimeout(() => {
        this.#isAsking = false;
      }, ASK_AGAIN_MS);
    }
  }

  #keepListed(multivariant: string): void {
    const hls = this.#hls;
    const listed = new Set(
      multivariant
        .split("\n")
        .filter((line) => line && !line.startsWith("#"))
        .map((line) => new URL(line, new URL(this.#url, location.href)).href),
    );
    const isListed = (level: Level): boolean => listed.has(new URL(level.uri, location.href).href);
    if (!hls.levels.some(isListed)) return;
    for (let index = hls.levels.length - 1; index >= 0; index--) {
      const level = hls.levels[index];
      if (level && !isListed(level)) this.#remove(index);
    }
  }

  #remove(index: number): void {
    const hls = this.#hls;
    const isLeft = index === hls.loadLevel;
    hls.removeLevel(index);
    if (isLeft) {
      // Loads the nearest of what is left at once; the automatic choice goes on from there.
      hls.loadLevel = Math.min(index, hls.levels.length - 1);
      hls.loadLevel = AUTOMATIC;
    }
    this.#listener.changed();
  }

  /** The picture stays on screen while we ask again. */
  #tryAgain(): void {
    clearTimeout(this.#restart);
    this.#restart = setTimeout(() => {
      this.#hls.startLoad();
    }, RESTART_MS);
  }

  #recover(error: ErrorData): void {
    if (error.details === ErrorDetails.MANIFEST_INCOMPATIBLE_CODECS_ERROR) {
      this.#listener.failed("unsupported");
      return;
    }
    const now = performance.now();
    const isHopeless = now - this.#recoveredAt < RECOVERY_MS;
    this.#recoveredAt = now;
    if (error.type !== ErrorTypes.MEDIA_ERROR || isHopeless) this.#listener.failed("media");
    else this.#hls.recoverMediaError();
  }
}

/** A segment marked as a gap, or gone from the window, is no trouble with the connection. */
function isNotForUs(error: ErrorData): boolean {
  return error.details === ErrorDetails.FRAG_GAP;
}

function renditionOf(level: Level, index: number): Rendition {
  const lines = Math.min(level.width, level.height);
  const name = lines ? `${lines}p` : level.name || `${Math.round(level.bitrate / 1000)} kbit/s`;
  return { index, name, bitrate: level.bitrate };
}

/** A guess at the bandwidth in bits a second: low where the browser knows a slow connection. */
function firstEstimate(): number {
  const { connection } = navigator as { connection?: { effectiveType?: string } };
  return connection?.effectiveType && connection.effectiveType !== "4g" ? 0.7e6 : 4e6;
}
