/** What a question asks, in words. */

import type { GameState, SideName } from "./game-state";
import type { Question } from "./truth";

export interface Wording {
  /** What is wrong. */
  title: string;
  /** What the feed says, and what is on air where the two can be compared. */
  says: string;
  stands: string;
  /** What stands is a clock, which has gone on since. */
  isClock: boolean;
  /** What the two answers do. */
  take: string;
  keep: string;
}

const HAPPENING = /^([a-z_]+) (home|away)\b *(.*)$/;

/** A question as operators read it, with the sides as the state names them. */
export function wordingOf(question: Question, state: GameState | null): Wording {
  const { kind, field, feed, says, stands } = question;
  const isClock = field === "clock";
  const ours = { says, stands, isClock, take: `Take ${feed}’s`, keep: "Keep ours" };
  switch (kind) {
    case "unconfirmed": {
      const title = `${happening(stands, state)} is not confirmed by ${feed}`;
      return { title, says, stands: "", isClock, take: "Take it back", keep: "It stands" };
    }
    case "taken_back": {
      const title = `${feed} takes back: ${happening(stands, state)}`;
      return { title, says, stands: "", isClock, take: "Take it back", keep: "It stands" };
    }
    case "clock":
      return { ...ours, title: `${feed} has another clock than was set by hand` };
    case "jump":
      return { ...ours, title: `The ${field} of ${feed} jumps` };
    case "disputed":
      return { ...ours, title: `${feed} has another ${field}` };
  }
}

/** "goal home No. 9 12'" as people read it. */
function happening(told: string, state: GameState | null): string {
  const [, what, side, rest] = HAPPENING.exec(told) ?? [];
  if (what === undefined || !isSide(side)) return told;
  const name = state?.[side].name ?? side;
  return `${what.toUpperCase()} ${name}${rest ? ` · ${rest.replace(/'$/, "′")}` : ""}`;
}

function isSide(word: string | undefined): word is SideName {
  return word === "home" || word === "away";
}
