/** The game state as the control API gives it, and how operators read it. */

import { bodiesOf, isBody, numberOf, numberOrNull, textOf, timeOf, type Body } from "../fields";

export type SideName = "away" | "home";

export interface Side {
  name: string;
  short: string;
  color: string | null;
  score: number;
}

export interface GameState {
  /** The frame it is of, and the moment at the venue that shows, ms since 1970. */
  frame: number;
  contentTime: number;
  phase: string;
  period: number | null;
  clockMs: number | null;
  isRunning: boolean;
  addedMinutes: number | null;
  home: Side;
  away: Side;
}

/** Phases in words. */
export const PHASES: Record<string, string> = {
  pre_match: "Before the match",
  first_half: "First half",
  half_time: "Half-time",
  second_half: "Second half",
  full_time: "Full time",
  extra_first_half: "Extra time, first half",
  extra_half_time: "Extra time, interval",
  extra_second_half: "Extra time, second half",
  after_extra_time: "After extra time",
  shoot_out: "Shoot-out",
  after_shoot_out: "After the shoot-out",
  playing: "Playing",
  break: "Break",
};
/** A period's last minute; what is scored in added time is of it. */
const LAST_MINUTES: Record<string, number> = {
  first_half: 45,
  second_half: 90,
  extra_first_half: 105,
  extra_second_half: 120,
};

/** A state of its body; null where it is none. */
export function stateOf(body: unknown): GameState | null {
  if (!isBody(body) || !isBody(body["sides"])) return null;
  const contentTime = timeOf(body["content_time"]);
  const [home, away] = [sideOf(body["sides"]["home"]), sideOf(body["sides"]["away"])];
  if (contentTime === null || !home || !away) return null;
  const clock = numberOrNull(body["clock_us"]);
  return {
    frame: numberOf(body["frame"]),
    contentTime,
    phase: textOf(body["phase"]),
    period: numberOrNull(body["period"]),
    clockMs: clock === null ? null : clock / 1000,
    isRunning: body["is_running"] === true,
    addedMinutes: numberOrNull(body["added_minutes"]),
    home,
    away,
  };
}

/** Where the match stands, in words. */
export function phaseOf({ phase }: GameState): string {
  return PHASES[phase] ?? phase.replaceAll("_", " ");
}

/** The clock, MM:SS, so many ms after the state's own moment; nothing where there is none. */
export function clockOf({ clockMs, isRunning }: GameState, laterMs = 0): string {
  if (clockMs === null) return "";
  const seconds = Math.floor(Math.max(0, clockMs + (isRunning ? laterMs : 0)) / 1000);
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** The minute of play, as goals bear it; null while nothing is played. */
export function minuteOf({ clockMs, phase }: GameState): number | null {
  const last = LAST_MINUTES[phase];
  if (clockMs === null || last === undefined) return null;
  return Math.min(last, Math.floor(clockMs / 60_000) + 1);
}

/** What a side is called where there is little room. */
export function shortOf({ short, name }: Side): string {
  return short || name.slice(0, 3).toUpperCase();
}

function sideOf(body: unknown): Side | null {
  const [side] = bodiesOf([body]);
  return side ? { ...named(side), score: numberOf(side["score"]) } : null;
}

function named(side: Body): Omit<Side, "score"> {
  const color = textOf(side["color"]);
  return { name: textOf(side["name"]), short: textOf(side["short"]), color: color || null };
}
