/**
 * Lets hls.js find the segment that follows.
 *
 * Our media times count from 1970, so what hls.js makes of them is exact to a quarter of a
 * microsecond, and the end of a browser's buffer to one. Where the buffer so seems to end before
 * the segment it ends with, hls.js 1.7 looks for parts of that one; were there any it had no need
 * of, as after a seek into it, it waits for them for ever, and the picture stops.
 *
 * A programme may end while hls.js has some parts of its last segment. It then takes the segment
 * for loaded, and waits for ever for the end of its buffer to become the programme's.
 */

import type Hls from "hls.js";
import type { Fragment, LevelDetails } from "hls.js";

/** More than both are off by, less than any frame (s). */
const NEAR = 20e-6;

/** What hls.js's two loaders have in common; not among its published types. */
interface Loader {
  getFragmentAtPosition(bufferEnd: number, end: number, details: LevelDetails): Fragment | null;
}

/** Have an end of the buffer this near to a segment's end taken for it, and an end that comes. */
export function roundBoundaries(hls: Hls): void {
  const { streamController, audioStreamController } = hls as unknown as Record<
    string,
    Loader | undefined
  >;
  for (const loader of [streamController, audioStreamController]) {
    if (!loader) continue;
    const find = loader.getFragmentAtPosition.bind(loader);
    loader.getFragmentAtPosition = (bufferEnd, end, details) =>
      find(bufferEnd + NEAR, end, details) ?? unfinished(bufferEnd, details);
  }
}

/** The last segment of a programme that has ended, where its last part is still to load. */
function unfinished(bufferEnd: number, details: LevelDetails): Fragment | null {
  const last = details.live ? undefined : details.partList?.at(-1);
  if (!last || last.loaded || last.gap) return null;
  const isMissing = last.fragment.start <= bufferEnd && bufferEnd < last.start + last.duration / 2;
  return isMissing ? last.fragment : null;
}
