/** Entries of the show log, and what they say in words. */

import {
  bodiesOf,
  isBody,
  itemsOf,
  numberOf,
  numberOrNull,
  sentence,
  textOf,
  timeOf,
  type Body,
} from "../fields";
import { shortOf, type GameState } from "./game-state";
import { heldAt, titleOf } from "./holding";

export interface Entry {
  sequence: number;
  frame: number;
  /** When it came in, ms since 1970. */
  arrival: number;
  actor: string;
  payload: Body;
}

/** Whether it did something: what a feed said that was not taken, and not asked about, did nothing. */
export function isDone({ payload }: Entry): boolean {
  return payload["type"] !== "fact_heard" || isBody(payload["question"]);
}

/** Who acts here by hand. */
export const OWNER = "owner";

/** Facts; whatever else stands in the log cannot be taken back. */
const FACTS: Record<string, (payload: Body, names: Names) => string> = {
  match: (payload) => {
    const [home, away] = [payload["home"], payload["away"]].map((team) =>
      isBody(team) ? textOf(team["name"]) : "?",
    );
    return `Match: ${home ?? "?"} – ${away ?? "?"}`;
  },
  period_started: (payload) => `Period ${numberOf(payload["period"])} began`,
  period_ended: (payload) => `Period ${numberOf(payload["period"])} ended`,
  clock_set: (payload) =>
    `Clock ${payload["running"] === false ? "stopped at" : "set to"} ${textOf(payload["clock"])}`,
  added_time: (payload) => `Added time: ${numberOf(payload["minutes"])} min`,
  goal: (payload, names) => `Goal ${names.side(payload)}${scorer(payload)}`,
  card: (payload, names) =>
    `${sentence(textOf(payload["color"]))} card ${names.side(payload)}${person(payload)}`,
  substitution: (payload, names) =>
    `Substitution ${names.side(payload)}: ${textOf(payload["player_in"]) || "?"} for ${textOf(payload["player_out"]) || "?"}`,
  stat: (payload) =>
    `${sentence(textOf(payload["name"]))} ${numberOf(payload["home"])}–${numberOf(payload["away"])}`,
  correction: (payload) =>
    `Score corrected to ${numberOf(payload["home"])}–${numberOf(payload["away"])}${reason(payload)}`,
  retraction: (payload, names) => {
    const taken = names.fact(textOf(payload["retracts"]));
    const said = taken?.payload["type"] === "retraction" ? "Brought back" : "Took back";
    return `${said}: ${names.original(taken)}${reason(payload)}`;
  },
};
const OTHERS: Record<string, (payload: Body, names: Names) => string> = {
  source_cut: (payload) => `Cut to ${textOf(payload["source"])}`,
  timing_set: (payload) => {
    const source = textOf(payload["source"]);
    if (source) return `Latency of ${source} set to ${seconds(payload["latency_us"])}`;
    return `Distance set to ${seconds(payload["distance_us"])}`;
  },
  offset_set: (payload) =>
    `Offset of feed ${textOf(payload["feed"])} set to ${seconds(payload["offset_us"])}`,
  fact_heard: (payload, names) => {
    const [fact] = bodiesOf([payload["fact"]]);
    const told = FACTS[textOf(fact?.["type"])];
    const words = fact && told ? told(fact, names) : sentence(textOf(fact?.["type"]));
    return `${isBody(payload["question"]) ? "Asked" : "Heard, not taken"}: ${words}`;
  },
  lead_set: (payload) => {
    const name = textOf(payload["name"]);
    return `${textOf(payload["feed"])} leads: ${textOf(payload["field"])}${name ? ` (${name})` : ""}`;
  },
  question_answered: (payload) => {
    const kind = textOf(payload["question"]).split(":")[0] ?? "";
    const answer = payload["answer"] === "take" ? "the feed is right" : "ours stands";
    return `Decided: ${answer} (${kind.replaceAll("_", " ")})`;
  },
  override_set: (payload, names) => {
    const hold = { field: textOf(payload["field"]), value: payload["value"] };
    return ["Held: " + titleOf(hold.field, names.state), heldAt(hold)].filter((part) => part).join(" · ");
  },
  override_released: (payload, names) => `Let go: ${titleOf(textOf(payload["field"]), names.state)}`,
  rundown_set: (payload) => {
    const count = bodiesOf(payload["cues"]).length;
    const how = payload["undoes"] === true ? "undone" : payload["redoes"] === true ? "redone" : "set";
    return `Rundown ${how}: ${count} ${count === 1 ? "cue" : "cues"}`;
  },
  cue_skipped: (payload) => `Cue skipped: ${textOf(payload["reason"])}`,
  graphic_stepped: (payload) =>
    `Graphic at step ${numberOf(payload["step"])}: ${textOf(payload["graphic"]).replaceAll("_", " ")}`,
};

/** What entries need of the rest of the log to be put in words. */
interface Names {
  state: GameState | null;
  side(payload: Body): string;
  fact(id: string): Entry | undefined;
  /** The words of a fact; of one that was taken back and forth, those of the first. */
  original(entry: Entry | undefined): string;
}

/** The entries of a page of the log, newest first. */
export function entriesOf(page: unknown): Entry[] {
  return itemsOf(page).flatMap((item) => entryOf(item) ?? []);
}

