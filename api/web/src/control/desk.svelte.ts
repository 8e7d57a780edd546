/** All that is known of a channel while its operator looks, and the way to write. Knows no markup. */

import { askChannel, type Channel } from "../channel";
import { ServerClock } from "../server-clock";
import { timeOfDay } from "../times";
import { type Moment, withinFrame } from "./basis";
import { Client, type Answer, type Write } from "../client";
import { type Dial, dialOf } from "./dial";
import { cursorOf, entriesOf, type Entry, joined } from "./entry";
import { isBody, numberOrNull } from "../fields";
import { airedAt, rateOf } from "./frames";
import { type GameState, stateOf } from "./game-state";
import { type Rundown, rundownOf } from "./cue";
import { graphicsOf, type Graphic } from "./graphic";
import { type Feed, feedsOf, type Health, healthOf } from "./health";
import { History } from "./history";
import { Owner } from "./owner.svelte";
import { Poll } from "./poll";
import { type Prediction, predictionsOf } from "./prediction";
import { Press } from "./press.svelte";
import { type Truth, truthOf } from "./truth";

export type Connection = "connecting" | "lost" | "open" | "unknown";

const EVERY_MS = 1000;
/** Parts of the API that a server may lack are asked for again after so many rounds. */
const LACKING_ROUNDS = 30;
const HEALTHS_KEPT = 10;
/** Measured latenesses change slowly: they are asked for every so many rounds. */
const DIAL_ROUNDS = 5;
const SEEN_MS = 5000;
const OFF_MS = 8000;

export class Desk {
  connection = $state<Connection>("connecting");
  channel = $state.raw<Channel | null>(null);
  health = $state.raw<Health | null>(null);
  /** The health of some seconds ago. */
  before = $state.raw<Health | null>(null);
  feeds = $state.raw<readonly Feed[]>([]);
  /** The game as of the next frame, and as of the picture on this page. */
  now = $state.raw<GameState | null>(null);
  picture = $state.raw<GameState | null>(null);
  truth = $state.raw<Truth | null>(null);
  dial = $state.raw<Dial | null>(null);
  /** The server's time as this page looked last, ms since 1970. */
  time = $state(0);
  log = $state.raw<readonly Entry[]>([]);
  hasOlder = $state(false);
  /** Null where the server has no such thing, undefined while it does not say. */
  graphics = $state.raw<readonly Graphic[] | null | undefined>(undefined);
  predictions = $state.raw<readonly Prediction[] | null | undefined>(undefined);
  rundown = $state.raw<Rundown | null | undefined>(undefined);
  /** While its rundown is being changed here, what the server said before counts no more. */
  isPlanning = false;

  readonly owner: Owner;
  readonly clock = new ServerClock();
  readonly #client: Client;
  readonly #shown: () => number | null;
  #poll: Poll | null = null;
  #healths: Health[] = [];
  readonly #states = new History();
  #cursor: string | null = null;
  #round = 0;
  #seen: { shown: number; at: number } | null = null;
  /** When it was on air last, by this page's own clock. */
  #onAir = -OFF_MS;
  readonly #lacking: Record<string, number> = {};

  /** `shown` is the programme time of the frame on this page's screen (ms since 1970). */
  constructor(
    readonly name: string,
    shown: () => number | null,
  ) {
    this.#shown = shown;
    this.owner = new Owner((token) => new Client(name, () => token).ask("/log?limit=1"));
    this.#client = new Client(name, this.owner.token);
  }

