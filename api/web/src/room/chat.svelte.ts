/** The chat of a channel, on the time of the picture. Knows no markup. */

import { Link, socketAddress } from "../link";
import type { Author, Line, RoomEvent } from "./line";
import { eventsOf } from "./line";
import { Playhead, timed } from "./playhead";
import { Transcript } from "./transcript";

/** What the chat asks of the player. */
export interface Picture {
  /** Programme time of the frame on screen, ms since 1970; null where there is no picture. */
  programTime(): number | null;
  /** How fast it moves; 0 while it stands. */
  rate(): number;
  /** Whether there is, or will be, a picture to wait for. */
  readonly isWatching: boolean;
}

/** A line of ours the room has not told of yet. */
export interface Unsaid {
  id: string;
  text: string;
  programTime: number | null;
  /** Why the room would not have it; null while it is on its way. */
  problem: string | null;
}

export type Connection = "connecting" | "open" | "lost" | "unknown";

const TICK_MS = 100;
const PING_MS = 4000;
const HISTORY = 100;
const PROBLEMS: Record<string, string> = {
  too_fast: "Not so fast",
  silenced: "A moderator has silenced you",
  too_long: "Too long",
  empty: "Nothing to read",
  unavailable: "Chat is away for a moment",
  busy: "Too much is said at once",
};

export class Chat {
  lines = $state.raw<readonly Line[]>([]);
  unsaid = $state.raw<readonly Unsaid[]>([]);
  me = $state.raw<Author | null>(null);
  connection = $state<Connection>("connecting");
  viewers = $state(0);
  /** Whether lines are shown as they come, before their picture. */
  maySpoil = $state(false);
  /** Hears what is about more than lines. */
  others: (event: RoomEvent) => void = () => undefined;

  readonly #picture: Picture;
  readonly #transcript = new Transcript();
  readonly #playhead = new Playhead();
  readonly #link: Link;
  readonly #page = Math.random().toString(36).slice(2, 10);
  #count = 0;
  #epoch: string | null = null;
  #offset = -1;
  #asked: number | null = null;
  #isComplete = false;
  #isRenewing = false;
  #pingedAt = 0;
  #timer = 0;

