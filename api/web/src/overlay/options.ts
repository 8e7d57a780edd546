/** What the page's address asks for. */

export interface Options {
  channel: string;
  /** How much later than the programme time the graphics show, ms. */
  delayMs: number;
  /** The size to draw for, in CSS pixels; null is the page's own. */
  size: [number, number] | null;
  /** The colour behind the graphics; null is none. */
  background: string | null;
  /** What could not be read; it is as if it were not there. */
  mistakes: string[];
}

/** Longer ones are mistakes: a page need not hold the graphics of hours. */
export const LONGEST_MS = 600_000;
const LARGEST = 8192;
const COLORS = new Map([
  ["green", "#00b140"],
  ["magenta", "#ff00ff"],
  ["black", "#000000"],
]);

/** The options in an address's path and query. */
export function optionsOf(path: string, query: string): Options {
  const given = new URLSearchParams(query);
  const mistakes: string[] = [];
  const read = <T>(key: string, parse: (text: string) => T | null, right: string): T | null => {
    const text = given.get(key);
    const value = text === null ? null : parse(text);
    if (text !== null && value === null) mistakes.push(`${key}=${text}: use ${right}`);
    return value;
  };
  return {
    channel: decoded(/^\/overlay\/([^/]+)/.exec(path)?.[1] ?? ""),
    delayMs: read("delay", delayOf, `whole ms, 0 to ${LONGEST_MS}`) ?? 0,
    size: read("size", sizeOf, "WIDTHxHEIGHT, such as 1280x720"),
    background: read("background", colorOf, "green, magenta, black or #rrggbb (# as %23)"),
    mistakes,
  };
}

function delayOf(text: string): number | null {
  const delay = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  return delay <= LONGEST_MS ? delay : null;
}

function sizeOf(text: string): [number, number] | null {
  const found = /^(\d{1,4})x(\d{1,4})$/.exec(text);
  const [width, height] = [Number(found?.[1]), Number(found?.[2])];
  return Math.min(width, height) > 0 && Math.max(width, height) <= LARGEST ? [width, height] : null;
}

function colorOf(text: string): string | null {
  return /^#[0-9a-f]{6}$/i.test(text) ? text.toLowerCase() : (COLORS.get(text) ?? null);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
