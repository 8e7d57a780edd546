/** The film on the page: which frame is on screen, and how to go from one to the next. */

const RATE_GUESSED = 25;
const NUDGE_S = 5;

export class Film {
  /** The moment of the frame on screen, in seconds. */
  shown = $state(0);
  length = $state(0);
  isPlaying = $state(false);
  /** Whether this browser can show it; null until it has tried. */
  isShowable = $state<boolean | null>(null);
  /** Frames a second, as the server counts them. */
  rate = $state(RATE_GUESSED);
  /** Width of the picture by its height. */
  shape = $state(16 / 9);

  #video: HTMLVideoElement | null = null;
  /** The frame the picture is on its way to, until it is there. */
  #aim: number | null = null;

  /** Follow a video element; gives what lets it go. */
  follow(video: HTMLVideoElement): () => void {
    this.#video = video;
    this.shown = this.length = 0;
    this.isShowable = null;
    let frame = 0;
    const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata): void => {
      this.shown = mediaTime;
      if (!video.paused || Math.round(mediaTime * this.rate) === this.#aim) this.#aim = null;
      frame = video.requestVideoFrameCallback(look);
    };
    if ("requestVideoFrameCallback" in video) frame = video.requestVideoFrameCallback(look);
    return () => {
      if (frame) video.cancelVideoFrameCallback(frame);
      this.#video = null;
    };
  }

  /** What the element tells of itself. */
  heard(kind: string): void {
    const video = this.#video;
    if (!video) return;
    if (kind === "loadedmetadata") {
      this.length = Number.isFinite(video.duration) ? video.duration : 0;
      this.isShowable = video.videoWidth > 0;
      if (this.isShowable) this.shape = video.videoWidth / video.videoHeight;
    }
    if (kind === "error") this.isShowable = false;
    this.isPlaying = !video.paused && !video.ended;
    // Where the browser does not tell of frames, its clock has to do.
    if (!("requestVideoFrameCallback" in video)) this.shown = this.#clock;
  }

  get #clock(): number {
    return this.#video?.currentTime ?? 0;
  }

  play(): void {
    if (!this.#video) return;
    if (this.#video.paused) void this.#video.play().catch(() => null);
    else this.#video.pause();
  }

  /** Show the frame at a time. */
  seek(time: number): void {
    const end = this.length || time;
    const to = Math.min(Math.max(0, time), end);
    this.#aim = null;
    if (this.#video && this.isShowable) this.#video.currentTime = to;
    else this.shown = to;
  }

  /** Some frames on, or back; the picture stands. */
  step(frames: number): void {
    this.#video?.pause();
    // Who presses faster than pictures come goes on from where they are going.
    const aim = Math.max(0, (this.#aim ?? Math.round(this.shown * this.rate)) + frames);
    // The middle of a frame is in no doubt.
    this.seek((aim + 0.5) / this.rate);
    this.#aim = aim;
  }

  /** Some seconds on, or back. */
  skip(direction: number): void {
    this.seek(this.#clock + direction * NUDGE_S);
  }
}
