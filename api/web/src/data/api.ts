/** What the page asks and writes of things; nothing here throws. */

import { API, type Answer, ASK_MS, fetched, newKey } from "../client";

const WRITE_MS = 30_000;

export interface Sent {
  method: "DELETE" | "PATCH" | "POST" | "PUT";
  /** Below the API's own path. */
  path: string;
  body?: unknown;
  /** The revision that must still be the last. */
  revision?: number;
}

export class Api {
  constructor(readonly token: () => string | null) {}

  ask(path: string): Promise<Answer> {
    return askWith(this.token(), path);
  }

  /** A body that is no file is sent as JSON. */
  send({ method, path, body, revision }: Sent): Promise<Answer> {
    const headers: Record<string, string> = { ...authorized(this.token()), "Idempotency-Key": newKey() };
    if (revision) headers["If-Match"] = `"${revision}"`;
    const asked: RequestInit = { method, headers };
    if (body instanceof Blob) asked.body = body;
    else if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      asked.body = JSON.stringify(body);
    }
    return fetched(API + path, asked, WRITE_MS);
  }
}

/** Where things of a kind are listed, with what is asked of them. */
export function pathOf(kind: string, asked: Record<string, string>): string {
  return `/${kind}?${new URLSearchParams(asked).toString()}`;
}

export function askWith(token: string | null, path: string): Promise<Answer> {
  return fetched(API + path, { cache: "no-store", headers: authorized(token) }, ASK_MS);
}

function authorized(token: string | null): Record<string, string> {
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}
