/** What is true, as the control API tells it: who says what, what is asked, what is held. */

import { bodiesOf, isBody, sentence, textOf, timeOf, type Body } from "../fields";

export type Confidence = "agreed" | "disputed" | "hand" | "single" | "stale";
export type Kind = "clock" | "disputed" | "jump" | "taken_back" | "unconfirmed";

/** A part of the state: its value in words, who says so, and what each feed says of it. */
export interface Known {
  field: string;
  value: string;
  source: string;
  confidence: Confidence;
  /** When its source was last heard, ms since 1970. */
  heardAt: number;
  voices: { feed: string; says: string }[];
}

/** What only a person can decide; `since` in ms since 1970. */
export interface Question {
  id: string;
  kind: Kind;
  field: string;
  feed: string;
  says: string;
  stands: string;
  since: number;
}

/** A field that is held; event times, ms since 1970. */
export interface Hold {
  field: string;
  value: unknown;
  since: number;
  until: number | null;
  /** Nobody holds it by hand: a rule of the server does. */
  isByRule: boolean;
}

export interface Truth {
  known: Known[];
  questions: Question[];
  holds: Hold[];
}

/** Who says so where an operator did. */
export const HAND = "hand";

const CONFIDENCES: readonly string[] = ["agreed", "disputed", "hand", "single", "stale"];
const KINDS: readonly string[] = ["clock", "disputed", "jump", "taken_back", "unconfirmed"];
const TITLES: Record<string, string> = { players: "Line-ups", stats: "Statistics" };
const CARDS = /^(\d+)\/(\d+) – (\d+)\/(\d+)$/;
const MINUTE_MS = 60_000;

/** The truth of its body; null where it is none. */
export function truthOf(body: unknown): Truth | null {
  if (!isBody(body)) return null;
  return {
    known: bodiesOf(body["fields"]).flatMap((one) => knownOf(one) ?? []),
    questions: bodiesOf(body["questions"]).flatMap((one) => questionOf(one) ?? []),
    holds: bodiesOf(body["overrides"]).flatMap((one) => holdOf(one) ?? []),
  };
}

/** A field as people read it. */
export function fieldTitle(field: string): string {
  return TITLES[field] ?? sentence(field);
}

/** What is said of a field, as people read it; it may be too much for a line. */
export function saidOf(field: string, said: string): string {
  const [, yellow, red, yellows, reds] = (field === "cards" ? CARDS.exec(said) : null) ?? [];
  return reds === undefined ? said || "told" : `yellow ${yellow}–${yellows}, red ${red}–${reds}`;
}

/** How long, as it is said in passing: 4 s, 3 min, 2 h. */
export function lengthOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round((seconds * 1000) / MINUTE_MS);
  return minutes < 100 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Who says so and when they were heard, at a moment (ms since 1970). */
export function sourceOf({ source, confidence, heardAt }: Known, now: number): string {
  const length = lengthOf(now - heardAt);
  if (source === HAND) return `by hand, ${length} ago`;
  return confidence === "stale" ? `${source}, not heard for ${length}` : `${source}, heard ${length} ago`;
}

function knownOf(body: Body): Known | null {
  const { confidence } = body;
  const [field, heardAt] = [textOf(body["field"]), timeOf(body["heard_at"])];
  if (!field || heardAt === null || !isConfidence(confidence)) return null;
  return {
    field,
    value: textOf(body["value"]),
    source: textOf(body["source"]),
    confidence,
    heardAt,
    voices: bodiesOf(body["voices"]).map(({ feed, says }) => ({ feed: textOf(feed), says: textOf(says) })),
  };
}

function questionOf(body: Body): Question | null {
  const { kind } = body;
  const [id, since] = [textOf(body["id"]), timeOf(body["since"])];
  if (!id || since === null || !isKind(kind)) return null;
  const [field, feed] = [textOf(body["field"]), textOf(body["feed"])];
  return { id, kind, field, feed, says: textOf(body["says"]), stands: textOf(body["stands"]), since };
}

function holdOf(body: Body): Hold | null {
  const [field, since] = [textOf(body["field"]), timeOf(body["since"])];
  if (!field || since === null) return null;
  return { field, value: body["value"], since, until: timeOf(body["until"]), isByRule: body["by_rule"] === true };
}

function isConfidence(value: unknown): value is Confidence {
  return typeof value === "string" && CONFIDENCES.includes(value);
}

function isKind(value: unknown): value is Kind {
  return typeof value === "string" && KINDS.includes(value);
}
