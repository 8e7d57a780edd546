/** Programme time of a moment of the media timeline, by EXT-X-PROGRAM-DATE-TIME. */

/** A segment with its place on the media timeline (s) and its programme time (ms since 1970). */
export interface DatedSegment {
  start: number;
  programDateTime: number | null;
}

/**
 * Programme time at `mediaTime`, in ms since 1970; null where no segment tells.
 * Before the first and after the last segment it runs on from theirs.
 */
export function programTimeAt(
  segments: readonly DatedSegment[],
  mediaTime: number,
): number | null {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.start ?? 0) <= mediaTime) low = middle;
    else high = middle - 1;
  }
  const segment = segments[low];
  if (segment?.programDateTime == null) return null;
  return segment.programDateTime + (mediaTime - segment.start) * 1000;
}

const MOST_KEPT = 1000;

/** Segments as they were loaded: their media tells exactly where they stand on the timeline. */
export class Timetable {
  #segments: (DatedSegment & { number: number })[] = [];

  /** Note a segment by its media sequence number; a later note of the same number holds. */
  add(number: number, segment: DatedSegment): void {
    const last = this.#segments.at(-1);
    if (last?.number === number) this.#segments.pop();
    else if (last && last.number > number) {
      this.#segments = this.#segments.filter((other) => other.number !== number);
    }
    this.#segments.push({ ...segment, number });
    this.#segments.sort((one, other) => one.start - other.start);
    if (this.#segments.length > MOST_KEPT) this.#segments.shift();
  }

  /** Programme time at `mediaTime`, in ms since 1970; null before anything was loaded. */
  at(mediaTime: number): number | null {
    return programTimeAt(this.#segments, mediaTime);
  }
}
