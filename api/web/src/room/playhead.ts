/** Tells the room where the viewer's picture is: every few seconds, and at once where it jumps. */

const EVERY_MS = 5000;
const JUMP_MS = 1000;

export interface Heartbeat {
  programTime: number;
  rate: number;
}

export class Playhead {
  #told: (Heartbeat & { at: number }) | null = null;

  /** Forget what was told: somebody new is to be told. */
  reset(): void {
    this.#told = null;
  }

  /** What is to be told at a moment of performance.now(); null where it goes on as it was told. */
  next(programTime: number, rate: number, now: number): Heartbeat | null {
    const told = this.#told;
    if (told && now - told.at < EVERY_MS && told.rate === rate) {
      const expected = told.programTime + (now - told.at) * rate;
      if (Math.abs(programTime - expected) < JUMP_MS) return null;
    }
    this.#told = { programTime, rate, at: now };
    return { programTime, rate };
  }
}

/** A programme time as messages have it. */
export function timed(programTime: number | null): Record<string, string> {
  return programTime === null ? {} : { program_time: new Date(programTime).toISOString() };
}
