/** The Spoiler Test: one picture, one feed, one chat; two ways of timing them. Knows no markup. */

import { eachFrame } from "../frame-watch";
import { Pictures } from "../overlay/pictures";
import { Player } from "../player.svelte";
import { Chat } from "../room/chat.svelte";
import type { Line } from "../room/line";
import { askBugs, press, type Stage } from "./server";
import { Side } from "./side.svelte";

/** The sliders' ends (s). */
export const FEED = { least: -10, most: 30 };
export const VIEWER = { least: 1, most: 20 };

/** Asked so often, for so long a stretch (ms): a busy server may answer seconds later. */
const EVERY_MS = 1000;
const TICK_MS = 100;
const STRETCH = { before: 200, after: 6000 };
/** The sliders must stand so long before the test begins anew. */
const STILL_MS = 250;
/** Nobody is nearer to live than this (s). */
const NEAREST = 1.5;
/** A goal takes its attack, the VAR a look at a screen (s). */
const TAKES = { goal: 5, var: 2 };
const HAVE = 120;

export interface Call {
  button: "goal" | "var";
  /** Until its picture is on screen, and how long that was at first (s). */
  left: number;
  of: number;
}

export class SpoilerTest {
  readonly left = new Side();
  readonly right = new Side();
  readonly player: Player;
  readonly chat: Chat;
  /** The feed arrives so long after what it tells of (s); negative is before it. */
  feed = $state(2);
  /** The viewer is so far behind (s). */
  viewer = $state(12);
  /** Whether it begins anew: the sliders have moved. */
  isSettling = $state(true);
  problem = $state<string | null>(null);
  call = $state.raw<Call | null>(null);
  /** The button that is pressed, until the server has said when. */
  pressed = $state<"goal" | "var" | null>(null);

  readonly #stage: Stage;
  readonly #pictures = new Pictures(() => undefined);
  readonly #have: string[] = [];
  readonly #arrived: Line[] = [];
  #video: HTMLVideoElement | null = null;
  #joinedAt = Number.POSITIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #movedAt = performance.now();
  #round = 0;
  #isAsking = false;
  /** Up to which programme time the bugs are known (ms). */
  #knownTo = Number.NEGATIVE_INFINITY;
  #stays = 0;
  #due: { button: "goal" | "var"; programTime: number; of: number } | null = null;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#stays = this.#lag;
    this.player = new Player(stage.channel, stage.playlistUrl);
    const { player } = this;
    this.chat = new Chat(stage.channel, {
      programTime: () => player.programTime(),
      rate: () => player.rate(),
      get isWatching() {
        return player.phase === "opening" || player.phase === "watching";
      },
    });
    this.chat.others = (event) => {
      if (event.type === "welcome") this.#joinedAt = Math.max(event.offset, 0);
      if (event.type === "line") this.#arrived.push(event.line);
      if (this.#arrived.length > 200) this.#arrived.shift();
    };
    this.player.stayBehind(this.#stays);
  }

  /** Play in these elements; returns what lets go of them. */
  attach(video: HTMLVideoElement, stage: HTMLElement): () => void {
    this.#video = video;
    const ended = [this.player.attach(video, stage), this.chat.start()];
    const frames = eachFrame(video, (mediaTime) => {
      this.#show(video, mediaTime);
    });
    const ticks = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    return () => {
      clearInterval(ticks);
      frames();
      for (const end of ended) end();
    };
  }

  setFeed(seconds: number): void {
    this.feed = seconds;
    this.#moved();
  }

  setViewer(seconds: number): void {
    this.viewer = seconds;
    this.#moved();
  }

  /** GOAL or VAR: at once, or as much later as the feed tells of it before. */
  async press(button: "goal" | "var"): Promise<void> {
    if (this.pressed !== null) return;
    this.problem = null;
    this.pressed = button;
    const ahead = Math.max(0, -this.feed);
    const answer = await press(this.#stage.channel, button, TAKES[button] + ahead);
    this.pressed = null;
    if (answer.kind === "refused") {
      this.problem = answer.reason;
      return;
    }
    const { programTime } = answer;
    this.#due = { button, programTime, of: this.#until(programTime) };
    this.#askedAt = Number.NEGATIVE_INFINITY;
  }

  #moved(): void {
    this.isSettling = true;
    this.#movedAt = performance.now();
    this.#round += 1;
    this.left.begin();
    this.right.begin();
  }

  /** How far behind the slider wants this viewer, beyond what nobody can help (s). */
  get #lag(): number {
    return Math.max(0, this.viewer - NEAREST);
  }

  #show(video: HTMLVideoElement, mediaTime: number): void {
    const at = this.player.session?.programTimeAt(mediaTime) ?? null;
    if (at === null) return;
    for (const side of [this.left, this.right]) side.show(video, at);
    const isOld = (line: Line): boolean => line.offset <= this.#joinedAt || this.isSettling;
    this.left.read(this.chat.lines, at, isOld);
    this.right.read(this.#arrived, at, isOld);
  }

  #tick(): void {
    this.#countDown();
    const now = performance.now();
    if (now - this.#movedAt < STILL_MS) return;
    // Once it has come to rest: a seek for every step of a slider would show nothing.
    if (this.#stays !== this.#lag) this.player.stayBehind((this.#stays = this.#lag));
    if (this.#video?.seeking !== false) return;
    const isBeyond = (this.player.programTime() ?? 0) > this.#knownTo;
    if (this.isSettling || isBeyond || now - this.#askedAt > EVERY_MS) void this.#ask(now);
  }

  #countDown(): void {
    const due = this.#due;
    if (!due) return;
    const left = this.#until(due.programTime);
    this.call = left > 0 ? { button: due.button, of: due.of, left } : null;
    if (left <= 0) this.#due = null;
  }

  /** How long until a programme time is on screen, s. */
  #until(programTime: number): number {
    return Math.max(0, (programTime - (this.player.programTime() ?? programTime)) / 1000);
  }

  async #ask(now: number): Promise<void> {
    const [at, behind] = [this.player.programTime(), this.player.stats().latency_ms];
    // Where answers take long, more questions would make them longer.
    if (at === null || behind === null || this.#isAsking) return;
    this.#askedAt = now;
    this.#isAsking = true;
    const [round, until] = [this.#round, at + STRETCH.after];
    const bugs = await askBugs(this.#stage.channel, {
      since: at - STRETCH.before,
      until,
      lateness: this.feed,
      behind: Math.min(60, Math.max(0, behind / 1000)),
      have: this.#have,
    });
    this.#isAsking = false;
    if (!bugs || round !== this.#round) return;
    for (const { pictures } of [...bugs.left, ...bugs.right]) {
      this.#pictures.add(pictures);
      this.#have.push(...pictures.keys());
    }
    this.#have.splice(0, Math.max(0, this.#have.length - HAVE));
    const heard = performance.now();
    const { left, right, changes } = bugs;
    this.#knownTo = until;
    this.left.take({ sets: left, until, changes }, this.#pictures, heard);
    this.right.take({ sets: right, until, changes }, this.#pictures, heard);
    this.isSettling = false;
  }
}
