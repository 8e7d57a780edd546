/** The game states of the last frames asked for, which say what an earlier frame shows. */

import type { GameState } from "./game-state";

const KEPT = 60;

interface Sample {
  state: GameState;
  /** When its frame is aired, ms since 1970. */
  aired: number;
}

export class History {
  #samples: Sample[] = [];

  /** The state of a frame aired at `aired` (ms since 1970), later than all before. */
  add(state: GameState, aired: number): void {
    const last = this.#samples.at(-1);
    if (last && aired <= last.aired) this.#samples = [];
    this.#samples = [...this.#samples, { state, aired }].slice(-KEPT);
  }

  clear(): void {
    this.#samples = [];
  }

  /**
   * The state a frame shows, from one before it and one after it that agree; null where they do
   * not. To ask the server for the past costs the programme more than asking for the present.
   */
  at(programTime: number): GameState | null {
    const next = this.#samples.findIndex(({ aired }) => aired > programTime);
    const [before, after] = [this.#samples[next - 1], this.#samples[next]];
    if (!before || !after || said(before.state) !== said(after.state)) return null;
    const { clockMs, isRunning } = before.state;
    const passed = isRunning ? programTime - before.aired : 0;
    return { ...before.state, clockMs: clockMs === null ? null : clockMs + passed };
  }
}

/** All of a state that does not change by itself. */
function said({ phase, isRunning, clockMs, addedMinutes, home, away }: GameState): string {
  return JSON.stringify([phase, isRunning, isRunning || clockMs, addedMinutes, home, away]);
}
