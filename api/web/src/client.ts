/** Asks and writes of the control API, about one channel, with the owner's token. */

import { isBody, textOf } from "./fields";

export type Answer = { kind: "ok"; body: unknown } | Refusal | { kind: "unreachable" };

/** A problem as the server told it; `detail` is for people. */
export interface Refusal {
  kind: "refused";
  status: number;
  code: string;
  detail: string;
}

export interface Write {
  method: "DELETE" | "PATCH" | "POST" | "PUT";
  /** Below the channel's own path. */
  path: string;
  body?: Record<string, unknown>;
}

export const API = "/api/v1";
export const ASK_MS = 8000;
/** The server itself waits up to ten seconds for its processes. */
const WRITE_MS = 12_000;

export class Client {
  readonly #channel: string;
  readonly #token: () => string | null;

  constructor(channel: string, token: () => string | null) {
    this.#channel = `${API}/channels/${encodeURIComponent(channel)}`;
    this.#token = token;
  }

  /** What stands below the channel's path; never throws. */
  ask(path: string): Promise<Answer> {
    return fetched(this.#channel + path, { cache: "no-store", headers: this.#owner() }, ASK_MS);
  }

  /** Every feed's status; never throws. */
  feeds(): Promise<Answer> {
    return fetched(`${API}/feeds`, { cache: "no-store" }, ASK_MS);
  }

  /** A picture that stands below the channel's path; null where there is none. Never throws. */
  async picture(path: string): Promise<Blob | null> {
    try {
      const asked = { headers: this.#owner(), signal: AbortSignal.timeout(ASK_MS) };
      const response = await fetch(this.#channel + path, asked);
      return response.ok ? await response.blob() : null;
    } catch {
      return null;
    }
  }

  /** Write; sent again with the same key it is done once. Never throws. */
  write({ method, path, body }: Write, key: string): Promise<Answer> {
    const headers = { ...this.#owner(), "Idempotency-Key": key, "Content-Type": "application/json" };
    const sent = method === "DELETE" ? {} : { body: JSON.stringify(body ?? {}) };
    return fetched(this.#channel + path, { method, headers, ...sent }, WRITE_MS);
  }

  #owner(): Record<string, string> {
    const token = this.#token();
    return token === null ? {} : { Authorization: `Bearer ${token}` };
  }
}

/** A key for a write; `crypto.randomUUID` is not there without TLS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Why it did not work, for people. */
export function reasonOf(answer: Exclude<Answer, { kind: "ok" }>): string {
  return answer.kind === "refused" ? answer.detail : "The server does not answer";
}

/** What a server says to a request; never throws. */
export async function fetched(url: string, asked: RequestInit, patience: number): Promise<Answer> {
  try {
    const response = await fetch(url, { ...asked, signal: AbortSignal.timeout(patience) });
    const body: unknown = response.status === 204 ? null : await response.json().catch(() => null);
    return response.ok ? { kind: "ok", body } : refusal(response.status, body);
  } catch {
    return { kind: "unreachable" };
  }
}

function refusal(status: number, body: unknown): Refusal {
  const problem = isBody(body) ? body : {};
  const [title, detail] = [textOf(problem["title"]), textOf(problem["detail"])];
  const told = [title, detail].filter((part) => part).join(": ");
  return {
    kind: "refused",
    status,
    code: textOf(problem["code"]),
    detail: told || `The server refused it (${status})`,
  };
}
