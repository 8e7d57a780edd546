/** Whether this page may write: the owner's token, asked for once. */

import type { Answer } from "../client";
import { forgetToken, keepToken, keptToken } from "../owner-token";

export type SignIn =
  /** Nobody has signed in. */
  | "out"
  /** The server is asked whether the token is right: one just typed, or one that was kept. */
  | "checking"
  | "returning"
  | "in"
  /** The token is not the owner's, or not any more. */
  | "wrong";

export class Owner {
  state = $state<SignIn>("out");
  /** Why the token could not be tried; nothing where it could. */
  problem = $state("");
  #token: string | null = keptToken();
  #isKept = this.#token !== null;
  #isForGood = false;
  readonly #ask: (token: string | null) => Promise<Answer>;

  /** `ask` asks the server, with a token, for something that only the owner may read. */
  constructor(ask: (token: string | null) => Promise<Answer>) {
    this.#ask = ask;
    if (this.#token !== null) void this.#check();
  }

  readonly token = (): string | null => (this.state === "in" ? this.#token : null);

  /** Try a token; where it is right it is kept, for the tab or for good. */
  async signIn(token: string, isForGood: boolean): Promise<void> {
    this.#token = token.trim();
    this.#isForGood = isForGood;
    this.#isKept = false;
    await this.#check();
  }

  signOut(): void {
    forgetToken();
    this.#token = null;
    this.problem = "";
    this.state = "out";
  }

  /** The server answered: a token that is refused is none any more. */
  heard(answer: Answer): void {
    if (answer.kind !== "refused" || answer.status !== 401 || this.state !== "in") return;
    forgetToken();
    this.state = "wrong";
  }

  /** Try the token again, where the server could not be asked before. */
  retry(): void {
    if (this.problem && this.state === "out") void this.#check();
  }

  async #check(): Promise<void> {
    this.state = this.#isKept ? "returning" : "checking";
    this.problem = "";
    const answer = await this.#ask(this.#token);
    if (answer.kind === "refused" && answer.status === 401) {
      forgetToken();
      this.state = "wrong";
    } else if (answer.kind === "unreachable") {
      this.problem = "The server does not answer. Trying again…";
      this.state = "out";
    } else {
      // Whatever else it may say, it took the token.
      if (!this.#isKept && this.#token !== null) keepToken(this.#token, this.#isForGood);
      this.#isKept = true;
      this.state = "in";
    }
  }
}
