/** Predictions as the control API gives them, and what may be done with one. */

import { bodiesOf, itemsOf, numberOf, textOf, timeOf, type Body } from "../fields";

export type PredictionState = "locked" | "open" | "resolved" | "voided";
export type Mode = "frontier" | "media" | "wall";

/** As the server gave it: it goes back as it came. */
export type Id = number | string;

export interface Outcome {
  id: Id;
  title: string;
  points: number;
  picks: number;
}

export interface Prediction {
  id: Id;
  question: string;
  outcomes: Outcome[];
  mode: string;
  state: PredictionState;
  /** ms since 1970; null where nobody said. */
  locksAt: number | null;
  /** The outcome it is settled on. */
  outcome: Id | null;
}

export const OUTCOMES_AT_LEAST = 2;
export const OUTCOMES_AT_MOST = 10;
export const MODES: readonly { mode: Mode; title: string }[] = [
  { mode: "frontier", title: "Nobody picks after the foremost has seen" },
  { mode: "media", title: "Each until their own picture is there" },
  { mode: "wall", title: "All until the same moment" },
];
const STATES: readonly string[] = ["open", "locked", "resolved", "voided"];

/** The predictions of a page; those in a state not known here are passed over. */
export function predictionsOf(page: unknown): Prediction[] {
  return itemsOf(page).flatMap((item) => predictionOf(item) ?? []);
}

/** What share of all points is on an outcome, 0 to 1; of the picks while nobody has staked. */
export function shareOf(outcome: Outcome, { outcomes }: Prediction): number {
  const points = outcomes.reduce((sum, one) => sum + one.points, 0);
  const picks = outcomes.reduce((sum, one) => sum + one.picks, 0);
  if (points) return outcome.points / points;
  return picks ? outcome.picks / picks : 0;
}

/** What a question and titles come to as a request; null while something lacks. */
export function opening(
  question: string,
  titles: readonly string[],
  mode: Mode,
  locksAfterS: number | null,
): Body | null {
  const outcomes = titles.map((title) => title.trim()).filter((title) => title);
  const isDistinct = new Set(outcomes).size === outcomes.length;
  if (!question.trim() || outcomes.length < OUTCOMES_AT_LEAST || !isDistinct) return null;
  return { question: question.trim(), outcomes, mode, locks_after_s: locksAfterS };
}

function predictionOf(item: Body): Prediction | null {
  const { state } = item;
  const id = idOf(item["id"]);
  if (id === null || !isState(state)) return null;
  return {
    id,
    question: textOf(item["question"]),
    outcomes: bodiesOf(item["outcomes"]).flatMap((body) => outcomeOf(body) ?? []),
    mode: textOf(item["mode"]),
    state,
    locksAt: timeOf(item["locks_at"]),
    outcome: idOf(item["outcome"]),
  };
}

function outcomeOf(body: Body): Outcome | null {
  const id = idOf(body["id"]);
  const [points, picks] = [numberOf(body["points"]), numberOf(body["picks"])];
  return id === null ? null : { id, title: textOf(body["title"]), points, picks };
}

function idOf(value: unknown): Id | null {
  return typeof value === "string" || typeof value === "number" ? value : null;
}

function isState(value: unknown): value is PredictionState {
  return typeof value === "string" && STATES.includes(value);
}
