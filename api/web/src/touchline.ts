/** `window.touchline`: what embedders and tests may ask the player. */

import type { Player, Stats } from "./player.svelte";

export interface Touchline {
  /** Programme time of the frame on screen, ms since 1970; null before the first frame. */
  programTime(): number | null;
  /** Content time of the frame on screen, ms since 1970; null before the first frame. */
  contentTime(): number | null;
  stats(): Stats;
}

declare global {
  interface Window {
    touchline?: Touchline;
  }
}

/** Put it there. */
export function offer(player: Player): void {
  window.touchline = {
    programTime: () => player.programTime(),
    contentTime: () => player.contentTime(),
    stats: () => player.stats(),
  };
}
