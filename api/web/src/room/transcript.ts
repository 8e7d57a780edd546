/** What was said, in the order of the pictures; each line is read once its picture is there. */

import type { Line } from "./line";

/** Held at most; beyond, the oldest go, and come back from the server when they are wanted. */
export const HELD_AT_MOST = 5000;
const SHOWN_AT_MOST = 200;

export class Transcript {
  readonly #lines: Line[] = [];
  readonly #ids = new Set<string>();
  readonly #own = new Set<string>();

  /** Programme time of the oldest line held. */
  get oldest(): number | null {
    return this.#lines[0]?.programTime ?? null;
  }

  get size(): number {
    return this.#lines.length;
  }

  /** Take a line in; the same one again changes nothing. */
  add(line: Line): void {
    if (this.#ids.has(line.id)) return;
    this.#ids.add(line.id);
    this.#lines.splice(this.#placeAfter(line.programTime, line.offset), 0, line);
    if (this.#lines.length > HELD_AT_MOST) this.#drop(this.#lines[0]);
  }

  /** This is a line of ours: shown whatever the time. */
  own(id: string): void {
    this.#own.add(id);
  }

  remove(id: string): void {
    this.#drop(this.#lines.find((line) => line.id === id));
  }

  removeOf(viewer: string): void {
    for (const line of this.#lines.filter(({ author }) => author.id === viewer)) this.#drop(line);
  }

  /** These are to be read at a later picture. */
  move(ids: readonly string[], to: number): void {
    const wanted = new Set(ids);
    for (const line of this.#lines.filter(({ id }) => wanted.has(id))) {
      this.#drop(line);
      this.add({ ...line, programTime: to });
    }
  }

  clear(): void {
    this.#lines.length = 0;
    this.#ids.clear();
  }

  /**
   * The last lines whose picture is there at a programme time, in the order they are read in, and
   * our own. Without a time all are.
   */
  upTo(programTime: number | null): Line[] {
    if (programTime === null) return this.#lines.slice(-SHOWN_AT_MOST);
    const end = this.#placeAfter(programTime, Number.POSITIVE_INFINITY);
    const early = this.#lines.slice(end).filter(({ id }) => this.#own.has(id));
    return [...this.#lines.slice(Math.max(0, end - SHOWN_AT_MOST), end), ...early];
  }

  /** Where a line of this time and number belongs: after all that are not later. */
  #placeAfter(programTime: number, offset: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = this.#lines[middle];
      if (!line || isLater(line, programTime, offset)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #drop(line: Line | undefined): void {
    if (!line) return;
    this.#lines.splice(this.#lines.indexOf(line), 1);
    this.#ids.delete(line.id);
  }
}

function isLater(line: Line, programTime: number, offset: number): boolean {
  if (line.programTime !== programTime) return line.programTime > programTime;
  return line.offset > offset;
}
