/** What the Spoiler Test asks of the server; nothing here throws. */

import { type Body, bodiesOf, isBody, numberOf, textOf, timeOf } from "../fields";
import { type BoxSet, setOf } from "../overlay/messages";

/** The channel it is played on, and its playlist without graphics. */
export interface Stage {
  channel: string;
  playlistUrl: string;
}

/** What a side shows from a moment on, and which goals and annulments that speaks of. */
export interface ToldSet extends BoxSet {
  told: readonly string[];
}

export interface Bugs {
  left: readonly ToldSet[];
  right: readonly ToldSet[];
  /** Programme time of each goal and annulment, ms since 1970. */
  changes: ReadonlyMap<string, number>;
}

/** A stretch of the programme (ms since 1970), and what the sliders say (s). */
export interface Wanted {
  since: number;
  until: number;
  lateness: number;
  behind: number;
  have: readonly string[];
}

export type Pressed =
  /** Programme time of the picture it is on, ms since 1970. */
  { kind: "called"; programTime: number } | { kind: "refused"; reason: string };

/** Where a phone opens the match; null where none can reach the server. */
export interface Phone {
  url: string;
  code: readonly string[];
}

const DEMO = "/api/v1/demo";
/** The server itself waits up to ten seconds for its channel. */
const PATIENCE_MS = 12_000;
const REASONS: Record<string, string> = {
  no_chance: "There is no room for a goal just now. Try again in a moment.",
  no_goal_stands: "There is no goal to take back. Press GOAL first.",
  too_many_calls: "That much is on its way already. Watch for it.",
};

/** Which channel it is played on: null where there is none, undefined where nobody answers. */
export async function askStage(): Promise<Stage | null | undefined> {
  const answer = await asked("");
  if (!answer) return undefined;
  const { channel, playlist_url: url } = answer.body;
  return textOf(channel) && textOf(url) ? { channel: textOf(channel), playlistUrl: textOf(url) } : null;
}

export async function askBugs(channel: string, wanted: Wanted): Promise<Bugs | null> {
  const answer = await asked(`/${encodeURIComponent(channel)}/bugs`, {
    since: new Date(wanted.since).toISOString(),
    until: new Date(wanted.until).toISOString(),
    lateness_s: wanted.lateness,
    behind_s: wanted.behind,
    have: wanted.have,
  });
  if (!answer?.isDone) return null;
  const { left, right, changes } = answer.body;
  const named = isBody(changes) ? Object.entries(changes) : [];
  return {
    left: setsOf(left),
    right: setsOf(right),
    changes: new Map(named.map(([id, at]) => [id, timeOf(at) ?? 0])),
  };
}

export async function press(channel: string, button: "goal" | "var", inS: number): Promise<Pressed> {
  const answer = await asked(`/${encodeURIComponent(channel)}/${button}`, { in_s: inS });
  if (!answer) return { kind: "refused", reason: "The server does not answer. Try again." };
  const { body, isDone } = answer;
  const programTime = timeOf(body["program_time"]);
  if (isDone && programTime !== null) return { kind: "called", programTime };
  const reason = REASONS[textOf(body["code"])] ?? `${textOf(body["detail"]) || "It did not work"}.`;
  return { kind: "refused", reason };
}

export async function askPhone(channel: string): Promise<Phone | null> {
  const answer = await asked(`/${encodeURIComponent(channel)}/phone`);
  const { url, code } = answer?.body ?? {};
  return textOf(url) && Array.isArray(code) ? { url: textOf(url), code: code.map(textOf) } : null;
}

function setsOf(list: unknown): ToldSet[] {
  return bodiesOf(list).flatMap((body) => {
    const set = setOf({ ...body, frame: numberOf(body["frame"]) });
    const told = Array.isArray(body["told"]) ? body["told"].map(textOf) : [];
    return set ? [{ ...set, told }] : [];
  });
}

/** What came back; null where nobody answered. */
async function asked(path: string, body?: object): Promise<{ isDone: boolean; body: Body } | null> {
  try {
    const sent = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    const response = await fetch(DEMO + path, {
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body ? sent : {}),
    });
    const told: unknown = await response.json();
    return { isDone: response.ok, body: isBody(told) ? told : {} };
  } catch {
    return null;
  }
}
