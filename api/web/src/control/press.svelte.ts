/** One press of a button: on its way, done, or failed and to be tried again. */

import { type Answer, newKey, reasonOf, type Write } from "../client";
import { isBody, textOf } from "../fields";

export type Stage = "done" | "failed" | "idle" | "sending";

export interface Sender {
  write(write: Write, key: string): Promise<Answer>;
}

export class Press {
  stage = $state<Stage>("idle");
  /** What came of it, or why nothing did. */
  text = $state("");
  /** What the server warns of that was done all the same, such as that nothing is seen of it. */
  warning = $state("");
  readonly #sender: Sender;
  #last: { write: Write; key: string; told: (body: unknown) => string } | null = null;
  #answered: Promise<boolean> = Promise.resolve(false);

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  /** Send it; whether it was done. One on its way is not sent twice. */
  async send(write: Write, told: (body: unknown) => string): Promise<boolean> {
    if (this.stage === "sending") return false;
    this.#last = { write, key: newKey(), told };
    return this.#go();
  }

  /** Once what is on its way is answered. */
  async settled(): Promise<void> {
    await this.#answered;
  }

  /** Send what failed once more: the same press, so that it is done once. */
  async retry(): Promise<boolean> {
    return this.stage === "failed" && this.#go();
  }

  clear(): void {
    if (this.stage !== "sending") this.stage = "idle";
  }

  #go(): Promise<boolean> {
    this.#answered = this.#answer();
    return this.#answered;
  }

  async #answer(): Promise<boolean> {
    const last = this.#last;
    if (!last) return false;
    this.stage = "sending";
    this.warning = "";
    const answer = await this.#sender.write(last.write, last.key);
    const isDone = answer.kind === "ok";
    this.text = isDone ? last.told(answer.body) : reasonOf(answer);
    this.warning = isDone ? warningsOf(answer.body).join(". ") : "";
    this.stage = isDone ? "done" : "failed";
    return isDone;
  }
}

function warningsOf(body: unknown): string[] {
  const told = isBody(body) ? body["warnings"] : null;
  return Array.isArray(told) ? told.map(textOf).filter(Boolean) : [];
}
