/** The sets of boxes that are shown now and will be, in the order of their programme time. */

import type { BoxSet, PlacedBox } from "./messages";
import type { Picture } from "./pictures";

/** A box with its picture. */
export interface PicturedBox extends PlacedBox {
  picture: Picture;
}

export interface PicturedSet {
  frame: number;
  programTime: number;
  size: [number, number];
  boxes: PicturedBox[];
}

/** Graphics this long after the last word of the channel are no longer believed. */
export const BELIEVED_MS = 10_000;
const MOST = 20_000;

export class History {
  #sets: PicturedSet[] = [];
  #lastWord = Number.NEGATIVE_INFINITY;

  /** How many sets are held. */
  get length(): number {
    return this.#sets.length;
  }

  /** Take a set; it stands in place of what was told for its time and later. False where a picture
   * lacks. */
  add(set: BoxSet, picture: (version: string) => Picture | undefined): boolean {
    const boxes = set.boxes.flatMap((box) => {
      const found = picture(box.version);
      return found ? [{ ...box, picture: found }] : [];
    });
    if (boxes.length < set.boxes.length) return false;
    const { frame, programTime, size } = set;
    const before = this.#sets.filter((one) => one.programTime < programTime);
    this.#sets = [...before.slice(-MOST), { frame, programTime, size, boxes }];
    return true;
  }

  /** The channel was heard at this moment of `performance.now()`. */
  heard(moment: number): void {
    this.#lastWord = Math.max(this.#lastWord, moment);
  }

  /** What stands at a programme time, which by `performance.now()` was live at `live`; null where
   * that is nothing, or not known any more. */
  at(moment: number, live: number): PicturedSet | null {
    const index = this.#sets.findLastIndex((set) => set.programTime <= moment);
    // What is over is needed no more.
    if (index > 0) this.#sets.splice(0, index);
    if (index < 0 || live - this.#lastWord > BELIEVED_MS) return null;
    return this.#sets[0] ?? null;
  }
}
