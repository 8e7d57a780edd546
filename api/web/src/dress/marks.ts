/** What a person marks on a clip, and the facts it comes to. Times are seconds of the clip. */

export type Side = "home" | "away";

export interface Team {
  name: string;
  short: string;
  color: string;
  /** Goals before the clip begins. */
  before: number;
}

export interface Goal {
  id: number;
  time: number;
  side: Side;
  player: string;
  minute: string;
  /** When it was taken back, if it was. */
  annulled: number | null;
}

/** The match clock read so much at that time of the clip. */
export interface Reading {
  time: number;
  text: string;
  half: 1 | 2;
}

export interface Sheet {
  home: Team;
  away: Team;
  clock: Reading;
  goals: Goal[];
}

type Fact = Record<string, unknown>;

const MICROSECONDS = 1_000_000;

export function emptySheet(): Sheet {
  return {
    home: { name: "", short: "", color: "#1a56db", before: 0 },
    away: { name: "", short: "", color: "#d62839", before: 0 },
    clock: { time: 0, text: "00:00", half: 1 },
    goals: [],
  };
}

/** Seconds of a match clock such as 6:10 or 45:00; null where it is none. */
export function readingOf(text: string): number | null {
  const found = /^\s*(\d{1,3}):([0-5]\d)\s*$/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/** Seconds of a time of the clip such as 0:08.40, 8.4 or 1:02:03; null where it is none. */
export function timeOf(text: string): number | null {
  const found = /^\s*(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d*)?)\s*$/.exec(text);
  if (!found) return null;
  const [hours, minutes, seconds] = [found[1], found[2], found[3]].map((part) => Number(part ?? 0));
  return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** 0:08.40 of seconds, cut off to the hundredth. */
export function timeText(seconds: number): string {
  const hundredths = Math.floor(Math.max(0, seconds) * 100 + 1e-6);
  const minutes = Math.floor(hundredths / 6000);
  const rest = (hundredths % 6000) / 100;
  return `${minutes}:${rest.toFixed(2).padStart(5, "0")}`;
}

/** The minute a goal at that time is counted in; null where the clock cannot be read. */
export function minuteAt(clock: Reading, time: number): number | null {
  const reading = readingOf(clock.text);
  if (reading === null) return null;
  return Math.max(1, Math.floor(Math.max(0, reading + time - clock.time) / 60) + 1);
}

/** The score at a time, as the bug will show it. */
export function scoreAt(sheet: Sheet, time: number): Record<Side, number> {
  const score = { home: sheet.home.before, away: sheet.away.before };
  for (const goal of sheet.goals)
    if (goal.time <= time && !(goal.annulled !== null && goal.annulled <= time))
      score[goal.side] += 1;
  return score;
}

/** The match clock at a time, as the bug will show it: MM:SS, or PRE before it runs. */
export function clockAt(clock: Reading, time: number): string {
  const reading = readingOf(clock.text);
  if (reading === null) return "–";
  const seconds = Math.floor(reading + time - clock.time + 1e-6);
  if (seconds < 0) return "PRE";
  return [seconds / 60, seconds % 60].map((n) => String(Math.floor(n)).padStart(2, "0")).join(":");
}

/** The letters for the bug: those given, else the name's first three. */
export function shortOf(team: Team, side: Side): string {
  const letters = (team.name.match(/[\p{L}\p{N}]/gu) ?? []).slice(0, 3);
  return (team.short.trim() || letters.join("") || side).toUpperCase();
}

/** What is not right yet, in a sentence; null where all is. */
export function wrongWith(sheet: Sheet): string | null {
  if (readingOf(sheet.clock.text) === null) return "The match clock reads like 12:34.";
  for (const goal of sheet.goals) {
    if (!/^\d{0,3}$/.test(goal.minute.trim())) return "A goal's minute is a number, such as 67.";
    if (goal.annulled !== null && goal.annulled <= goal.time)
      return "A goal is taken back after it was scored, not before.";
  }
  return null;
}

/**
 * The facts in the order they happened. A time is that of the frame nearest to it, so that a goal
 * shows on the very frame it was marked on.
 */
export function factsOf(sheet: Sheet, rate: number): Fact[] {
  const at = (time: number): number =>
    Math.floor((Math.max(0, Math.round(time * rate)) / rate) * MICROSECONDS + 1e-3) / MICROSECONDS;
  const timed: Fact[] = [clockFact(sheet.clock, at)];
  const goals = [...sheet.goals].sort((one, other) => one.time - other.time);
  for (const [place, goal] of goals.entries()) {
    const id = `goal-${place + 1}`;
    timed.push({ t: at(goal.time), type: "goal", id, side: goal.side, ...detailsOf(goal, sheet) });
    if (goal.annulled !== null)
      timed.push({ t: at(goal.annulled), type: "retraction", retracts: id, reason: "VAR" });
  }
  timed.sort((one, other) => Number(one["t"]) - Number(other["t"]));
  return [...beginning(sheet), ...timed];
}

function beginning(sheet: Sheet): Fact[] {
  const { home, away } = sheet;
  const match = { t: 0, type: "match", home: teamFact(home), away: teamFact(away) };
  if (!home.before && !away.before) return [match];
  return [match, { t: 0, type: "correction", home: home.before, away: away.before }];
}

function teamFact(team: Team): Fact {
  const short = team.short.trim();
  return { name: team.name.trim() || short || "?", ...(short && { short }), color: team.color };
}

function detailsOf(goal: Goal, sheet: Sheet): Fact {
  const player = goal.player.trim();
  const minute = goal.minute.trim() ? Number(goal.minute) : minuteAt(sheet.clock, goal.time);
  return { ...(player && { player }), ...(minute !== null && { minute }) };
}

/** The clock from the clip's first frame on, or from where it begins to run. */
function clockFact({ time, text, half }: Reading, at: (time: number) => number): Fact {
  const read = (readingOf(text) ?? 0) * MICROSECONDS;
  const first = read - Math.round(at(time) * MICROSECONDS);
  const [t, value] = first >= 0 ? [0, first] : [at(time), read];
  const [minutes, rest] = [Math.floor(value / 60 / MICROSECONDS), value % (60 * MICROSECONDS)];
  const seconds = (rest / MICROSECONDS).toFixed(6).padStart(9, "0").replace(/\.?0+$/, "");
  const clock = `${String(minutes).padStart(2, "0")}:${seconds}`;
  return { t, type: "clock_set", clock, period: half };
}
