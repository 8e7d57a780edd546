/** A channel's health and its feeds, and what is wrong with them, in words. */

import { capital, isBody, itemsOf, numberOf, numberOrNull, textOf, timeOf, type Body } from "../fields";

export interface Source {
  name: string;
  state: string;
  trouble: string;
}

export interface Feed {
  name: string;
  state: string;
  latenessUs: number | null;
  facts: number;
  waiting: number;
  error: string;
  /** What came of asking last, in the feed's words; when it is asked next, ms since 1970. */
  lastResult: string;
  nextDue: number | null;
}

export interface Health {
  frame: number;
  frames: number;
  /** Frames late, source frames not used, frames repeated: since the channel began. */
  late: number;
  dropped: number;
  repeated: number;
  partsLost: number;
  program: string;
  isSlate: boolean;
  sources: Source[];
  alarms: string[];
  shed: string[];
  distanceUs: number;
  /** The feeds' offsets to the venue, by name. */
  offsetsUs: Record<string, number>;
}

export interface Trouble {
  tone: "bad" | "odd";
  text: string;
}

/** Less than this is no lateness anyone could see (µs). */
const SEEN_US = 100_000;

export function healthOf(body: unknown): Health | null {
  if (!isBody(body) || !isBody(body["sources"])) return null;
  return {
    frame: numberOf(body["frame"]),
    frames: numberOf(body["frames"]),
    late: numberOf(body["skipped"]),
    dropped: numberOf(body["dropped"]),
    repeated: numberOf(body["repeated"]),
    partsLost: numberOf(body["parts_lost"]),
    program: textOf(body["program"]),
    isSlate: body["is_slate"] === true,
    sources: Object.entries(body["sources"]).map(([name, source]) => sourceOf(name, source)),
    alarms: isBody(body["alarms"]) ? alarmsOf(body["alarms"]) : [],
    shed: Array.isArray(body["shed"]) ? body["shed"].map(textOf) : [],
    distanceUs: numberOf(body["distance_us"]),
    offsetsUs: isBody(body["offsets_us"]) ? offsetsOf(body["offsets_us"]) : {},
  };
}

/** The feeds of a channel. */
export function feedsOf(page: unknown, channel: string): Feed[] {
  return itemsOf(page)
    .filter((item) => item["channel"] === channel)
    .map((item) => ({
      name: textOf(item["feed"]),
      state: textOf(item["state"]),
      latenessUs: numberOrNull(item["lateness_us"]),
      facts: numberOf(item["facts"]),
      waiting: numberOf(item["waiting"]),
      error: textOf(item["error"]),
      lastResult: textOf(item["last_result"]),
      nextDue: timeOf(item["next_due"]),
    }));
}

/** What is wrong, the worst first; `before` is the health of some seconds ago. */
export function troublesOf(health: Health, before: Health | null, feeds: readonly Feed[]): Trouble[] {
  const found = [
    ...pictureTroubles(health),
    ...countedTroubles(health, before),
    ...feeds.flatMap((feed) => feedTroubles(feed, health)),
  ];
  return found.sort((one, other) => Number(other.tone === "bad") - Number(one.tone === "bad"));
}

function pictureTroubles({ isSlate, sources, alarms, shed }: Health): Trouble[] {
  const troubles: Trouble[] = [];
  if (isSlate) troubles.push({ tone: "bad", text: "The slate is on air: no source gives a picture" });
  for (const { name, trouble } of sources) {
    if (trouble) troubles.push({ tone: "bad", text: `${name}: ${trouble}` });
  }
  for (const text of alarms) troubles.push({ tone: "bad", text: capital(text) });
  if (shed.length) {
    troubles.push({ tone: "odd", text: `Renditions given up for now: ${shed.join(", ")}` });
  }
  return troubles;
}

/** Figures that have grown in the last seconds. */
function countedTroubles(health: Health, before: Health | null): Trouble[] {
  const grown = (key: "late" | "partsLost"): number =>
    before && before.frames <= health.frames ? health[key] - before[key] : 0;
  const troubles: Trouble[] = [];
  if (grown("partsLost") > 0) {
    troubles.push({ tone: "bad", text: "Viewers miss parts: the disk is too slow or full" });
  }
  if (grown("late") > 0) {
    troubles.push({ tone: "bad", text: "Frames came late in the last seconds: the machine is busy" });
  }
  return troubles;
}

const FEED_STATES: Record<string, Omit<Trouble, "text"> & { says: string }> = {
  failed: { tone: "bad", says: "cannot be read" },
  stale: { tone: "bad", says: "tells nothing new" },
  late: { tone: "bad", says: "is not taken by the channel; facts wait" },
  waiting: { tone: "odd", says: "waits for the channel" },
};

function feedTroubles({ name, state, latenessUs, error }: Feed, health: Health): Trouble[] {
  const troubles: Trouble[] = [];
  const said = FEED_STATES[state];
  if (said) {
    troubles.push({ tone: said.tone, text: `Feed ${name} ${said.says}${error ? `: ${error}` : ""}` });
  } else if (error) troubles.push({ tone: "odd", text: `Feed ${name}: ${error}` });
  const tooLate = (latenessUs ?? 0) - health.distanceUs;
  if (tooLate > SEEN_US) {
    const text = `Feed ${name} tells things ${secondsOf(latenessUs ?? 0)} late: graphics follow up to ${secondsOf(tooLate)} behind their picture`;
    troubles.push({ tone: "odd", text });
  }
  return troubles;
}

/** 1.2 s of µs. */
export function secondsOf(micros: number): string {
  return `${(micros / 1e6).toFixed(1)} s`;
}

/** +1.2 s, −0.3 s of µs, to the tenth, or as fine as it is. */
export function signedOf(micros: number): string {
  return `${micros < 0 ? "−" : micros > 0 ? "+" : "±"}${figureOf(Math.abs(micros))} s`;
}

/** Seconds of µs as they stand in a field: to the tenth, or as fine as they are. */
export function figureOf(micros: number): string {
  return micros % 100_000 === 0 ? (micros / 1e6).toFixed(1) : String(micros / 1e6);
}

/** What is asked stands on top of the page by itself, and how the feeds are is told by their own figures. */
function alarmsOf(alarms: Body): string[] {
  return Object.entries(alarms).flatMap(([name, text]) =>
    name === "truth" || name.startsWith("feed ") ? [] : textOf(text),
  );
}

function offsetsOf(offsets: Body): Record<string, number> {
  return Object.fromEntries(Object.entries(offsets).map(([feed, offset]) => [feed, numberOf(offset)]));
}

function sourceOf(name: string, body: unknown): Source {
  const source: Body = isBody(body) ? body : {};
  return { name, state: textOf(source["state"]), trouble: textOf(source["trouble"]) };
}
