/** How fast to play in order to stay at the live position without starving. */

/** Seconds: how far behind the live edge we are and want to be, and what is loaded ahead. */
export interface Distance {
  latency: number;
  target: number;
  buffer: number;
}

const SLOWER = 0.97;
const FASTER = 1.04;
const FASTEST = 1.08;
/** Catching up begins beyond the first and ends within the second, so that the rate is calm. */
const BEGIN = 0.12;
const ENOUGH = 0.03;
/** Beyond this, faster still, until half of it is made good. */
const FAR = 0.5;
/** Playing faster begins with so much loaded, and ends where it would risk a stall. */
const SAFE_BUFFER = 0.6;
const SCARCE_BUFFER = 0.35;
/** Farther behind than this a jump is kinder than minutes of fast motion. */
const JUMP = 2.5;

/** The playback rate that brings us to the target, given the rate we play at. */
export function paceFor({ latency, target, buffer }: Distance, rate: number): number {
  const behind = latency - target;
  if (behind < (rate < 1 ? -ENOUGH : -BEGIN)) return SLOWER;
  const isFast = rate > 1;
  const isWorthIt = behind > (isFast ? ENOUGH : BEGIN);
  const isSafe = buffer >= (isFast ? SCARCE_BUFFER : SAFE_BUFFER);
  if (!isWorthIt || !isSafe) return 1;
  return behind > (rate === FASTEST ? FAR / 2 : FAR) ? FASTEST : FASTER;
}

/** Whether a viewer who wants to be live is so far off that we should jump there. */
export function mustJump({ latency, target }: Distance): boolean {
  return latency - target > JUMP;
}

/** Whether a viewer is as good as live. */
export function isLive({ latency, target }: Distance): boolean {
  return latency - target < 0.75;
}

const REMEMBERED_MS = 60_000;
const MORE_A_STALL = 0.3;
const MOST = 1.5;

/** Stays farther from the edge for a while after stalls; then dares again. */
export class Caution {
  #stalls: number[] = [];

  /** The picture stopped by itself, at a moment in ms. */
  stalled(now: number): void {
    this.#stalls.push(now);
  }

  /** How much farther behind to stay, in seconds. */
  at(now: number): number {
    this.#stalls = this.#stalls.filter((moment) => now - moment < REMEMBERED_MS);
    return Math.min(MOST, this.#stalls.length * MORE_A_STALL);
  }
}
