/** One side of the test: its score bug over the picture, its lines, what it gave away. */

import { History } from "../overlay/history";
import { Painter } from "../overlay/painter";
import type { Pictures } from "../overlay/pictures";
import type { Line } from "../room/line";
import type { ToldSet } from "./server";
import { Known, type News, Tally, verdict } from "./tally";

/** A frame's time is told in whole milliseconds, so it may lie a little before its set's. */
const ROUNDING = 10;
const STAMPED_MS = 7000;
const LINES = 30;

export interface ShownLine {
  line: Line;
  isSpoiled: boolean;
}

/** What is to be shown up to a programme time (ms), and when all that speaks of happened. */
export interface Told {
  sets: readonly ToldSet[];
  until: number;
  changes: ReadonlyMap<string, number>;
}

export type Stamp = ReturnType<typeof verdict>;

export class Side {
  lines = $state.raw<readonly ShownLine[]>([]);
  counts = $state.raw({ early: 0, changes: 0, spoiled: 0, lines: 0 });
  stamp = $state.raw<Stamp | null>(null);

  readonly #tally = new Tally();
  readonly #known = new Known();
  #history = new History();
  #picture: CanvasRenderingContext2D | null = null;
  #painter: Painter | null = null;
  #until = Number.NEGATIVE_INFINITY;
  #stampedAt = Number.NEGATIVE_INFINITY;

  /** Take the canvases to draw on: the picture's and the bug's above it. */
  attach(picture: HTMLCanvasElement, bug: HTMLCanvasElement): () => void {
    this.#picture = picture.getContext("2d", { alpha: false });
    const painter = (this.#painter = new Painter(bug));
    const fit = (): void => {
      painter.resize([picture.clientWidth, picture.clientHeight], devicePixelRatio);
    };
    const seen = new ResizeObserver(fit);
    seen.observe(picture);
    return () => {
      seen.disconnect();
      this.#painter = this.#picture = null;
    };
  }

  /** Nothing is known of the bug, and nothing given away yet. */
  begin(): void {
    this.#history = new History();
    this.#known.clear();
    this.#tally.begin();
    this.stamp = null;
    this.#count();
  }

  /** Take in what is to be shown, heard at a moment of performance.now(). */
  take({ sets, until, changes }: Told, pictures: Pictures, now: number): void {
    this.#history.heard(now);
    this.#until = until;
    this.#known.happened(changes);
    for (const set of sets) {
      this.#known.tell(set.frame, set.told);
      this.#history.add(set, (version) => pictures.get(version));
    }
  }

  /** Show a frame of the video, of a programme time (ms). */
  show(video: HTMLVideoElement, at: number): void {
    const now = performance.now();
    this.#drawFrame(video);
    // A picture nobody has told of yet, after a jump: no score is better than an old one.
    this.#painter?.show(at > this.#until ? null : this.#history.at(at + ROUNDING, now));
    const painted = this.#painter?.painted;
    const told = painted && this.#known.told(painted.frame);
    const news = told ? this.#tally.sees(told, this.#known, at) : [];
    if (news.length) this.#tell(news, now);
    else if (this.stamp && now - this.#stampedAt > STAMPED_MS) this.stamp = null;
  }

  /** These are its lines, with the picture of that time; old ones are not counted. */
  read(lines: readonly Line[], at: number, isOld: (line: Line) => boolean): void {
    const shown = lines.slice(-LINES).map((line) => {
      const before = this.lines.find((shown) => shown.line.id === line.id);
      if (before) return before;
      const isSpoiled = this.#tally.reads(line.id, line.programTime, at, isOld(line));
      return { line, isSpoiled };
    });
    const isSame = shown.length === this.lines.length && shown.at(-1) === this.lines.at(-1);
    if (isSame) return;
    this.lines = shown;
    this.#count();
  }

  #drawFrame(video: HTMLVideoElement): void {
    const context = this.#picture;
    if (!context || !video.videoWidth) return;
    const { canvas } = context;
    if (canvas.width !== video.videoWidth || canvas.height !== video.videoHeight) {
      [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    }
    context.drawImage(video, 0, 0);
  }

  #tell(news: readonly News[], now: number): void {
    const last = news.at(-1);
    this.stamp = last ? verdict(last) : null;
    this.#stampedAt = now;
    this.#count();
  }

  #count(): void {
    const { early, changes, spoiled, lines } = this.#tally;
    this.counts = { early, changes, spoiled, lines };
  }
}
