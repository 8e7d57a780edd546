/** Goals, corrections and what is taken back: the form that is open, and the presses. */

import { type Basis, type Moment, whenOf } from "./basis";
import { isBody, numberOrNull, textOf } from "../fields";
import type { Desk } from "./desk.svelte";
import { actorOf, type Entry, lastByHand } from "./entry";
import type { SideName } from "./game-state";

/** A form, and the moment at which it was asked for: that is when it is about. */
export type Form =
  | { kind: "goal"; side: SideName; moment: Moment }
  | { kind: "correction"; moment: Moment };

export interface GoalNames {
  player: string;
  assist: string;
  minute: number | null;
  kind: string;
}

/** A press that a feed's telling was joined with: by whom, where it stands, and what was sent. */
interface Joined {
  by: string;
  sequence: number;
  body: Record<string, unknown>;
}

export class Scoring {
  form = $state.raw<Form | null>(null);
  basis = $state<Basis>("monitor");
  /** What the last press turned out to be the same as, as a feed told it. */
  joined = $state.raw<Joined | null>(null);
  readonly press;
  readonly undoing;
  /** Takes a joined press out again. */
  readonly parting;
  readonly #desk: Desk;
  /** The press that was sent last. */
  #sent: Promise<unknown> = Promise.resolve();

  constructor(desk: Desk) {
    this.#desk = desk;
    this.press = desk.press();
    this.undoing = desk.press();
    this.parting = desk.press();
  }

  /** Whether something is on its way, which is what an undo would take back. */
  get isSending(): boolean {
    return this.press.stage === "sending";
  }

  /** What an undo would take back else. */
  get last(): Entry | null {
    return lastByHand(this.#desk.log);
  }

  goal(side: SideName): void {
    this.#open({ kind: "goal", side, moment: this.#desk.moment() });
  }

  correct(): void {
    this.#open({ kind: "correction", moment: this.#desk.moment() });
  }

  close(): void {
    this.form = null;
  }

  /** Mean the moment of this press instead of that which opened the form. */
  again(): void {
    if (this.form) this.form = { ...this.form, moment: this.#desk.moment() };
  }

  async sendGoal(side: SideName, names: GoalNames): Promise<void> {
    const { player, assist, minute, kind } = names;
    const fact = {
      type: "goal",
      side,
      ...(player ? { player } : {}),
      ...(assist ? { assist } : {}),
      ...(minute === null ? {} : { minute }),
      ...(kind === "play" ? {} : { kind }),
    };
    await this.#send(fact);
  }

  async sendCorrection(home: number, away: number, reason: string): Promise<void> {
    await this.#send({ type: "correction", home, away, ...(reason ? { reason } : {}) });
  }

  /** Take a fact back, or bring back what was taken. */
  async undo(entry: Entry, press = this.undoing): Promise<void> {
    const path = `/log/${entry.sequence}/undo`;
    await press.send({ method: "POST", path, body: {} }, this.#desk.committed);
  }

  async undoLast(): Promise<void> {
    await this.#sent;
    if (this.last) await this.undo(this.last);
  }

  /** What was joined is another than the feed's after all: undone, and told anew as that. */
  async part(): Promise<void> {
    if (!this.joined) return;
    const path = `/log/${this.joined.sequence}/undo`;
    if (await this.parting.send({ method: "POST", path, body: {} }, () => "Parted")) await this.tellApart();
  }

  /** The second half of that, once the first is done. */
  async tellApart(): Promise<void> {
    if (!this.joined) return;
    const body = { ...this.joined.body, joins: false };
    this.joined = null;
    this.parting.clear();
    await this.#tell(body, this.#desk.committed);
  }

  #open(form: Form): void {
    if (this.isSending || this.parting.stage === "sending") return;
    this.press.clear();
    this.parting.clear();
    this.joined = null;
    this.form = form;
  }

  async #send(fact: Record<string, unknown>): Promise<void> {
    const form = this.form;
    if (!form) return;
    const when = whenOf(this.basis, form.moment);
    const happened = when.basis === "venue" ? form.moment.serverTime : null;
    const body = { fact, ...when };
    const told = (answer: unknown): string => {
      this.joined = this.#joinedOf(answer, body);
      const same = this.joined ? ` · the same as ${this.joined.by}` : "";
      return this.#desk.committed(answer, happened) + same;
    };
    if (await this.#tell(body, told)) this.close();
  }

  #tell(body: Record<string, unknown>, told: (answer: unknown) => string): Promise<boolean> {
    const sent = this.press.send({ method: "POST", path: "/facts", body }, told);
    this.#sent = sent;
    return sent;
  }

  #joinedOf(answer: unknown, body: Record<string, unknown>): Joined | null {
    if (!isBody(answer) || !textOf(answer["joined"])) return null;
    const sequence = numberOrNull(answer["sequence"]);
    const told = this.#desk.log.find(({ payload }) => payload["id"] === answer["joined"]);
    const provider = told ? textOf(told.payload["provider"]) || actorOf(told) : "a feed";
    return sequence === null ? null : { by: `${provider}’s goal`, sequence, body };
  }
}
