/** A feed's offset to the venue, moved by steps on air: what is meant last is what is sent. */

import { signedOf } from "./health";
import type { Desk } from "./desk.svelte";

const KEPT = 50;

export class Offset {
  readonly press;
  /** What it was before each change, the last one last (µs). */
  before = $state.raw<readonly number[]>([]);
  readonly #feed: string;
  readonly #desk: Desk;
  /** What is meant, until the channel says so itself. */
  #meant = $state<number | null>(null);

  constructor(desk: Desk, feed: string) {
    this.#desk = desk;
    this.#feed = feed;
    this.press = desk.press();
  }

  /** As it is, or as it is to be in a moment (µs). */
  get us(): number {
    return this.#meant ?? this.#desk.health?.offsetsUs[this.#feed] ?? 0;
  }

  set(us: number): void {
    if (us === this.us) return;
    this.before = [...this.before, this.us].slice(-KEPT);
    this.#mean(us);
  }

  undo(): void {
    const last = this.before.at(-1);
    if (last === undefined) return;
    this.before = this.before.slice(0, -1);
    this.#mean(last);
  }

  /** The channel says what it is: where that is what was meant, the page goes by the channel again. */
  heard(us: number | undefined): void {
    if (us === this.#meant && this.press.stage !== "sending") this.#meant = null;
  }

  #mean(us: number): void {
    this.#meant = us;
    if (this.press.stage !== "sending") void this.#send();
  }

  async #send(): Promise<void> {
    let sent: number | null = null;
    while (this.#meant !== null && this.#meant !== sent) {
      sent = this.#meant;
      const body = { offsets_us: { [this.#feed]: sent } };
      const told = `${signedOf(sent)} from now on`;
      const isDone = await this.press.send({ method: "PATCH", path: "/timing", body }, () => told);
      if (!isDone) this.#meant = null;
    }
  }
}
