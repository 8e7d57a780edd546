/** Knows which frame is on screen, and since when. */

/** A frame's moment on the media timeline (s), and when it came on screen (performance.now()). */
export interface ShownFrame {
  mediaTime: number;
  shownAt: number;
  programTime: number | null;
}

/** Without a new frame for so long, the video's own clock tells better: a hidden tab, an old browser. */
const STALE_MS = 500;

export class FrameWatch {
  readonly #video: HTMLVideoElement;
  readonly #programTime: (mediaTime: number) => number | null;
  #last: ShownFrame | null = null;
  #request = 0;

  constructor(video: HTMLVideoElement, programTime: (mediaTime: number) => number | null) {
    this.#video = video;
    this.#programTime = programTime;
    if ("requestVideoFrameCallback" in video) this.#next();
  }

  /** The frame on screen. */
  get shown(): ShownFrame {
    const now = performance.now();
    const last = this.#last;
    const isFrozen = this.#video.paused || this.#video.seeking;
    if (last && (isFrozen || now - last.shownAt < STALE_MS)) return last;
    const mediaTime = this.#video.currentTime;
    return { mediaTime, shownAt: now, programTime: this.#programTime(mediaTime) };
  }

  close(): void {
    if (this.#request) this.#video.cancelVideoFrameCallback(this.#request);
  }

  #next(): void {
    this.#request = this.#video.requestVideoFrameCallback((_, frame) => {
      this.#last = {
        mediaTime: frame.mediaTime,
        shownAt: frame.expectedDisplayTime,
        programTime: this.#programTime(frame.mediaTime),
      };
      this.#next();
    });
  }
}

/** Hear of each frame that comes on screen, by its moment on the media timeline (s); returns what ends that. */
export function eachFrame(video: HTMLVideoElement, shown: (mediaTime: number) => void): () => void {
  let request = 0;
  if (!("requestVideoFrameCallback" in video)) {
    const next = (): void => {
      shown((video as HTMLVideoElement).currentTime);
      request = requestAnimationFrame(next);
    };
    next();
    return () => {
      cancelAnimationFrame(request);
    };
  }
  const next = (): void => {
    request = video.requestVideoFrameCallback((_, { mediaTime }) => {
      shown(mediaTime);
      next();
    });
  };
  next();
  return () => {
    video.cancelVideoFrameCallback(request);
  };
}
