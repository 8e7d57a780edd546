/** The things of one kind that were asked for, page by page, and the names of those they refer to. */

import { type Answer, reasonOf } from "../client";
import { isBody, textOf } from "../fields";
import { type Api, pathOf } from "./api";
import { type Kind, nameOf, REFERS, type Thing, thingsOf } from "./thing";

const MOST_CHOICES = 1000;
const SETTLED_MS = 200;

export class Shelf {
  items = $state.raw<readonly Thing[]>([]);
  next = $state<string | null>(null);
  state = $state<"asking" | "failed" | "there">("asking");
  problem = $state("");
  query = $state("");
  /** Players and fixtures of this team alone. */
  team = $state("");
  choices = $state.raw<Partial<Record<Kind, readonly Thing[]>>>({});
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly api: Api,
    readonly kind: Kind,
  ) {
    void this.reload();
  }

  /** Ask once typing has come to rest. */
  typed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.reload(), SETTLED_MS);
  }

  async reload(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const [answer] = await Promise.all([this.#page(""), this.#choose()]);
    if (round === this.#round) this.#took(answer, []);
  }

  async more(): Promise<void> {
    const round = this.#round;
    const answer = await this.#page(this.next ?? "");
    if (round === this.#round) this.#took(answer, this.items);
  }

  /** What a thing that another refers to is called. */
  readonly called = (id: string): string => {
    for (const things of Object.values(this.choices)) {
      const found = things.find((thing) => thing.id === id);
      if (found) return nameOf(found);
    }
    return "…";
  };

  #page(after: string): Promise<Answer> {
    const isOfTeams = this.kind === "players" || this.kind === "matches";
    const asked = {
      limit: "100",
      ...(this.query.trim() ? { q: this.query.trim() } : {}),
      ...(this.team && isOfTeams ? { team: this.team } : {}),
      ...(after ? { after } : {}),
    };
    return this.api.ask(pathOf(this.kind, asked));
  }

  #took(answer: Answer, before: readonly Thing[]): void {
    if (answer.kind !== "ok") {
      this.state = "failed";
      this.problem = reasonOf(answer);
      return;
    }
    this.items = [...before, ...thingsOf(this.kind, answer.body)];
    this.next = isBody(answer.body) ? textOf(answer.body["next"]) || null : null;
    this.state = "there";
  }

  /** All that may be referred to. */
  async #choose(): Promise<void> {
    const kinds = REFERS[this.kind].map(({ to }) => to);
    const once = kinds.filter((kind, place) => kinds.indexOf(kind) === place);
    const found = await Promise.all(once.map(async (kind) => [kind, await allOf(this.api, kind)] as const));
    this.choices = Object.fromEntries(found);
  }
}

/** Everything of a kind, a thousand at most. */
export async function allOf(api: Api, kind: Kind): Promise<readonly Thing[]> {
  const found: Thing[] = [];
  let after = "";
  while (found.length < MOST_CHOICES) {
    const answer = await api.ask(`/${kind}?limit=200${after}`);
    if (answer.kind !== "ok") break;
    found.push(...thingsOf(kind, answer.body));
    const next = isBody(answer.body) ? textOf(answer.body["next"]) : "";
    if (!next) break;
    after = `&after=${encodeURIComponent(next)}`;
  }
  return found;
}
