/** A rundown's cues: what they are, what sets them off and what became of them, in words. */

import { bodiesOf, isBody, itemsOf, numberOf, numberOrNull, textOf, timeOf, type Body } from "../fields";
import { timeOfDay } from "../times";
import type { GameState } from "./game-state";
import { textsOf } from "./graphic";

/** Times are ms since 1970, as are those below; a reading of the match clock is as it is written. */
export type Trigger =
  | { when: "after"; cue: string; delay: number; leaves: boolean }
  | { when: "clock"; clock: string; period: number | null }
  | { when: "fact"; fact: Body }
  | { when: "hand" }
  | { when: "program_time"; at: number };

export interface Cue {
  id: string;
  name: string;
  graphic: string;
  fields: Record<string, string>;
  trigger: Trigger;
  notOver: string[];
}

/** A cue, and what became of it. */
export interface Planned extends Cue {
  isOn: boolean;
  /** Whether it would show anything, were it taken now. */
  shows: boolean;
  airedAt: number | null;
  lateUs: number;
  skipped: string;
}

export interface Rundown {
  version: number;
  /** The one that "next" takes. */
  next: string | null;
  canUndo: boolean;
  canRedo: boolean;
  cues: readonly Planned[];
}

/** Less than this is no lateness anyone could see (µs). */
const SEEN_US = 100_000;

export function rundownOf(body: unknown): Rundown | null {
  if (!isBody(body)) return null;
  return {
    version: numberOf(body["version"]),
    next: textOf(body["next"]) || null,
    canUndo: body["can_undo"] === true,
    canRedo: body["can_redo"] === true,
    cues: itemsOf(body).map(plannedOf),
  };
}

function plannedOf(item: Body): Planned {
  return {
    id: textOf(item["id"]),
    name: textOf(item["name"]),
    graphic: textOf(item["graphic"]),
    fields: textsOf(item["fields"]),
    trigger: triggerOf(item["trigger"]),
    notOver: Array.isArray(item["not_over"]) ? item["not_over"].map(textOf) : [],
    isOn: item["is_on"] === true,
    shows: item["shows"] !== false,
    airedAt: timeOf(item["aired_at"]),
    lateUs: numberOf(item["late_us"]),
    skipped: textOf(item["skipped"]),
  };
}

function triggerOf(value: unknown): Trigger {
  const [said = {}] = bodiesOf([value]);
  switch (textOf(said["when"])) {
    case "program_time":
      return { when: "program_time", at: timeOf(said["at"]) ?? 0 };
    case "clock":
      return { when: "clock", clock: textOf(said["clock"]), period: numberOrNull(said["period"]) };
    case "fact":
      return { when: "fact", fact: isBody(said["fact"]) ? said["fact"] : {} };
    case "after": {
      const [cue, delay] = [textOf(said["cue"]), numberOf(said["delay_s"])];
      return { when: "after", cue, delay, leaves: said["leaves"] === true };
    }
    default:
      return { when: "hand" };
  }
}

/** A cue as the server takes it. */
export function coded({ id, name, graphic, fields, trigger, notOver }: Cue): Body {
  return { id, name, graphic, fields, trigger: codedTrigger(trigger), not_over: notOver };
}

function codedTrigger(trigger: Trigger): Body {
  switch (trigger.when) {
    case "hand":
    case "fact":
    case "clock":
      return { ...trigger };
    case "program_time":
      return { when: trigger.when, at: new Date(trigger.at).toISOString() };
    case "after":
      return { when: trigger.when, cue: trigger.cue, delay_s: trigger.delay, leaves: trigger.leaves };
  }
}

/** Whether two say the same, whatever became of them. */
export function isSame(one: Cue, other: Cue): boolean {
  return JSON.stringify(coded(one)) === JSON.stringify(coded(other));
}

