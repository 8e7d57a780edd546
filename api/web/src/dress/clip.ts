/** A clip as the server tells of it, checked as it comes in. */

import { type Body, isBody, numberOf, numberOrNull, textOf } from "../fields";

export type ClipState = "ready" | "waiting" | "making" | "done" | "failed";

export interface Made {
  frames: number;
  mediaS: number;
  wallS: number;
  /** How many times faster than it lasts. */
  times: number;
  bytes: number;
  mp4Url: string;
  folderUrl: string;
}

export interface Clip {
  id: string;
  state: ClipState;
  /** Frames a second. */
  rate: number;
  durationS: number | null;
  /** How many are made before it, while it waits. */
  place: number;
  done: number;
  total: number;
  times: number;
  made: Made | null;
  problem: string | null;
}

const STATES: readonly string[] = ["ready", "waiting", "making", "done", "failed"];

/** A clip of its resource; null where that is none. */
export function clipOf(body: unknown): Clip | null {
  if (!isBody(body)) return null;
  const { id, state } = body;
  const source = fieldsOf(body["source"]);
  const rate = rateOf(source["rate"]);
  if (typeof id !== "string" || !isState(state) || rate === null) return null;
  const progress = fieldsOf(body["progress"]);
  return {
    id,
    state,
    rate,
    durationS: numberOrNull(source["duration_s"]),
    place: numberOf(body["place"]),
    done: numberOf(progress["done"]),
    total: numberOf(progress["total"]),
    times: numberOf(progress["times"]),
    made: isBody(body["made"]) ? madeOf(body["made"]) : null,
    problem: textOf(fieldsOf(body["problem"])["detail"]) || null,
  };
}

function madeOf(made: Body): Made {
  return {
    frames: numberOf(made["frames"]),
    mediaS: numberOf(made["media_s"]),
    wallS: numberOf(made["wall_s"]),
    times: numberOf(made["times"]),
    bytes: numberOf(made["bytes"]),
    mp4Url: textOf(made["mp4_url"]),
    folderUrl: textOf(made["folder_url"]),
  };
}

/** Frames a second of "30000/1001"; null where it is none. */
export function rateOf(said: unknown): number | null {
  const [numerator, denominator] = textOf(said).split("/").map(Number);
  const rate = (numerator ?? Number.NaN) / (denominator ?? 1);
  return Number.isFinite(rate) && rate > 0 ? rate : null;
}

/** The fields of a body within a body; none where there is none. */
export function fieldsOf(value: unknown): Body {
  return isBody(value) ? value : {};
}

function isState(value: unknown): value is ClipState {
  return typeof value === "string" && STATES.includes(value);
}
