/** The sheet a person fills in while the film runs, with every press to be taken back. */

import { emptySheet, type Goal, type Reading, type Side } from "./marks";

const UNDONE_AT_MOST = 100;

interface Marked {
  goals: Goal[];
  clock: Reading;
}

export class Marking {
  sheet = $state(emptySheet());
  /** The goal pressed last, to which the keys of the sides belong. */
  latest = $state<number | null>(null);

  #before = $state.raw<Marked[]>([]);
  #ids = 0;

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** A goal on the frame at that time. */
  goal(time: number): void {
    this.#keep();
    this.#ids += 1;
    const side = this.sheet.goals.find(({ id }) => id === this.latest)?.side ?? "home";
    const pressed = { id: this.#ids, time, side, player: "", minute: "", annulled: null };
    this.sheet.goals = [...this.sheet.goals, pressed].sort((one, other) => one.time - other.time);
    this.latest = pressed.id;
  }

  /** The goal pressed last is of that side. */
  side(side: Side): void {
    const found = this.sheet.goals.find(({ id }) => id === this.latest);
    if (found) found.side = side;
  }

  /** The match clock reads what it reads at that time. */
  clockAt(time: number): void {
    this.#keep();
    this.sheet.clock.time = time;
  }

  annul(id: number, time: number | null): void {
    this.#keep();
    const found = this.sheet.goals.find((goal) => goal.id === id);
    if (found) found.annulled = time;
  }

  move(id: number, time: number): void {
    this.#keep();
    const found = this.sheet.goals.find((goal) => goal.id === id);
    if (found) found.time = time;
    this.sheet.goals = [...this.sheet.goals].sort((one, other) => one.time - other.time);
  }

  remove(id: number): void {
    this.#keep();
    this.sheet.goals = this.sheet.goals.filter((goal) => goal.id !== id);
  }

  /** Take the last press back. */
  undo(): void {
    const before = this.#before.at(-1);
    if (!before) return;
    this.#before = this.#before.slice(0, -1);
    this.sheet.goals = before.goals;
    this.sheet.clock = before.clock;
    this.latest = before.goals.at(-1)?.id ?? null;
  }

  #keep(): void {
    const { goals, clock } = $state.snapshot(this.sheet);
    this.#before = [...this.#before, { goals, clock }].slice(-UNDONE_AT_MOST);
  }
}
