/** The rundown as its operator works on it: what is chosen, what is edited, and the presses. */

import { type Answer, newKey, reasonOf } from "../client";
import { isBody, numberOrNull } from "../fields";
import { coded, type Cue, isSame, moved, newId, type Planned, without } from "./cue";
import type { Desk } from "./desk.svelte";
import type { Graphic } from "./graphic";
import { starter } from "./starter";

/** A cue in the form; `was` is it as the form was opened, null where it is a new one. */
export interface Editing {
  cue: Cue;
  was: Cue | null;
}

const TOAST_MS = 10_000;
const CHANGED = "Somebody else has changed the rundown meanwhile. It was read anew; look at it, then do it again";

export class RundownDesk {
  /** The id of the cue that is looked at. */
  chosen = $state<string | null>(null);
  editing = $state.raw<Editing | null>(null);
  /** Why the plan could not be changed. */
  trouble = $state("");
  isSaving = $state(false);
  /** What was done to the plan and may be undone at once. */
  toast = $state("");
  readonly press;
  readonly #desk: Desk;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.press = desk.press();
  }

  get cues(): readonly Planned[] {
    return this.#desk.rundown?.cues ?? [];
  }

  /** What is read while the section is folded. */
  get note(): string {
    if (this.#desk.rundown === null) return "not on this server";
    const on = this.cues.filter(({ isOn }) => isOn).map(({ name }) => name);
    const count = `${this.cues.length} ${this.cues.length === 1 ? "cue" : "cues"}`;
    return on.join(", ") || (this.cues.length ? count : "");
  }

  get next(): Planned | null {
    const next = this.#desk.rundown?.next;
    return this.cues.find(({ id }) => id === next) ?? null;
  }

  /** Choose the cue so many below the chosen one, or with none chosen the next; its id. */
  step(by: number): string | null {
    const at = this.cues.findIndex(({ id }) => id === this.chosen);
    const begin = this.next ?? this.cues[0];
    const to = at < 0 ? begin : this.cues[Math.min(this.cues.length - 1, Math.max(0, at + by))];
    this.chosen = to?.id ?? null;
    return this.chosen;
  }

  take(id: string): void {
    this.#send(`/rundown/${id}/take`);
  }

  /** Take it off air: also where a press before is not answered yet. */
  async clear(id: string): Promise<void> {
    await this.press.settled();
    this.#send(`/rundown/${id}/clear`);
  }

  update(id: string): void {
    this.#send(`/rundown/${id}/update`);
  }

  /** Have what stands of a graphic go to a step. */
  goTo(graphic: Graphic, step: number): void {
    this.#send(`/graphics/${graphic.name}/step`, { step });
  }

  takeNext(): void {
    if (this.next) this.#send("/rundown/next");
  }

  add(graphics: readonly Graphic[]): void {
    const graphic = graphics.find(({ slot }) => slot === "lower") ?? graphics[0];
    if (!graphic) return;
    const cue: Cue = {
      id: newId(this.cues),
      name: "",
      graphic: graphic.name,
      fields: {},
      trigger: { when: "hand" },
      notOver: [],
    };
    this.#edit({ cue, was: null });
  }

  edit(id: string): void {
    const cue = this.cues.find((one) => one.id === id);
    if (cue) this.#edit({ cue, was: cue });
  }

  cancel(): void {
    this.editing = null;
    this.trouble = "";
  }

  /** Have what was edited in the plan: below the chosen cue where it is new. */
  async save(cue: Cue): Promise<void> {
    const was = this.editing?.was ?? null;
    const stands = this.cues.find(({ id }) => id === cue.id);
    if (was && stands && !isSame(was, stands)) {
      this.editing = { cue, was: stands };
      this.trouble = "Somebody else has changed this cue meanwhile. Save again to have it as it stands here";
      return;
    }
    const cues = stands && was ? this.cues.map((one) => (one.id === cue.id ? cue : one)) : this.#withNew(cue);
    if (!(await this.#put(cues))) return;
    this.editing = null;
    this.chosen = cue.id;
  }

  async duplicate(id: string): Promise<void> {
    const cue = this.cues.find((one) => one.id === id);
    if (!cue) return;
    const copy = { ...cue, id: newId(this.cues), name: `${cue.name} (copy)`.slice(0, 80) };
    this.chosen = id;
    if (await this.#put(this.#withNew(copy))) this.chosen = copy.id;
  }

  async remove(id: string): Promise<void> {
    const at = this.cues.findIndex((one) => one.id === id);
    const [cue, after] = [this.cues[at], this.cues[at + 1] ?? this.cues[at - 1]];
    if (!cue || !(await this.#put(without(this.cues, id)))) return;
    this.chosen = after?.id ?? null;
    this.#tell(`Deleted “${cue.name}”`);
  }

  /** Have a cue at another place, counted from 0. */
  async move(id: string, to: number): Promise<void> {
    const from = this.cues.findIndex((one) => one.id === id);
    if (from < 0 || to < 0 || to >= this.cues.length || to === from) return;
    await this.#put(moved(this.cues, from, to));
  }

  /** Back to the plan as it was before the last change, or on to what was undone. */
  async turn(way: "redo" | "undo"): Promise<void> {
    this.untell();
    this.cancel();
    const answer = await this.#desk.write({ method: "POST", path: `/rundown/${way}`, body: {} }, newKey());
    if (answer.kind !== "ok") this.trouble = reasonOf(answer);
  }

  async begin(graphics: readonly Graphic[]): Promise<void> {
    if (await this.#put(starter(graphics))) this.chosen = this.cues[0]?.id ?? null;
  }

  untell(): void {
    clearTimeout(this.#timer);
    this.toast = "";
  }

  #edit(editing: Editing): void {
    this.trouble = "";
    this.editing = editing;
  }

  #tell(text: string): void {
    this.untell();
    this.toast = text;
    this.#timer = setTimeout(() => {
      this.toast = "";
    }, TOAST_MS);
  }

  #withNew(cue: Cue): Cue[] {
    const at = this.cues.findIndex(({ id }) => id === this.chosen);
    const place = at < 0 ? this.cues.length : at + 1;
    return [...this.cues.slice(0, place), cue, ...this.cues.slice(place)];
  }

  #send(path: string, more: Record<string, unknown> = {}): void {
    const body = { ...more, basis: "now" };
    void this.press.send({ method: "POST", path, body }, this.#desk.committed);
  }

  /** Set the plan, seen at once; as it was where the server does not take it. */
  async #put(cues: readonly Cue[]): Promise<boolean> {
    const rundown = this.#desk.rundown;
    if (!rundown || this.isSaving) return false;
    this.isSaving = this.#desk.isPlanning = true;
    this.trouble = "";
    this.#desk.rundown = { ...rundown, cues: cues.map((cue) => ({ ...UNTOUCHED, ...cue })) };
    const body = { items: cues.map(coded), version: rundown.version };
    const answer = await this.#desk.write({ method: "PUT", path: "/rundown", body }, newKey());
    this.isSaving = this.#desk.isPlanning = false;
    this.#settle(answer, rundown);
    return answer.kind === "ok";
  }

  #settle(answer: Answer, before: NonNullable<Desk["rundown"]>): void {
    const planned = this.#desk.rundown;
    if (answer.kind === "ok") {
      const version = isBody(answer.body) ? numberOrNull(answer.body["sequence"]) : null;
      if (planned) this.#desk.rundown = { ...planned, version: version ?? planned.version, canUndo: true, canRedo: false };
      return;
    }
    this.#desk.rundown = before;
    const isChanged = answer.kind === "refused" && answer.code === "rundown_changed";
    this.trouble = isChanged ? CHANGED : reasonOf(answer);
  }
}

const UNTOUCHED = { isOn: false, shows: true, airedAt: null, lateUs: 0, skipped: "" };