/** Facts that commonly set a cue off, in words; `%` stands for a side. */
const FACTS: readonly (readonly [fact: Body, words: string])[] = [
  [{ type: "goal", side: "home" }, "a goal of %"],
  [{ type: "goal", side: "away" }, "a goal of %"],
  [{ type: "goal" }, "any goal"],
  [{ type: "card", side: "home" }, "a card of %"],
  [{ type: "card", side: "away" }, "a card of %"],
  [{ type: "card" }, "any card"],
  [{ type: "substitution", side: "home" }, "a substitution of %"],
  [{ type: "substitution", side: "away" }, "a substitution of %"],
  [{ type: "substitution" }, "any substitution"],
  [{ type: "added_time" }, "added time"],
  [{ type: "period_ended", period: 1 }, "half time (the end of period 1)"],
  [{ type: "period_started", period: 2 }, "the start of period 2"],
  [{ type: "match_ended" }, "full time"],
];

/** The common facts to choose from: each as it is kept in a form, and in words. */
export function factChoices(state: GameState | null): [kept: string, words: string][] {
  return FACTS.map(([fact]) => [keptFact(fact), factWords(fact, state)]);
}

/** A fact as a form keeps it, whatever the order of its keys. */
export function keptFact(fact: Body): string {
  return JSON.stringify(fact, Object.keys(fact).sort());
}

export function factWords(fact: Body, state: GameState | null): string {
  const found = FACTS.find(([one]) => keptFact(one) === keptFact(fact));
  if (!found) return Object.values(fact).map(String).join(", ").replaceAll("_", " ");
  const side = fact["side"];
  const named = side === "home" || side === "away" ? (state?.[side].name ?? `the ${side} side`) : "";
  return found[1].replace("%", () => named);
}

/** What sets a cue off, in words. */
export function triggerWords(trigger: Trigger, cues: readonly Cue[], state: GameState | null): string {
  switch (trigger.when) {
    case "hand":
      return "By hand";
    case "program_time":
      return `At ${timeOfDay(trigger.at)}`;
    case "clock": {
      const period = trigger.period === null ? "" : ` in period ${trigger.period}`;
      return `At ${trigger.clock} on the clock${period}`;
    }
    case "fact":
      return `On ${factWords(trigger.fact, state)}`;
    case "after": {
      const place = cues.findIndex(({ id }) => id === trigger.cue);
      const other = place < 0 ? "another cue" : `${place + 1} ${cues[place]?.name ?? ""}`;
      const delay = trigger.delay ? `${trigger.delay} s after ` : "After ";
      return `${delay}${other}${trigger.leaves ? " has left" : " has come"}`;
    }
  }
}

/** Whether what became of it is not what was meant. */
export function isOdd({ shows, airedAt, lateUs, skipped }: Planned): boolean {
  return skipped !== "" || lateUs >= SEEN_US || (airedAt === null && !shows);
}

/** What became of a cue, in words; nothing while nothing did and all is well. */
export function fateWords({ isOn, shows, airedAt, lateUs, skipped }: Planned, now: number): string {
  if (skipped) return `Skipped: ${skipped}`;
  if (airedAt === null) return shows ? "" : "Nothing to show yet";
  const late = lateUs >= SEEN_US ? `, ${(lateUs / 1e6).toFixed(1)} s late` : "";
  if (airedAt > now) return `Comes at ${timeOfDay(airedAt)}`;
  return `${isOn ? "Since" : "Aired"} ${timeOfDay(airedAt)}${late}`;
}

/** The list with one of it elsewhere. */
export function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const rest = list.filter((_, place) => place !== from);
  const one = list[from];
  return one === undefined ? [...list] : [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** The list without a cue; what followed on it is taken by hand from now on. */
export function without(cues: readonly Cue[], id: string): Cue[] {
  return cues
    .filter((cue) => cue.id !== id)
    .map((cue) =>
      cue.trigger.when === "after" && cue.trigger.cue === id ? { ...cue, trigger: { when: "hand" } } : cue,
    );
}

/** An id that no cue has. */
export function newId(cues: readonly Cue[]): string {
  const numbers = cues.map(({ id }) => Number(/^cue-(\d+)$/.exec(id)?.[1] ?? 0));
  return `cue-${Math.max(0, ...numbers) + 1}`;
}
