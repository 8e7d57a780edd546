/** What is said in a room as moderators read it: as it came in, whatever its picture. */

import type { Line, RoomEvent } from "../room/line";

const KEPT = 300;

export class Lines {
  #lines = new Map<string, Line>();

  /** The newest first. */
  get all(): Line[] {
    return [...this.#lines.values()].sort((one, other) => other.offset - one.offset);
  }

  /** Take what a room tells; whether anything changed. */
  take(event: RoomEvent): boolean {
    switch (event.type) {
      case "welcome":
        if (!event.resumed) this.#lines.clear();
        return !event.resumed;
      case "line":
        this.#add(event.line);
        return true;
      case "deleted":
        return this.#lines.delete(event.id);
      case "cleared":
        for (const line of this.all) if (line.author.id === event.viewer) this.#lines.delete(line.id);
        return true;
      case "ack":
        for (const line of event.lines) this.#add(line);
        return event.lines.length > 0;
      case "moved":
      case "presence":
      case "gap":
      case "error":
      case "points":
      case "told":
        return false;
    }
  }

  #add(line: Line): void {
    this.#lines.set(line.id, line);
    if (this.#lines.size <= KEPT) return;
    const oldest = this.all.at(-1);
    if (oldest) this.#lines.delete(oldest.id);
  }
}
