/** Asks again and again while the page is seen. */

/** The part of a document that says whether it is seen. */
export interface Seen {
  readonly hidden: boolean;
  addEventListener(name: "visibilitychange", heard: () => void): void;
  removeEventListener(name: "visibilitychange", heard: () => void): void;
}

export class Poll {
  readonly #ask: () => Promise<void>;
  readonly #everyMs: number;
  readonly #page: Seen;
  readonly #turned = this.#turn.bind(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isAsking = false;
  #isWanted = false;
  #isClosed = false;

  /** `everyMs` passes between an answer and the next question. */
  constructor(ask: () => Promise<void>, everyMs: number, page: Seen) {
    this.#ask = ask;
    this.#everyMs = everyMs;
    this.#page = page;
    page.addEventListener("visibilitychange", this.#turned);
    this.soon();
  }

  /** Ask at once, or as soon as the answer under way is there. */
  soon(): void {
    if (this.#isAsking) this.#isWanted = true;
    else void this.#run();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#page.removeEventListener("visibilitychange", this.#turned);
  }

  #turn(): void {
    if (!this.#page.hidden) this.soon();
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.#page.hidden) return;
    this.#isAsking = true;
    this.#isWanted = false;
    await this.#ask();
    this.#isAsking = false;
    this.#goOn();
  }

  #goOn(): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#run(), this.#isWanted ? 0 : this.#everyMs);
  }
}
