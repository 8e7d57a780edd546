/** Loudness and mute of the player. It starts muted, because browsers let nothing else start. */

const KEY = "touchline.volume";
const QUIET = 0.05;

export class Sound {
  volume = $state(remembered());
  isMuted = $state(true);
  /** Whether the viewer has said yes or no to sound. */
  isDecided = $state(false);
  #video: HTMLVideoElement | null = null;

  attach(video: HTMLVideoElement, signal: AbortSignal): void {
    this.#video = video;
    video.muted = true;
    video.volume = this.volume;
    video.addEventListener("volumechange", this.#changed.bind(this), { signal });
  }

  toggle(): void {
    if (!this.#video) return;
    this.isDecided = true;
    if (this.#video.muted && this.volume < QUIET) this.#video.volume = 0.5;
    this.#video.muted = !this.#video.muted;
  }

  /** 0 to 1; any loudness is also a wish to hear it. */
  set(volume: number): void {
    if (!this.#video) return;
    this.isDecided = true;
    this.#video.volume = Math.min(1, Math.max(0, volume));
    this.#video.muted = this.#video.volume < QUIET / 2;
  }

  #changed(): void {
    if (!this.#video) return;
    this.isMuted = this.#video.muted;
    this.volume = this.#video.volume;
    try {
      localStorage.setItem(KEY, String(this.volume));
    } catch {
      // A browser that keeps nothing forgets the loudness too.
    }
  }
}

function remembered(): number {
  try {
    const volume = Number.parseFloat(localStorage.getItem(KEY) ?? "");
    return volume >= QUIET && volume <= 1 ? volume : 1;
  } catch {
    return 1;
  }
}
