/** Counts what a side gives away: changes of the score, and lines, before their picture. */

/** A frame says its time to the millisecond; it is on screen for forty. */
const ROUNDING = 10;
const FRAMES_KEPT = 500;

/** What happened when, and which of it the sets of a side speak of, by their frames. */
export class Known {
  readonly #happened = new Map<string, number>();
  readonly #told = new Map<number, readonly string[]>();

  /** These happened at these programme times (ms). */
  happened(changes: ReadonlyMap<string, number>): void {
    for (const [id, at] of changes) this.#happened.set(id, at);
  }

  /** When it happened; undefined where nobody has said. */
  time(id: string): number | undefined {
    return this.#happened.get(id);
  }

  /** The set of a frame speaks of these; what is long over is forgotten. */
  tell(frame: number, told: readonly string[]): void {
    this.#told.set(frame, told);
    for (const known of this.#told.keys()) if (known < frame - FRAMES_KEPT) this.#told.delete(known);
  }

  told(frame: number): readonly string[] | undefined {
    return this.#told.get(frame);
  }

  /** Forget what was told; what happened has happened. */
  clear(): void {
    this.#told.clear();
  }
}

/** A goal or annulment as it came up: how long before its picture (ms); negative is after it. */
export interface News {
  id: string;
  early: number;
}

export class Tally {
  early = 0;
  changes = 0;
  spoiled = 0;
  lines = 0;
  #told = new Set<string>();
  #read = new Set<string>();
  #isBegun = false;

  /** Count from nothing; what is told and read already counts only where it is early. */
  begin(): void {
    this.early = this.changes = this.spoiled = this.lines = 0;
    this.#told.clear();
    this.#isBegun = false;
  }

  /** The score on screen speaks of these, with this picture; returns what is new of it. */
  sees(told: readonly string[], known: Known, picture: number): News[] {
    const fresh = told.filter((id) => !this.#told.has(id));
    const isFirst = !this.#isBegun;
    this.#isBegun = true;
    for (const id of fresh) this.#told.add(id);
    const news = fresh.map((id) => ({ id, early: (known.time(id) ?? picture) - picture }));
    const counted = news.filter(({ early }) => !isFirst || early > ROUNDING);
    this.changes += counted.length;
    this.early += counted.filter(({ early }) => early > ROUNDING).length;
    return counted;
  }

  /** A line is on screen, with this picture; `isOld`: it was said before we came. */
  reads(id: string, programTime: number, picture: number, isOld = false): boolean {
    if (this.#read.has(id)) return false;
    this.#read.add(id);
    if (isOld) return false;
    const isSpoiled = programTime > picture + ROUNDING;
    this.lines += 1;
    this.spoiled += isSpoiled ? 1 : 0;
    return isSpoiled;
  }
}

/** What came up and how it was timed, for people. */
export function verdict({ id, early }: News): { text: string; kind: "early" | "late" | "right" } {
  const what = id.endsWith("-annulled") ? "VAR" : "GOAL";
  const seconds = (Math.abs(early) / 1000).toFixed(1);
  if (early > ROUNDING) return { text: `${what} shown ${seconds} s early`, kind: "early" };
  if (early < -250) return { text: `${what} shown ${seconds} s late`, kind: "late" };
  return { text: `${what} with its picture`, kind: "right" };
}