  /** Look from now on; returns what stops that. */
  start(): () => void {
    const poll = new Poll(this.#look.bind(this), EVERY_MS, document);
    this.#poll = poll;
    return () => {
      poll.close();
    };
  }

  /** A button's press, told to the server. */
  press(): Press {
    return new Press(this);
  }

  async write(write: Write, key: string): Promise<Answer> {
    const answer = await this.#client.write(write, key);
    this.owner.heard(answer);
    // Done is what stands in the log, so that an undo right behind it means this.
    if (answer.kind === "ok") await this.#lookAtLog();
    this.#poll?.soon();
    return answer;
  }

  /** A cue as it would stand; null where that cannot be said. */
  preview(cue: string, width: number): Promise<Blob | null> {
    return this.#client.picture(`/rundown/${cue}/preview.png?width=${width}`);
  }

  /** The moment of a press. */
  moment(): Moment {
    return { programTime: this.#pictureTime(), serverTime: this.clock.at(performance.now()) };
  }

  /** Of the frame on screen; while a player that had trouble begins again, as it would go on. */
  #pictureTime(): number | null {
    const [shown, at] = [this.#shown(), performance.now()];
    if (shown !== null) this.#seen = { shown, at };
    const seen = this.#seen;
    return seen && at - seen.at < SEEN_MS ? seen.shown + at - seen.at : null;
  }

  /** What came of a commit, in words: from when on it shows, and where it stands in the log. */
  readonly committed = (body: unknown, happened: number | null = null): string => {
    const frame = isBody(body) ? numberOrNull(body["frame"]) : null;
    const sequence = isBody(body) ? numberOrNull(body["sequence"]) : null;
    if (frame === null) return "Done";
    const aired = this.#aired(frame);
    // What happened at the venue a moment ago shows when its picture is on air.
    const shown = Math.max(aired, (happened ?? 0) + (this.health?.distanceUs ?? 0) / 1000);
    return `Shows from ${timeOfDay(shown)} · frame ${frame} · entry ${sequence ?? "?"}`;
  };

  /** Read on in the log, to what was before. */
  async older(): Promise<void> {
    if (this.#cursor === null) return;
    const answer = await this.#client.ask(`/log?before=${this.#cursor}`);
    if (answer.kind !== "ok") return;
    this.log = joined(this.log, entriesOf(answer.body));
    this.#cursor = cursorOf(answer.body);
    this.hasOlder = this.#cursor !== null;
  }

  async #look(): Promise<void> {
    const answer = await askChannel(this.name);
    if (answer.kind !== "channel") {
      this.connection = answer.kind === "unknown" ? "unknown" : "lost";
      return;
    }
    this.channel = answer.channel;
    if (answer.sample) this.clock.add(answer.sample);
    this.connection = "open";
    this.time = this.clock.at(performance.now());
    this.owner.retry();
    this.#pictureTime();
    const isOnAir = answer.channel.state === "on_air";
    if (isOnAir) this.#onAir = performance.now();
    // One that is late to tell how it is, or begins again, takes nothing away that is being typed.
    else if (performance.now() - this.#onAir >= OFF_MS) this.#off();
    await Promise.all([
      isOnAir ? this.#lookAtProgramme() : null,
      isOnAir ? this.#lookAtTruth() : null,
      this.#lookAtFeeds(),
      this.owner.state === "in" ? this.#lookAsOwner(isOnAir) : null,
    ]);
    this.#round += 1;
  }

  async #lookAsOwner(isOnAir: boolean): Promise<void> {
    await Promise.all([
      this.#lookAtLog(),
      isOnAir ? this.#lookAtRundown() : null,
      this.#round % 2 === 0 ? this.#lookAtExtras() : null,
    ]);
  }

  #off(): void {
    this.health = this.before = this.now = this.picture = null;
    this.truth = this.dial = null;
    this.graphics = this.rundown = undefined;
    this.#healths = [];
    this.#states.clear();
  }

  async #lookAtProgramme(): Promise<void> {
    const [health, now] = await Promise.all([this.#client.ask("/health"), this.#client.ask("/state")]);
    if (health.kind === "ok") this.#take(healthOf(health.body));
    if (now.kind === "ok") this.now = stateOf(now.body);
    if (this.now) this.#states.add(this.now, this.#aired(this.now.frame));
    this.picture = await this.#pictured();
  }

  async #pictured(): Promise<GameState | null> {
    const shown = this.#shown();
    if (shown === null) return null;
    const known = this.#states.at(shown);
    if (known) return known;
    const answer = await this.#client.ask(`/state?at=${withinFrame(shown)}`);
    return answer.kind === "ok" ? stateOf(answer.body) : this.picture;
  }

  #aired(frame: number): number {
    return airedAt(frame, rateOf(frame, this.clock.at(performance.now())));
  }

  #take(health: Health | null): void {
    if (!health) return;
    this.#healths = [...this.#healths, health].slice(-HEALTHS_KEPT);
    this.health = health;
    this.before = this.#healths[0] ?? null;
  }

  async #lookAtFeeds(): Promise<void> {
    const answer = await this.#client.feeds();
    if (answer.kind === "ok") this.feeds = feedsOf(answer.body, this.name);
  }

  async #lookAtTruth(): Promise<void> {
    const [truth, dial] = await Promise.all([
      // It says what happened before the picture shows it, to the owner alone.
      this.owner.state === "in" ? this.#client.ask("/truth") : null,
      this.#round % DIAL_ROUNDS === 0 ? this.#maybe("/dial") : undefined,
    ]);
    if (truth === null) this.truth = null;
    else if (truth.kind === "ok") this.truth = truthOf(truth.body);
    if (dial !== undefined) this.dial = dial && dialOf(dial);
  }

  async #lookAtLog(): Promise<void> {
    const answer = await this.#client.ask("/log");
    this.owner.heard(answer);
    if (answer.kind !== "ok") return;
    const [fresh, newest] = [entriesOf(answer.body), this.log[0]?.sequence];
    const goesOn = fresh.some(({ sequence }) => sequence === newest);
    this.log = goesOn ? joined(this.log, fresh) : fresh;
    if (goesOn) return;
    // At first, and after a page was hidden for long: what lies between is read on demand.
    this.#cursor = cursorOf(answer.body);
    this.hasOlder = this.#cursor !== null;
  }

  async #lookAtRundown(): Promise<void> {
    const rundown = await this.#maybe("/rundown");
    if (rundown === undefined || this.isPlanning) return;
    const found = rundown && rundownOf(rundown);
    // What was asked before a change may be answered after it.
    if (!found || found.version >= (this.rundown?.version ?? 0)) this.rundown = found;
  }

  async #lookAtExtras(): Promise<void> {
    const [graphics, predictions] = await Promise.all([
      this.#maybe("/graphics"),
      this.#maybe("/predictions"),
    ]);
    if (graphics !== undefined) this.graphics = graphics && graphicsOf(graphics);
    if (predictions !== undefined) this.predictions = predictions && predictionsOf(predictions);
  }

  /** What a server may lack: null where it does, undefined where it does not say just now. */
  async #maybe(path: string): Promise<object | null | undefined> {
    if (this.#round < (this.#lacking[path] ?? 0)) return undefined;
    const answer = await this.#client.ask(path);
    if (answer.kind === "ok" && isBody(answer.body)) return answer.body;
    if (answer.kind !== "refused" || answer.status !== 404) return undefined;
    this.#lacking[path] = this.#round + LACKING_ROUNDS;
    return null;
  }
}
