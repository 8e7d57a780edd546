/** Lines of chat, and the events a room tells, checked as they come in. */

import { bodiesOf, type Body, isBody, numberOf, numberOrNull, textOf, timeOf } from "../fields";
import { type Stake, stakesOf, type Told, toldOf } from "./prediction";

export interface Author {
  id: string;
  name: string;
}

export interface Line {
  id: string;
  offset: number;
  author: Author;
  text: string;
  /** Programme time of its author's picture, ms since 1970. */
  programTime: number;
}

/** A stake that was taken, and the points left. */
export interface Picked extends Stake {
  points: number;
}

export type RoomEvent =
  | { type: "welcome"; viewer: Author; epoch: string; offset: number; resumed: boolean }
  | { type: "line"; line: Line }
  | { type: "deleted"; id: string; offset: number }
  | { type: "cleared"; viewer: string; offset: number }
  | { type: "moved"; ids: string[]; to: number; offset: number }
  | { type: "presence"; viewers: number }
  | { type: "gap"; from: number; to: number }
  | { type: "ack"; id: string; messageId: string | null; lines: Line[]; pick: Picked | null }
  | { type: "told"; told: Told; offset: number }
  | { type: "points"; points: number; stakes: Stake[] | null; told: Told | null }
  | { type: "error"; id: string | null; code: string; message: string; retryAfter: number | null };

/** The events of a frame; those not known here are passed over. */
export function eventsOf(frame: unknown): RoomEvent[] {
  if (typeof frame !== "string") return [];
  let told: unknown;
  try {
    told = JSON.parse(frame);
  } catch {
    return [];
  }
  return bodiesOf(told).flatMap((body) => eventOf(body) ?? []);
}

const READERS: Record<string, (body: Body) => RoomEvent | null> = {
  welcome: (body) => {
    const viewer = authorOf(body["viewer"]);
    const { epoch, offset } = body;
    if (!viewer || typeof epoch !== "string" || typeof offset !== "number") return null;
    return { type: "welcome", viewer, epoch, offset, resumed: body["resumed"] === true };
  },
  "chat.message": (body) => {
    const line = lineOf(body);
    return line && { type: "line", line };
  },
  "chat.deleted": (body) => ({
    type: "deleted",
    id: textOf(body["message_id"]),
    offset: offsetOf(body),
  }),
  "chat.cleared": (body) => ({
    type: "cleared",
    viewer: textOf(body["viewer"]),
    offset: offsetOf(body),
  }),
  "chat.moved": (body) => {
    const ids = body["message_ids"];
    const to = timeOf(body["to"]);
    if (!Array.isArray(ids) || to === null) return null;
    return { type: "moved", ids: ids.map(textOf), to, offset: offsetOf(body) };
  },
  presence: (body) => ({ type: "presence", viewers: numberOf(body["viewers"]) }),
  gap: (body) => ({ type: "gap", from: numberOf(body["from"]), to: numberOf(body["to"]) }),
  ack: (body) => {
    const events = bodiesOf(body["events"]);
    const messageId = body["message_id"];
    return {
      type: "ack",
      id: textOf(body["id"]),
      messageId: typeof messageId === "string" ? messageId : null,
      lines: events.flatMap((event) => lineOf(event) ?? []),
      pick: pickOf(body),
    };
  },
  points: (body) => ({
    type: "points",
    points: numberOf(body["points"]),
    stakes: stakesOf(body),
    told: toldOf(body),
  }),
  error: (body) => {
    const { id, retry_after: retryAfter } = body;
    return {
      type: "error",
      id: typeof id === "string" ? id : null,
      code: textOf(body["code"]),
      message: textOf(body["message"]),
      retryAfter: typeof retryAfter === "number" ? retryAfter : null,
    };
  },
};

function eventOf(body: Body): RoomEvent | null {
  const { type } = body;
  if (typeof type !== "string") return null;
  if (Object.hasOwn(READERS, type)) return READERS[type]?.(body) ?? null;
  const told = toldOf(body);
  return told && { type: "told", told, offset: offsetOf(body) };
}

function pickOf(body: Body): Picked | null {
  const { prediction, outcome, stake, points } = body;
  if (typeof prediction !== "string" || typeof outcome !== "string") return null;
  return { prediction, outcome, stake: numberOf(stake), points: numberOf(points) };
}

function lineOf(body: Body): Line | null {
  const author = authorOf(body["author"]);
  const { message_id: id, offset, text: said } = body;
  const programTime = timeOf(body["program_time"]);
  if (!author || typeof id !== "string" || typeof offset !== "number") return null;
  if (typeof said !== "string" || programTime === null) return null;
  return { id, offset, author, text: said, programTime };
}

function authorOf(value: unknown): Author | null {
  if (!isBody(value)) return null;
  const { id, name } = value;
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}

/** Where a body stands in its room; before everything where it does not say. */
function offsetOf(body: Body): number {
  return numberOrNull(body["offset"]) ?? -1;
}
