/** A channel's room to whoever moderates: every line as it comes, and who must be silent. */

import { Link, socketAddress } from "../link";
import { eventsOf, type Line, type RoomEvent } from "../room/line";
import { Client } from "../client";
import type { Desk } from "./desk.svelte";
import { itemsOf, textOf, timeOf } from "../fields";
import { Lines } from "./lines";
import { Poll } from "./poll";

export interface Silenced {
  viewer: string;
  /** The name they last spoke under, as far as this page has heard. */
  name: string;
  /** ms since 1970. */
  until: number;
}

const PING_MS = 4000;
const EVERY_MS = 2000;
const HISTORY = 100;

export class Moderation {
  /** Newest first. */
  lines = $state.raw<readonly Line[]>([]);
  viewers = $state(0);
  isOpen = $state(false);
  silenced = $state.raw<readonly Silenced[]>([]);
  readonly #link: Link;
  readonly #client: Client;
  readonly #lines = new Lines();
  readonly #names: Record<string, string> = {};
  #resume: { offset: number; epoch: string } | null = null;

  constructor(desk: Desk) {
    this.#client = new Client(desk.name, desk.owner.token);
    this.#link = new Link(socketAddress(`/ws/channels/${encodeURIComponent(desk.name)}`), {
      opened: () => {
        // Before the first line there is nothing to resume from.
        const resume = this.#resume && this.#resume.offset >= 0 ? { resume: this.#resume } : {};
        this.#tell({ type: "hello", ...resume });
      },
      heard: (frame) => {
        this.#heard(eventsOf(frame));
      },
      lost: () => {
        this.isOpen = false;
      },
    });
  }

  /** Listen from now on; returns what stops that. */
  start(): () => void {
    this.#link.connect();
    const pings = setInterval(() => {
      this.#tell({ type: "ping" });
    }, PING_MS);
    const poll = new Poll(this.look.bind(this), EVERY_MS, document);
    return () => {
      clearInterval(pings);
      poll.close();
      this.#link.close();
    };
  }

  /** Ask who must be silent. */
  async look(): Promise<void> {
    const answer = await this.#client.ask("/chat/silences");
    if (answer.kind !== "ok") return;
    this.silenced = itemsOf(answer.body).map((item) => {
      const viewer = textOf(item["viewer"]);
      const name = this.#names[viewer] ?? `Viewer ${viewer.slice(0, 6)}`;
      return { viewer, name, until: timeOf(item["until"]) ?? 0 };
    });
  }

  #heard(events: readonly RoomEvent[]): void {
    let hasChanged = false;
    for (const event of events) {
      hasChanged = this.#lines.take(event) || hasChanged;
      this.#note(event);
    }
    if (hasChanged) this.lines = this.#lines.all;
  }

  #note(event: RoomEvent): void {
    if (event.type === "presence") this.viewers = event.viewers;
    else if (event.type === "welcome") {
      this.isOpen = true;
      this.#resume = { offset: event.offset, epoch: event.epoch };
    } else if (event.type === "gap") {
      const limit = Math.min(HISTORY, event.to - event.from + 1);
      this.#tell({ type: "history", id: `gap-${event.to}`, before: event.to + 1, limit });
    } else if (event.type === "line") {
      this.#names[event.line.author.id] = event.line.author.name;
      this.#reach(event.line.offset);
    } else if ("offset" in event) this.#reach(event.offset);
  }

  #reach(offset: number): void {
    if (this.#resume && offset > this.#resume.offset) this.#resume = { ...this.#resume, offset };
  }

  #tell(message: Record<string, unknown>): void {
    this.#link.send(JSON.stringify(message));
  }
}
