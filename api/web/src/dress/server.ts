/** What the page asks of the server about clips; nothing here throws. */

import { textOf } from "../fields";
import { type Clip, clipOf, fieldsOf } from "./clip";

export type Answer =
  | { kind: "clip"; clip: Clip }
  | { kind: "problem"; code: string; detail: string }
  | { kind: "unreachable" };

/** What may be brought here. */
export interface Terms {
  limitBytes: number;
  asksForToken: boolean;
}

const CLIPS = "/api/v1/clips";
const PATIENCE_MS = 10_000;

/** The owner's token, where it is asked for. */
export function headersOf(token: string): Record<string, string> {
  return token ? { authorization: `Bearer ${token}` } : {};
}

export async function askTerms(): Promise<Terms | null> {
  try {
    const response = await fetch(CLIPS, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = fieldsOf(await response.json());
    const limit = body["limit_bytes"];
    if (!response.ok || typeof limit !== "number") return null;
    return { limitBytes: limit, asksForToken: body["asks_for_token"] === true };
  } catch {
    return null;
  }
}

/** An upload that has begun. */
export interface Upload {
  answer: Promise<Answer>;
  stop: () => void;
}

/** Send a file; `told` hears how much of it has gone, from 0 to 1. */
export function bring(file: File, token: string, told: (share: number) => void): Upload {
  const request = new XMLHttpRequest();
  const answer = new Promise<Answer>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => {
      told(total ? loaded / total : 0);
    };
    request.upload.onload = () => {
      told(1);
    };
    request.onload = () => {
      resolve(answerOf(request.status, parsed(request.responseText)));
    };
    request.onerror = request.onabort = () => {
      resolve({ kind: "unreachable" });
    };
    request.open("POST", `${CLIPS}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries(headersOf(token)))
      request.setRequestHeader(name, value);
    request.send(file);
  });
  return {
    answer,
    stop: () => {
      request.abort();
    },
  };
}

export async function askClip(id: string): Promise<Answer> {
  return ask("GET", `/${id}`, "");
}

export async function dress(id: string, token: string, facts: readonly unknown[]): Promise<Answer> {
  return ask("POST", `/${id}/dress`, token, JSON.stringify({ facts }));
}

export async function cancel(id: string, token: string): Promise<Answer> {
  return ask("DELETE", `/${id}/dress`, token);
}

/** Have all there is of a clip taken away; goes out even where the page is closed over it. */
export function forget(id: string, token: string): void {
  const told = { method: "DELETE", headers: headersOf(token), keepalive: true };
  fetch(`${CLIPS}/${id}`, told).catch(() => null);
}

async function ask(method: string, path: string, token: string, body?: string): Promise<Answer> {
  try {
    const response = await fetch(CLIPS + path, {
      method,
      headers: { ...headersOf(token), ...(body && { "content-type": "application/json" }) },
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && { body }),
    });
    return answerOf(response.status, parsed(await response.text()));
  } catch {
    return { kind: "unreachable" };
  }
}

function answerOf(status: number, body: unknown): Answer {
  const clip = status < 300 ? clipOf(body) : null;
  if (clip) return { kind: "clip", clip };
  const { code, detail } = fieldsOf(body);
  if (!textOf(code)) return { kind: "unreachable" };
  return { kind: "problem", code: textOf(code), detail: textOf(detail) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
