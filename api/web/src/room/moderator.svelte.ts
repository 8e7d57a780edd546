/** Moderation beside the picture, for whoever has the owner's token. */

import { Client, newKey, reasonOf, type Write } from "../client";
import { forgetToken, keepToken, keptToken } from "../owner-token";
import type { Line } from "./line";

const SILENCE_S = 600;

export class Moderator {
  /** Whether this browser has been told the owner's token. */
  isOn = $state(keptToken() !== null);
  problem = $state<string | null>(null);
  #token = keptToken();
  readonly #client: Client;

  constructor(channel: string) {
    this.#client = new Client(channel, () => this.#token);
  }

  /** Moderate with this token, for as long as the tab is open; whether it is the right one. */
  async signIn(token: string): Promise<boolean> {
    this.#token = token;
    const answer = await this.#client.ask("/chat?limit=1");
    this.isOn = answer.kind === "ok";
    this.problem = answer.kind === "ok" ? null : reasonOf(answer);
    if (this.isOn) keepToken(token, false);
    return this.isOn;
  }

  signOut(): void {
    forgetToken();
    this.#token = null;
    this.isOn = false;
  }

  /** Take a line away from everyone. */
  remove({ id }: Line): Promise<void> {
    return this.#write({ method: "DELETE", path: `/chat/${encodeURIComponent(id)}` });
  }

  /** Have its author be silent for ten minutes, and what they said be gone. */
  silence({ author }: Line): Promise<void> {
    const path = `/chat/silences/${encodeURIComponent(author.id)}`;
    return this.#write({ method: "PUT", path, body: { seconds: SILENCE_S, clears: true } });
  }

  async #write(write: Write): Promise<void> {
    const answer = await this.#client.write(write, newKey());
    this.problem = answer.kind === "ok" ? null : reasonOf(answer);
  }
}
