/** Full screen and picture in picture. */

/** What iPhones have in place of the standard. */
interface OldVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

interface Lockable {
  lock?: (to: "landscape") => Promise<void>;
}

export class Screen {
  isFull = $state(false);
  isApart = $state(false);
  readonly canApart = document.pictureInPictureEnabled;
  #video: HTMLVideoElement | null = null;
  #stage: HTMLElement | null = null;

  attach(video: HTMLVideoElement, stage: HTMLElement, signal: AbortSignal): void {
    this.#video = video;
    this.#stage = stage;
    document.addEventListener(
      "fullscreenchange",
      () => {
        this.isFull = document.fullscreenElement === stage;
      },
      { signal },
    );
    for (const name of ["enterpictureinpicture", "leavepictureinpicture"]) {
      video.addEventListener(
        name,
        () => {
          this.isApart = document.pictureInPictureElement === video;
        },
        { signal },
      );
    }
  }

  /** Into full screen or out of it; a browser that refuses leaves things as they are. */
  async toggleFull(): Promise<void> {
    const video: OldVideo | null = this.#video;
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else if (document.fullscreenEnabled) await this.#fill();
      else video?.webkitEnterFullscreen?.();
    } catch {
      return;
    }
  }

  /** Into a window of its own or back. */
  async toggleApart(): Promise<void> {
    try {
      if (document.pictureInPictureElement) await document.exitPictureInPicture();
      else await this.#video?.requestPictureInPicture();
    } catch {
      return;
    }
  }

  async #fill(): Promise<void> {
    await this.#stage?.requestFullscreen();
    const orientation: Lockable = screen.orientation;
    await orientation.lock?.("landscape");
  }
}
