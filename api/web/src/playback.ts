/** What a player needs of whatever plays HLS: hls.js, or the browser itself. */

import type { Distance } from "./pacing";

export interface Rendition {
  /** What `choose` takes. */
  index: number;
  name: string;
  /** Bits a second. */
  bitrate: number;
}

/** The stretch of the media timeline that can be played, in seconds; `live` is where live is. */
export interface Span {
  start: number;
  live: number;
}

export type Failure =
  /** There is no playlist, or none any more. */
  | "no-playlist"
  /** The media cannot be decoded, whatever we try. */
  | "media"
  /** The browser has no way to play HLS. */
  | "unsupported";

export interface Listener {
  /** Renditions, or the one on screen, are others now. */
  changed(): void;
  /** The server did not answer, or answers again. */
  connection(isLost: boolean): void;
  /** It does not go on like this. */
  failed(failure: Failure): void;
}

export const AUTOMATIC = -1;

export interface Playback {
  /** Top first. */
  readonly renditions: readonly Rendition[];
  /** The viewer's choice; AUTOMATIC, or an index. */
  readonly chosen: number;
  /** The rendition on screen; null where nobody knows. */
  readonly shown: Rendition | null;
  /** Whether the programme may still grow. */
  readonly isLive: boolean;
  choose(index: number): void;
  span(): Span | null;
  /** Where we are beside the live edge; null where there is none. */
  distance(): Distance | null;
  /** Whether media for a moment of the media timeline is on its way. */
  isLoading(position: number): boolean;
  /** Programme time (ms since 1970) of a moment of the media timeline. */
  programTime(mediaTime: number): number | null;
  /** Begin to load again: nothing is on its way to the playhead. */
  wake(): void;
  close(): void;
}
