/**
 * Sees a playhead that stands with nothing to play and nothing on its way.
 *
 * A live edge it was sent to may have been one of an outage: the loader waits for media that never
 * comes, and for as long as the playhead is seeking nobody moves it.
 */

/** Whatever is to come has begun to load by then (ms), and is there by the second. */
const PATIENCE_MS = 4000;
const LOADING_MS = 12_000;
/** With less than this left to play it stands (s). */
const NEARLY_NOTHING = 0.05;

export type Standing = Pick<HTMLMediaElement, "buffered" | "currentTime" | "paused" | "ended">;

export class StillWatch {
  #since: number | null = null;
  #at = 0;

  /** Whether it has stood for so long that the loader must be woken; `now` is in ms. */
  mustWake(media: Standing, isLoading: boolean, now: number): boolean {
    const stands = !media.paused && !media.ended && !hasMore(media);
    if (!stands || media.currentTime !== this.#at) this.#since = null;
    this.#at = media.currentTime;
    if (!stands) return false;
    this.#since ??= now;
    // A loader may believe for ever that something is on its way.
    if (now - this.#since < (isLoading ? LOADING_MS : PATIENCE_MS)) return false;
    this.#since = now;
    return true;
  }
}

/** Whether there is something loaded to play at the playhead. */
function hasMore({ buffered, currentTime }: Standing): boolean {
  for (let index = 0; index < buffered.length; index += 1) {
    const isIn = buffered.start(index) <= currentTime + NEARLY_NOTHING;
    if (isIn && buffered.end(index) > currentTime + NEARLY_NOTHING) return true;
  }
  return false;
}
