/** The server's wall clock as this page knows it; the device's own clock is never trusted. */

import type { ClockSample } from "./channel";

/** A sample grows this much worse a millisecond, as two quartz clocks drift apart. */
const DRIFT = 50e-6;

export class ServerClock {
  #offset: number;
  #error = Number.POSITIVE_INFINITY;
  #at = 0;

  /** `offset` is what to add to `performance.now()` until the server has said its time. */
  constructor(offset: number = Date.now() - performance.now()) {
    this.#offset = offset;
  }

  /** Take a sample if it is better than what the last good one is worth by now. */
  add(sample: ClockSample): void {
    const error = (sample.heardAt - sample.askedAt) / 2;
    if (error > this.#error + (sample.heardAt - this.#at) * DRIFT) return;
    this.#offset = sample.serverTime - (sample.askedAt + sample.heardAt) / 2;
    this.#error = error;
    this.#at = sample.heardAt;
  }

  /** Milliseconds since 1970 at a moment of `performance.now()`. */
  at(moment: number): number {
    return this.#offset + moment;
  }
}
