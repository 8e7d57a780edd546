/**
 * Leads out of gaps that nobody will fill: while a channel was away, nothing was made.
 *
 * hls.js leaps over short ones. Where a playhead was sent into a long one it loads what follows,
 * and waits for ever.
 */

/** Anything that is on its way has begun to load by then (ms). */
const PATIENCE_MS = 1000;
/** With less than this left to play the playhead stands in the gap behind it (s). */
const NEARLY_NOTHING = 0.05;
/** How far into what follows to go, so that rounding does not lead back out (s). */
const INSIDE = 0.001;

export type Loaded = Pick<HTMLMediaElement, "buffered" | "currentTime">;

export class GapWatch {
  #since: number | null = null;
  #at = 0;

  /**
   * Where to go on from; null while there is something to play, or to wait for.
   *
   * `isLoading` says whether media for the playhead is on its way; `now` is in ms.
   */
  wayOut(media: Loaded, isLoading: boolean, now: number): number | null {
    const next = isLoading ? null : nextLoaded(media);
    if (next === null || media.currentTime !== this.#at) this.#since = null;
    this.#at = media.currentTime;
    if (next === null) return null;
    this.#since ??= now;
    return now - this.#since < PATIENCE_MS ? null : next + INSIDE;
  }
}

/** Where what is loaded goes on behind a playhead that stands in a gap; null elsewhere. */
function nextLoaded({ buffered, currentTime }: Loaded): number | null {
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) > currentTime) return buffered.start(index);
    if (buffered.end(index) > currentTime + NEARLY_NOTHING) return null;
  }
  return null;
}
