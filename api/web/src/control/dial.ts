/** The dial between latency and completeness: how late feeds tell, and what comes after its picture. */

import { bodiesOf, isBody, numberOf, numberOrNull, textOf, type Body } from "../fields";

/** A feed's latenesses (µs), null where none was measured, and what it misses at the present distance. */
export interface Lateness {
  feed: string;
  measured: number;
  leastUs: number | null;
  p50Us: number | null;
  p95Us: number | null;
  missed: number | null;
  lateByUs: number | null;
}

export interface Dial {
  distanceUs: number;
  feeds: Lateness[];
  /** By distance, the least first. */
  steps: { distanceUs: number; missed: Record<string, number> }[];
}

const REACH_US = 10_000_000;
const BEYOND = 1.25;

export function dialOf(body: unknown): Dial | null {
  if (!isBody(body)) return null;
  const steps = bodiesOf(body["steps"]).map((step) => ({
    distanceUs: numberOf(step["distance_us"]),
    missed: sharesOf(step["missed"]),
  }));
  return {
    distanceUs: numberOf(body["distance_us"]),
    feeds: bodiesOf(body["feeds"]).map(latenessOf),
    steps: steps.sort((one, other) => one.distanceUs - other.distanceUs),
  };
}

/** The share of a feed's facts that come after their picture at a distance, 0 to 1; null: unknown. */
export function missedAt({ distanceUs, feeds, steps }: Dial, feed: string, atUs: number): number | null {
  const found = feeds.find((one) => one.feed === feed);
  if (!found?.measured) return null;
  if (atUs === distanceUs) return found.missed;
  // Between two steps no more is missed than at the lesser.
  const step = steps.findLast((one) => one.distanceUs <= atUs);
  return step?.missed[feed] ?? null;
}

/** How far the dial goes (µs): somewhat beyond where it stands and beyond what was measured. */
export function reachOf(dial: Dial | null, distanceUs: number): number {
  const latest = (dial?.feeds ?? []).map(({ p95Us }) => p95Us ?? 0);
  const needed = Math.max(REACH_US, BEYOND * Math.max(distanceUs, ...latest));
  return dial?.steps.find((step) => step.distanceUs >= needed)?.distanceUs ?? Math.ceil(needed / 1e6) * 1e6;
}

/** A share in words. */
export function shareWords(share: number | null): string {
  if (share === null) return "not known yet";
  if (share <= 0) return "misses nothing";
  return share < 0.01 ? "misses under 1 %" : `misses ${Math.round(100 * share)} %`;
}

function latenessOf(body: Body): Lateness {
  return {
    feed: textOf(body["feed"]),
    measured: numberOf(body["measured"]),
    leastUs: numberOrNull(body["least_us"]),
    p50Us: numberOrNull(body["p50_us"]),
    p95Us: numberOrNull(body["p95_us"]),
    missed: numberOrNull(body["missed"]),
    lateByUs: numberOrNull(body["late_by_us"]),
  };
}

function sharesOf(body: unknown): Record<string, number> {
  if (!isBody(body)) return {};
  return Object.fromEntries(Object.entries(body).map(([feed, share]) => [feed, numberOf(share)]));
}