  constructor(channel: string, picture: Picture) {
    this.#picture = picture;
    const address = socketAddress(`/ws/channels/${encodeURIComponent(channel)}`);
    this.#link = new Link(address, {
      opened: this.#hello.bind(this),
      heard: (frame) => {
        for (const event of eventsOf(frame)) {
          this.#take(event);
          this.others(event);
        }
        this.#show();
      },
      lost: (code) => {
        if (this.#isRenewing) this.#isRenewing = false;
        else this.connection = code === 4404 ? "unknown" : "lost";
      },
    });
  }

  /** Connect; returns what lets go. */
  start(): () => void {
    void introduce().finally(() => {
      this.#link.connect();
    });
    this.#timer = setInterval(this.#tick.bind(this), TICK_MS);
    return () => {
      clearInterval(this.#timer);
      this.#link.close();
    };
  }

  /** Say a line. */
  send(text: string): void {
    const programTime = this.#picture.programTime();
    const unsaid = { id: this.newId(), text, programTime, problem: null };
    this.unsaid = [...this.unsaid, unsaid];
    this.#beat();
    this.#say(unsaid);
  }

  /** Take back a line the room would not have. */
  forget(id: string): void {
    this.unsaid = this.unsaid.filter((one) => one.id !== id);
  }

  /** Take another name; the reason where that cannot be. */
  async rename(name: string): Promise<string | null> {
    const problem = await introduce(name);
    if (problem === null) {
      // The new name comes with a new hello; nothing is lost in between.
      this.#isRenewing = true;
      this.#link.renew();
    }
    return problem;
  }

  /** A name of its own for a message. */
  newId(): string {
    this.#count += 1;
    return `${this.#page}-${this.#count}`;
  }

  /** Send a message that has an id, the picture told before. */
  say(message: Record<string, unknown>): void {
    this.#beat();
    this.#tell(message);
  }

  #tell(message: Record<string, unknown>): void {
    this.#link.send(JSON.stringify(message));
  }

  #hello(): void {
    const resume = this.#epoch === null ? {} : { resume: { offset: this.#offset, epoch: this.#epoch } };
    // Before the first line there is nothing to resume from.
    this.#tell({ type: "hello", ...(this.#offset < 0 ? {} : resume) });
  }

  #say({ id, text, programTime }: Unsaid): void {
    this.#tell({ type: "chat.send", id, text, ...timed(programTime) });
  }

  #take(event: RoomEvent): void {
    switch (event.type) {
      case "welcome":
        this.#welcome(event);
        break;
      case "line":
        this.#reach(event.line.offset);
        this.#transcript.add(event.line);
        break;
      case "deleted":
        this.#reach(event.offset);
        this.#transcript.remove(event.id);
        break;
      case "cleared":
        this.#reach(event.offset);
        this.#transcript.removeOf(event.viewer);
        break;
      case "moved":
        this.#reach(event.offset);
        this.#transcript.move(event.ids, event.to);
        break;
      case "presence":
        this.viewers = event.viewers;
        break;
      case "gap":
        this.#askFor(event);
        break;
      case "ack":
        this.#acknowledged(event);
        break;
      case "error":
        this.#refused(event);
        break;
      case "told":
        this.#reach(event.offset);
        break;
      case "points":
    }
  }

  #askFor({ from, to }: RoomEvent & { type: "gap" }): void {
    const limit = Math.min(HISTORY, to - from + 1);
    this.#tell({ type: "history", id: this.newId(), before: to + 1, limit });
  }

  #welcome({ viewer, epoch, resumed }: RoomEvent & { type: "welcome" }): void {
    if (!resumed) {
      this.#transcript.clear();
      this.#offset = -1;
      this.#isComplete = false;
    }
    this.me = viewer;
    this.#epoch = epoch;
    this.#asked = null;
    this.#playhead.reset();
    this.connection = "open";
    // What was on its way when the line broke goes again, under the same id.
    for (const unsaid of this.unsaid) if (unsaid.problem === null) this.#say(unsaid);
  }

  #reach(offset: number): void {
    this.#offset = Math.max(this.#offset, offset);
  }

  #acknowledged({ id, messageId, lines }: RoomEvent & { type: "ack" }): void {
    if (messageId !== null) {
      this.#transcript.own(messageId);
      this.forget(id);
      return;
    }
    const before = this.#transcript.size;
    for (const line of lines) this.#transcript.add(line);
    if (this.#asked === null) return;
    this.#isComplete = lines.length === 0 || this.#transcript.size === before;
    this.#asked = null;
  }

  #refused({ id, code, message, retryAfter }: RoomEvent & { type: "error" }): void {
    const problem = PROBLEMS[code] ?? message;
    const wait = retryAfter === null || retryAfter < 2 ? "" : `, for ${duration(retryAfter)}`;
    setTimeout(
      () => {
        this.#asked = null;
      },
      1000 * (retryAfter ?? 1),
    );
    this.unsaid = this.unsaid.map((one) =>
      one.id === id ? { ...one, problem: problem + wait } : one,
    );
  }

  #tick(): void {
    const now = performance.now();
    if (now - this.#pingedAt > PING_MS && this.connection === "open") {
      this.#pingedAt = now;
      this.#tell({ type: "ping" });
    }
    this.#beat();
    this.#show();
  }

  #beat(): void {
    const programTime = this.#picture.programTime();
    if (programTime === null || this.connection !== "open") return;
    const beat = this.#playhead.next(programTime, this.#picture.rate(), performance.now());
    if (beat) this.#tell({ type: "playhead", ...timed(programTime), rate: beat.rate });
  }

  /** Show what is to be read by now; ask for more where the viewer has gone back before it. */
  #show(): void {
    const programTime = this.maySpoil ? null : this.#picture.programTime();
    const waits = programTime === null && !this.maySpoil && this.#picture.isWatching;
    const lines = this.#transcript.upTo(waits ? Number.NEGATIVE_INFINITY : programTime);
    if (!isSame(lines, this.lines)) this.lines = lines;
    if (programTime !== null) this.#askBack(programTime);
  }

  #askBack(programTime: number): void {
    const oldest = this.#transcript.oldest;
    if (this.#isComplete || this.#asked !== null || oldest === null || programTime > oldest) return;
    this.#asked = programTime;
    this.#tell({ type: "history", id: this.newId(), limit: HISTORY, ...timed(programTime) });
  }
}

function isSame(one: readonly Line[], other: readonly Line[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index]);
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** Be known to the server, by a cookie; the reason where it will not have the name. */
async function introduce(name?: string): Promise<string | null> {
  try {
    const answer = await fetch("/api/v1/viewer", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(name === undefined ? {} : { name }),
    });
    if (answer.ok) return null;
    const problem = (await answer.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? "That name cannot be used";
  } catch {
    return "The server does not answer; try again";
  }
}
