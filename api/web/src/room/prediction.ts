/** Predictions as a room tells of them; each telling counts once its picture is there. */

import { bodiesOf, type Body, isBody, numberOf, textOf, timeOf } from "../fields";

export interface Outcome {
  id: string;
  title: string;
}

export interface Totals {
  points: number;
  picks: number;
}

/** What was told of a prediction; `programTime` is that of the picture it may be known from. */
export type Told = { prediction: string; programTime: number } & (
  | { kind: "opened"; question: string; outcomes: readonly Outcome[]; locksAt: number | null }
  | { kind: "locked"; isReviewed: boolean }
  | { kind: "resolved"; outcome: string }
  | { kind: "voided"; reason: string | null }
  | { kind: "updated"; picks: number; totals: Record<string, Totals>; isPaid: boolean }
  | { kind: "paid"; points: number; paid: number }
);

export interface Stake {
  prediction: string;
  outcome: string;
  stake: number;
}

/** A prediction as it stands at a picture. */
export interface Prediction {
  id: string;
  question: string;
  outcomes: readonly Outcome[];
  stage: "open" | "locked" | "reviewed" | "resolved" | "voided";
  opensAt: number;
  /** Programme time of the lock, ms; null where it is not known yet. */
  locksAt: number | null;
  outcome: string | null;
  reason: string | null;
  picks: number;
  totals: Record<string, Totals>;
  /** What this viewer was paid; null while that is to come. */
  paid: number | null;
  changedAt: number;
}

const HELD_AT_MOST = 200;

/** What was told, in the order of the pictures. */
export class Ballot {
  readonly #told: Told[] = [];

  /** Take a telling in; one that was told before takes the earlier one's place. */
  add(told: Told): void {
    const same = this.#told.findIndex((one) => isSame(one, told));
    if (same >= 0) this.#told.splice(same, 1);
    const place = this.#told.findLastIndex((one) => one.programTime <= told.programTime);
    this.#told.splice(place + 1, 0, told);
    if (this.#told.length > HELD_AT_MOST) this.#told.shift();
  }

  /** The prediction opened last at a programme time. */
  at(programTime: number): Prediction | null {
    const found = this.#told
      .filter((told) => told.programTime <= programTime)
      .reduce<Prediction | null>(folded, null);
    const isDue = found?.stage === "open" && (found.locksAt ?? programTime + 1) <= programTime;
    return found && isDue ? { ...found, stage: "locked" } : found;
  }
}

/** What a frame's event tells of a prediction; null for any other. */
export function toldOf(body: Body): Told | null {
  const { type, prediction } = body;
  if (typeof type !== "string" || typeof prediction !== "string") return null;
  const time = timeOf(body["program_time"]);
  const about = { prediction, programTime: time ?? Number.NEGATIVE_INFINITY };
  switch (type) {
    case "prediction.opened":
      return {
        ...about,
        kind: "opened",
        question: textOf(body["question"]),
        outcomes: bodiesOf(body["outcomes"]).map(({ id, title }) => ({ id: textOf(id), title: textOf(title) })),
        locksAt: timeOf(body["locks_at"]),
      };
    case "prediction.locked":
      return { ...about, kind: "locked", isReviewed: body["is_reviewed"] === true };
    case "prediction.resolved":
      return { ...about, kind: "resolved", outcome: textOf(body["outcome"]) };
    case "prediction.voided":
      return { ...about, kind: "voided", reason: textOf(body["reason"]) || null };
    case "prediction.updated":
      return {
        ...about,
        kind: "updated",
        picks: numberOf(body["picks"]),
        totals: totalsOf(body["totals"]),
        isPaid: body["is_paid"] === true,
      };
    case "points":
      return { ...about, kind: "paid", points: numberOf(body["points"]), paid: numberOf(body["paid"]) };
    default:
      return null;
  }
}

/** The stakes a `points` event tells of. */
export function stakesOf(body: Body): Stake[] | null {
  if (!Array.isArray(body["picks"])) return null;
  return bodiesOf(body["picks"]).map((one) => ({
    prediction: textOf(one["prediction"]),
    outcome: textOf(one["outcome"]),
    stake: numberOf(one["stake"]),
  }));
}

function folded(found: Prediction | null, told: Told): Prediction | null {
  if (told.kind === "opened") return opened(told);
  return found?.id === told.prediction ? after(found, told) : found;
}

function opened(told: Told & { kind: "opened" }): Prediction {
  return {
    id: told.prediction,
    question: told.question,
    outcomes: told.outcomes,
    stage: "open",
    opensAt: told.programTime,
    locksAt: told.locksAt,
    outcome: null,
    reason: null,
    picks: 0,
    totals: {},
    paid: null,
    changedAt: told.programTime,
  };
}

function after(one: Prediction, told: Told): Prediction {
  const changed = { ...one, changedAt: told.programTime };
  switch (told.kind) {
    case "opened":
      return one;
    case "locked":
      if (!told.isReviewed) return { ...changed, stage: "locked", locksAt: told.programTime };
      return { ...changed, stage: "reviewed", outcome: null, paid: null };
    case "resolved":
      return { ...changed, stage: "resolved", outcome: told.outcome, paid: null };
    case "voided":
      return { ...changed, stage: "voided", outcome: null, reason: told.reason };
    case "updated":
      return { ...one, picks: told.picks, totals: told.totals };
    case "paid":
      return { ...one, paid: told.paid };
  }
}

/** Whether one telling takes the place of another: there is one count, and one of each step. */
function isSame(one: Told, other: Told): boolean {
  if (one.kind !== other.kind || one.prediction !== other.prediction) return false;
  return one.kind === "updated" || one.kind === "paid" || one.programTime === other.programTime;
}

function totalsOf(value: unknown): Record<string, Totals> {
  if (!isBody(value)) return {};
  const found = Object.entries(value).filter(([, one]) => isBody(one)) as [string, Body][];
  return Object.fromEntries(
    found.map(([id, one]) => [id, { points: numberOf(one["points"]), picks: numberOf(one["picks"]) }]),
  );
}