/** The cursor of the page before; null where there is none. */
export function cursorOf(page: unknown): string | null {
  return isBody(page) && typeof page["next"] === "string" ? page["next"] : null;
}

/** Entries of two pages as one list, newest first, each once. */
export function joined(some: readonly Entry[], more: readonly Entry[]): Entry[] {
  const all = new Map([...more, ...some].map((entry) => [entry.sequence, entry]));
  return [...all.values()].sort((one, other) => other.sequence - one.sequence);
}

/** Whether it can be taken back. */
export function isFact({ payload }: Entry): boolean {
  return textOf(payload["type"]) in FACTS && textOf(payload["id"]) !== "";
}

/** The sequences of the facts that were taken back, of entries newest first. */
export function takenBack(entries: readonly Entry[]): ReadonlySet<number> {
  const ids = new Set<string>();
  const sequences = new Set<number>();
  for (const entry of entries) {
    // Told anew since, a fact stands; so only what came before its retraction is gone.
    if (ids.has(textOf(entry.payload["id"]))) sequences.add(entry.sequence);
    else if (entry.payload["type"] === "retraction") ids.add(textOf(entry.payload["retracts"]));
  }
  return sequences;
}

/** What an undo of the last press never means. */
const KEPT: readonly unknown[] = ["match", "retraction"];

/** The last fact by hand that stands; null where there is none. The match itself is none of it. */
export function lastByHand(entries: readonly Entry[]): Entry | null {
  const gone = takenBack(entries);
  const stands = (entry: Entry): boolean =>
    entry.actor === OWNER &&
    isFact(entry) &&
    !KEPT.includes(entry.payload["type"]) &&
    !gone.has(entry.sequence);
  return entries.find(stands) ?? null;
}

/** What an entry says, with the sides as the state names them. */
export function wordsOf(entry: Entry, entries: readonly Entry[], state: GameState | null): string {
  const type = textOf(entry.payload["type"]);
  const fact = FACTS[type];
  if (fact) return fact(entry.payload, namesOf(entries, state));
  const other = OTHERS[type];
  if (other) return other(entry.payload, namesOf(entries, state));
  const about = aboutOf(entry.payload, entries);
  return sentence(type) + (about ? `: ${about}` : "");
}

/** What a graphic or a prediction is called; nothing where it is about neither. */
function aboutOf({ graphic, fields, prediction, outcome, reason: why }: Body, entries: readonly Entry[]): string {
  if (textOf(graphic)) {
    const title = isBody(fields) ? textOf(fields["title"]) : "";
    return textOf(graphic).replaceAll("_", " ") + (title ? ` · ${title}` : "");
  }
  const id = textOf(prediction);
  const opened = entries.find(({ payload }) => id && payload["prediction"] === id && payload["question"]);
  const chosen = bodiesOf(opened?.payload["outcomes"]).find((one) => one["id"] === outcome);
  const more = [textOf(chosen?.["title"]), textOf(why)].filter((part) => part);
  return [textOf(opened?.payload["question"]), ...more].filter((part) => part).join(" · ");
}

const ACTORS: Record<string, string> = {
  [OWNER]: "Operator",
  cue: "By itself",
  engine: "By itself",
  viewer: "A viewer of the demo",
};

/** Who did it. */
export function actorOf({ actor }: Entry): string {
  return ACTORS[actor] ?? `Feed ${actor}`;
}

function namesOf(entries: readonly Entry[], state: GameState | null): Names {
  const names: Names = {
    state,
    side: (payload) => {
      const side = textOf(payload["side"]);
      return state && (side === "home" || side === "away") ? shortOf(state[side]) : side;
    },
    fact: (id) => entries.find(({ payload }) => textOf(payload["id"]) === id),
    original: (entry) => {
      if (!entry) return "an earlier fact";
      const before = names.fact(textOf(entry.payload["retracts"]));
      if (entry.payload["type"] === "retraction") return names.original(before);
      return wordsOf(entry, entries, state);
    },
  };
  return names;
}

function entryOf(item: Body): Entry | null {
  const arrival = timeOf(item["arrival"]);
  const [payload] = bodiesOf([item["payload"]]);
  const sequence = numberOrNull(item["sequence"]);
  if (sequence === null || arrival === null || !payload) return null;
  const frame = numberOf(item["frame"]);
  return { sequence, frame, arrival, actor: textOf(item["actor"]), payload };
}

function scorer(payload: Body): string {
  const kind = textOf(payload["kind"]);
  const assist = textOf(payload["assist"]);
  const more = [
    kind && kind !== "play" ? sentence(kind).toLowerCase() : "",
    assist ? `assist ${assist}` : "",
  ].filter((part) => part);
  return person(payload) + (more.length ? ` (${more.join(", ")})` : "");
}

function person(payload: Body): string {
  const player = textOf(payload["player"]);
  const minute = numberOrNull(payload["minute"]);
  return (player ? ` · ${player}` : "") + (minute === null ? "" : ` ${minute}′`);
}

function reason(payload: Body): string {
  const said = textOf(payload["reason"]);
  return said ? ` (${said})` : "";
}

function seconds(micros: unknown): string {
  return `${(numberOf(micros) / 1e6).toFixed(1)} s`;
}
