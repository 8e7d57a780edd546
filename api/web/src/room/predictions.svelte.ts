/** The predictions of a channel, each as it stands at the viewer's own picture. Knows no markup. */

import type { Chat, Picture } from "./chat.svelte";
import type { Picked, RoomEvent } from "./line";
import { timed } from "./playhead";
import { Ballot, type Prediction, type Stake } from "./prediction";

/** What predictions ask of the player. */
export interface OwnPicture extends Picture {
  /** Play on through a playlist of the viewer's own; whether that worked. */
  playOwn(): Promise<boolean>;
}

/** A pick on its way, and why the room would not have it. */
export interface Picking extends Stake {
  id: string;
  programTime: number;
  problem: string | null;
}

const TICK_MS = 100;
/** How long after its end a prediction stays in view, of the picture's time (ms). */
const STAYS_MS = 45_000;
const PROBLEMS: Record<string, string> = {
  too_late: "Too late: it was locked by then",
  too_early: "Your picture does not show it yet",
  not_enough: "You have not got so many points",
  side_taken: "You are on the other side already",
  bad_stake: "That is no stake",
  too_fast: "Not so fast",
  no_session: "Your player must be loaded anew; try again",
  unavailable: "Points are away for a moment; try again",
  busy: "Too many pick at once; try again",
};

export class Predictions {
  shown = $state.raw<Prediction | null>(null);
  /** Points to stake; null before the server has told. */
  points = $state<number | null>(null);
  picking = $state.raw<Picking | null>(null);
  /** The time left until a lock that is set, ms; null where there is none. */
  left = $state<number | null>(null);

  readonly #chat: Chat;
  readonly #picture: OwnPicture;
  readonly #ballot = new Ballot();
  #stakes = $state.raw<readonly Stake[]>([]);
  #dismissed: string | null = null;

  constructor(chat: Chat, picture: OwnPicture) {
    this.#chat = chat;
    this.#picture = picture;
    chat.others = this.#take.bind(this);
  }

  /** Follow the picture; returns what lets go. */
  start(): () => void {
    const timer = setInterval(this.#show.bind(this), TICK_MS);
    return () => {
      clearInterval(timer);
    };
  }

  /** What this viewer has on a prediction; null where nothing. */
  mine(prediction: string): { outcome: string; stake: number } | null {
    const stakes = this.#stakes.filter((one) => one.prediction === prediction);
    const [first] = stakes;
    if (!first) return null;
    return { outcome: first.outcome, stake: stakes.reduce((sum, { stake }) => sum + stake, 0) };
  }

  /** Stake points on an outcome, at the picture on screen now. */
  pick(prediction: string, outcome: string, stake: number): void {
    const programTime = this.#picture.programTime();
    if (programTime === null) return;
    const id = this.#chat.newId();
    this.picking = { id, prediction, outcome, stake, programTime, problem: null };
    this.#say(this.picking);
  }

  /** Put the card away; it comes back when something new happens. */
  dismiss(): void {
    const { shown } = this;
    if (!shown) return;
    this.#dismissed = nameOf(shown);
    this.shown = null;
  }

  #say({ id, prediction, outcome, stake, programTime }: Picking): void {
    const asked = { id, prediction, outcome, stake, ...timed(programTime) };
    this.#chat.say({ type: "prediction.pick", ...asked });
  }

  #take(event: RoomEvent): void {
    if (event.type === "told") this.#ballot.add(event.told);
    else if (event.type === "points") this.#counted(event);
    else if (event.type === "ack" && event.pick) this.#picked(event.id, event.pick);
    else if (this.picking?.problem === null) this.#hear(event, this.picking);
  }

  /** What concerns a pick on its way: it goes again when the line was lost. */
  #hear(event: RoomEvent, picking: Picking): void {
    if (event.type === "welcome") this.#say(picking);
    else if (event.type === "error" && event.id === picking.id) void this.#refused(event.code);
  }

  #counted({ points, stakes, told }: RoomEvent & { type: "points" }): void {
    this.points = points;
    if (stakes) this.#stakes = stakes;
    if (told) this.#ballot.add(told);
  }

  #picked(id: string, pick: Picked): void {
    this.points = pick.points;
    this.#stakes = [...this.#stakes, pick];
    if (this.picking?.id === id) this.picking = null;
  }

  /** Without a playlist of the viewer's own there is one to be had; then it goes again. */
  async #refused(code: string): Promise<void> {
    const picking = this.picking;
    if (!picking) return;
    const isAgain = picking.id.endsWith("+");
    if (code === "no_session" && !isAgain && (await this.#picture.playOwn())) {
      const again = { ...picking, id: `${picking.id}+` };
      if (this.picking !== picking) return;
      this.picking = again;
      this.#say(again);
    } else {
      this.picking = { ...picking, problem: PROBLEMS[code] ?? "That did not work; try again" };
    }
  }

  #show(): void {
    const programTime = this.#picture.programTime();
    const found = programTime === null ? null : this.#ballot.at(programTime);
    const shown = found && this.#isInView(found, programTime ?? 0) ? found : null;
    if (JSON.stringify(shown) !== JSON.stringify(this.shown)) this.shown = shown;
    this.left = leftOf(shown, programTime);
  }

  #isInView(found: Prediction, programTime: number): boolean {
    const isOver = found.stage === "resolved" || found.stage === "voided";
    const isOld = isOver && programTime - found.changedAt > STAYS_MS;
    return !isOld && nameOf(found) !== this.#dismissed;
  }
}

function leftOf(shown: Prediction | null, programTime: number | null): number | null {
  const locksAt = shown?.stage === "open" ? shown.locksAt : null;
  return locksAt === null || programTime === null ? null : locksAt - programTime;
}

function nameOf({ id, stage }: Prediction): string {
  return `${id}/${stage}`;
}
