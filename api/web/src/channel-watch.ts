/** Asks for the channel again and again, more often while there is no picture. */

import { type Answer, askChannel } from "./channel";

const EAGER_MS = 1000;
const CALM_MS = 10_000;

export class ChannelWatch {
  readonly #name: string;
  readonly #isCalm: () => boolean;
  readonly #heard: (answer: Answer) => void;
  #timer = 0;
  #isClosed = false;

  constructor(name: string, isCalm: () => boolean, heard: (answer: Answer) => void) {
    this.#name = name;
    this.#isCalm = isCalm;
    this.#heard = heard;
  }

  /** Ask now, and go on. */
  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    const answer = await askChannel(this.#name);
    if (this.#isClosed) return;
    this.#heard(answer);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), this.#isCalm() ? CALM_MS : EAGER_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
