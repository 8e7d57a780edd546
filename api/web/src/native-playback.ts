/** Plays with the browser's own HLS: iPhones before iOS 17.1. It chooses renditions itself. */

import type { Distance } from "./pacing";
import { AUTOMATIC, type Listener, type Playback, type Rendition, type Span } from "./playback";

const HOLD_BACK = 3;

export class NativePlayback implements Playback {
  readonly renditions: readonly Rendition[] = [];
  readonly chosen = AUTOMATIC;
  readonly #video: HTMLVideoElement;
  readonly #ended = new AbortController();

  constructor(video: HTMLVideoElement, url: string, listener: Listener) {
    this.#video = video;
    const { signal } = this.#ended;
    video.addEventListener("resize", () => { listener.changed(); }, { signal });
    video.addEventListener("playing", () => { listener.connection(false); }, { signal });
    video.addEventListener("error", () => { this.#failed(listener); }, { signal });
    video.src = url;
  }

  static isSupported(video: HTMLVideoElement): boolean {
    return video.canPlayType("application/vnd.apple.mpegurl") !== "";
  }

  get shown(): Rendition | null {
    const lines = Math.min(this.#video.videoWidth, this.#video.videoHeight);
    return lines ? { index: 0, name: `${lines}p`, bitrate: 0 } : null;
  }

  get isLive(): boolean {
    return this.#video.duration === Number.POSITIVE_INFINITY;
  }

  choose(): void {
    // The browser chooses.
  }

  span(): Span | null {
    const { seekable } = this.#video;
    if (!seekable.length) return null;
    const start = seekable.start(0);
    const end = seekable.end(seekable.length - 1);
    return { start, live: this.isLive ? Math.max(start, end - HOLD_BACK) : end };
  }

  distance(): Distance | null {
    return null;
  }

  isLoading(): boolean {
    // The browser finds its way by itself.
    return true;
  }

  wake(): void {
    // The same.
  }

  programTime(mediaTime: number): number | null {
    const video = this.#video as HTMLVideoElement & { getStartDate?: () => Date };
    const start = video.getStartDate?.().getTime() ?? Number.NaN;
    return Number.isFinite(start) ? start + mediaTime * 1000 : null;
  }

  close(): void {
    this.#ended.abort();
    this.#video.removeAttribute("src");
    this.#video.load();
  }

  #failed(listener: Listener): void {
    const isNetwork = this.#video.error?.code !== MediaError.MEDIA_ERR_DECODE;
    listener.failed(isNetwork ? "no-playlist" : "media");
  }
}
