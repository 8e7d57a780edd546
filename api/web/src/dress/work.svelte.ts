/** A clip's way through the page: chosen, sent, marked, made, fetched. */

import { keepToken, keptToken } from "../owner-token";
import type { Clip } from "./clip";
import * as server from "./server";

export type Phase = "empty" | "marking" | "making" | "done";
/** How the file's way to the server stands. */
export type Sending = "sending" | "looking" | "there" | "broken";

const LOOK_MS = 350;
const LOST_AT_MOST = 40;
const UNREACHABLE = "The server cannot be reached.";
const NO_VIDEO = /^(image|text|audio|application\/(pdf|zip|json|javascript))/;

export class Work {
  phase = $state<Phase>("empty");
  terms = $state.raw<server.Terms | null>(null);
  token = $state(keptToken() ?? "");
  file = $state.raw<File | null>(null);
  /** Where the page itself plays the file from. */
  url = $state("");
  sending = $state<Sending>("sending");
  /** How much of the file has gone, from 0 to 1. */
  sent = $state(0);
  clip = $state.raw<Clip | null>(null);
  problem = $state<string | null>(null);

  #upload: server.Upload | null = null;
  #arrived: Promise<Clip | null> = Promise.resolve(null);
  #turn = 0;

  async begin(): Promise<void> {
    this.terms = await server.askTerms();
    if (!this.terms) this.problem = `${UNREACHABLE} Reload this page once it is back.`;
  }

  /** Take a file the person has chosen. */
  choose(file: File): void {
    this.problem = this.#refused(file);
    if (this.problem) return;
    this.leave();
    this.file = file;
    this.url = URL.createObjectURL(file);
    this.phase = "marking";
    this.send();
  }

  #refused(file: File): string | null {
    const limit = this.terms?.limitBytes ?? Number.POSITIVE_INFINITY;
    if (!file.size) return `${file.name} is empty.`;
    if (NO_VIDEO.test(file.type)) return `${file.name} is no video.`;
    if (file.size > limit) return `${file.name} is larger than ${limit / 1e6} MB.`;
    if (this.terms?.asksForToken && !this.token.trim()) return "Give the owner's token first.";
    return null;
  }

  /** Send the file, or send it again. */
  send(): void {
    if (!this.file) return;
    if (this.token && this.token !== keptToken()) keepToken(this.token, false);
    this.#upload?.stop();
    this.clip = this.problem = null;
    this.sending = "sending";
    this.sent = 0;
    const upload = server.bring(this.file, this.token.trim(), (share) => {
      this.sent = share;
      if (share === 1) this.sending = "looking";
    });
    this.#upload = upload;
    this.#arrived = upload.answer.then((answer) =>
      upload === this.#upload ? this.#taken(answer) : null,
    );
  }

  #taken(answer: server.Answer): Clip | null {
    if (answer.kind === "clip") {
      this.sending = "there";
      this.clip = answer.clip;
      return answer.clip;
    }
    this.sending = "broken";
    this.problem = answer.kind === "problem" ? answer.detail : `${UNREACHABLE} Send it again.`;
    // What is no video is not worth marking; a wrong token or a full disk may be put right.
    const isHopeless = answer.kind === "problem" && answer.code === "not_a_clip";
    this.phase = isHopeless ? "empty" : "marking";
    return null;
  }

  /** Have it made with the facts that hold at its rate. */
  async make(factsAt: (rate: number) => readonly unknown[]): Promise<void> {
    const turn = (this.#turn += 1);
    this.phase = "making";
    this.problem = null;
    if (this.sending === "broken") this.send();
    for (let tries = 0; tries < 2; tries += 1) {
      const clip = await this.#arrived;
      if (turn !== this.#turn || !clip) return;
      const answer = await server.dress(clip.id, this.token.trim(), factsAt(clip.rate));
      if (turn !== this.#turn) return;
      if (answer.kind === "clip") {
        this.clip = answer.clip;
        await this.#watch(turn);
        return;
      }
      if (answer.kind === "unreachable" || answer.code !== "unknown_clip") {
        this.#back(answer.kind === "problem" ? answer.detail : UNREACHABLE);
        return;
      }
      // The server was started anew meanwhile, or an hour went by.
      this.send();
    }
  }

  /** Follow the making to its end. */
  async #watch(turn: number): Promise<void> {
    let lost = 0;
    while (turn === this.#turn && this.clip) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      const answer = await server.askClip(this.clip.id);
      if (turn !== this.#turn) return;
      lost = answer.kind === "unreachable" ? lost + 1 : 0;
      if (answer.kind === "problem" || lost > LOST_AT_MOST) {
        this.sending = "broken";
        this.#back("The server lost the clip while it was made. Make it again.");
        return;
      }
      if (answer.kind === "clip" && this.#reached(answer.clip)) return;
    }
  }

  #reached(clip: Clip): boolean {
    this.clip = clip;
    if (clip.state === "done") this.phase = "done";
    else if (clip.state === "failed") this.#back(clip.problem ?? "It could not be made.");
    return clip.state === "done" || clip.state === "failed";
  }

  #back(problem: string | null): void {
    this.phase = "marking";
    this.problem = problem;
  }

  /** Make it no longer; the marks stay. */
  cancel(): void {
    this.#turn += 1;
    const clip = this.clip;
    // What is asked for next waits until this was heard.
    if (clip) this.#arrived = server.cancel(clip.id, this.token.trim()).then(() => clip);
    this.#back(null);
  }

  /** Go back to the marks of what was made. */
  remark(): void {
    this.#back(null);
  }

  /** Begin with nothing. */
  leave(): void {
    this.#turn += 1;
    this.#upload?.stop();
    this.#upload = null;
    if (this.clip) server.forget(this.clip.id, this.token.trim());
    if (this.url) URL.revokeObjectURL(this.url);
    this.file = this.clip = this.problem = null;
    this.url = "";
    this.phase = "empty";
  }
}
