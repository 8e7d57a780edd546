/** Fields held by hand: which there are, what they take, and how they are read. */

import { isBody, numberOf, sentence, textOf } from "../fields";
import { clockOf, PHASES, type GameState, type SideName } from "./game-state";
import type { Hold } from "./truth";

export type HoldKind = "clock" | "count" | "flag" | "phase" | "text";

export interface Holdable {
  field: string;
  kind: HoldKind;
  most: number;
}

/** What is typed of a value: of each kind the part it needs. */
export interface Typed {
  count: number | null;
  text: string;
  isRunning: boolean;
}

const SCORE_AT_MOST = 999;
const NAME_AT_MOST = 60;
const SHORT_AT_MOST = 5;

/** What is said of a hold that no rule made. */
export const BY_HAND = "held by hand";

/** Those operators need most; the API takes more. */
export const HOLDABLE: readonly Holdable[] = [
  { field: "home.score", kind: "count", most: SCORE_AT_MOST },
  { field: "away.score", kind: "count", most: SCORE_AT_MOST },
  { field: "clock", kind: "clock", most: 9 },
  { field: "clock.hidden", kind: "flag", most: 0 },
  { field: "phase", kind: "phase", most: 0 },
  { field: "period", kind: "count", most: 99 },
  { field: "added_minutes", kind: "count", most: 99 },
  { field: "home.name", kind: "text", most: NAME_AT_MOST },
  { field: "away.name", kind: "text", most: NAME_AT_MOST },
  { field: "home.short", kind: "text", most: SHORT_AT_MOST },
  { field: "away.short", kind: "text", most: SHORT_AT_MOST },
];

const OF_SIDES: Record<string, string> = {
  score: "Score",
  shootout: "Shoot-out",
  yellow_cards: "Yellow cards",
  red_cards: "Red cards",
  name: "Name",
  short: "Letters",
  color: "Colour",
};
const OF_MATCH: Record<string, string> = {
  "clock.hidden": "Clock hidden",
  added_minutes: "Added time",
};

/** What is held reads so where it would else bear the name it is held at. */
const NAMES: readonly string[] = ["name", "short"];

/** A field as operators read it, with the sides as the state names them. */
export function titleOf(field: string, state: GameState | null): string {
  const [first = "", ...rest] = field.split(".");
  const name = rest.join(".");
  if (first === "stats") return `Statistic ${name}`;
  if (!isSide(first)) return OF_MATCH[field] ?? sentence(field);
  const side = NAMES.includes(name) ? `the ${first} side` : (state?.[first].name ?? `the ${first} side`);
  return `${OF_SIDES[name] ?? sentence(name)} of ${side}`;
}

/** What is held, in words; by a rule: what that does, and why. */
export function holdTitle({ field, isByRule }: Pick<Hold, "field" | "isByRule">, state: GameState | null): string {
  if (isByRule && field === "clock.hidden") return "Hidden: nobody knows the clock";
  return titleOf(field, state) + (isByRule ? " (by a rule)" : "");
}

/** What a field is held at, in words; nothing where the field says it all. */
export function heldAt({ field, value }: Pick<Hold, "field" | "value">): string {
  if (field === "clock.hidden") return value === true ? "" : "no";
  if (field === "phase") return PHASES[textOf(value)] ?? sentence(textOf(value));
  if (isBody(value)) {
    if ("clock" in value) return `${textOf(value["clock"])}, ${value["running"] === false ? "stopped" : "running"}`;
    return `${numberOf(value["home"])}–${numberOf(value["away"])}`;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "none";
}

/** Who holds one of these fields as of a moment at the venue (ms since 1970); nothing where nobody does. */
export function heldBy(holds: readonly Hold[], fields: readonly string[], at: number): string {
  const held = holds.filter(
    ({ field, since, until }) => fields.includes(field) && since <= at && (until === null || at < until),
  );
  const [first] = held;
  if (!first) return "";
  return held.every(({ isByRule }) => isByRule) ? holdTitle(first, null) : BY_HAND;
}

/** A field's value as it is now, to be held or changed. */
export function presentOf({ field, kind }: Holdable, state: GameState | null): Typed {
  const present = state && readOf(field, state);
  return {
    count: typeof present === "number" ? present : kind === "count" ? 0 : null,
    text: typeof present === "string" ? present : "",
    isRunning: state?.isRunning ?? true,
  };
}

function readOf(field: string, state: GameState): number | string | null {
  const [first = "", name] = field.split(".");
  if (isSide(first)) return name === "score" || name === "name" || name === "short" ? state[first][name] : null;
  const read: Record<string, number | string | null> = {
    clock: clockOf(state),
    phase: state.phase,
    period: state.period,
    added_minutes: state.addedMinutes,
  };
  return read[field] ?? null;
}

/** What a field is to be held at; undefined while what is typed says none. */
export function valueOf({ kind }: Holdable, { count, text, isRunning }: Typed): unknown {
  switch (kind) {
    case "count":
      return count ?? undefined;
    case "flag":
      return true;
    case "clock": {
      const clock = clockTyped(text);
      return clock === null ? undefined : { clock, running: isRunning };
    }
    case "phase":
    case "text":
      return text.trim() || undefined;
  }
}

/** 12:34 of what is typed of it, be it 1234 or 12.34; null where it is none. */
export function clockTyped(text: string): string | null {
  const [, minutes = "0", seconds = ""] = /^\s*(\d{0,3}?)[:.]?(\d{2})\s*$/.exec(text) ?? [];
  if (!seconds || Number(seconds) > 59) return null;
  return `${(minutes || "0").padStart(2, "0")}:${seconds}`;
}

/** When a hold for so many minutes ends, of the picture being composed; nothing for ever. */
export function untilOf(minutes: number | null, state: GameState | null, serverTime: number): { until?: string } {
  if (minutes === null) return {};
  const from = state?.contentTime ?? serverTime;
  return { until: new Date(from + minutes * 60_000).toISOString() };
}

/** Phases to choose from, in words. */
export function phases(): [phase: string, title: string][] {
  return Object.entries(PHASES);
}

function isSide(word: string): word is SideName {
  return word === "home" || word === "away";
}
