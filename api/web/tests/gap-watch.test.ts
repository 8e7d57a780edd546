import { describe, expect, it } from "vitest";
import { GapWatch } from "../src/gap-watch";

describe("gap watch", () => {
  const media = (currentTime: number, ...ranges: [number, number][]) => ({
    currentTime,
    buffered: {
      length: ranges.length,
      start: (index: number) => ranges[index]?.[0] ?? 0,
      end: (index: number) => ranges[index]?.[1] ?? 0,
    },
  });
  /** What it says over two seconds, asked four times a second. */
  const said = (told: ReturnType<typeof media>, isLoading = false) => {
    const watch = new GapWatch();
    return [0, 250, 500, 750, 1000, 1250].map((now) => watch.wayOut(told, isLoading, now));
  };
  it("leads out of a gap, once waiting has not helped", () => {
    const way = said(media(38.4, [30, 38.399999], [49.28, 74.24]));
    expect(way).toEqual([null, null, null, null, 49.281, 49.281]);
  });
  it.each([
    ["there is something to play", media(32, [30, 38], [49, 74])],
    ["nothing follows yet", media(38, [30, 38])],
    ["nothing is loaded", media(38)],
  ])("says nothing where %s", (_, told) => {
    expect(said(told).every((way) => way === null)).toBe(true);
  });
  it("waits for what is on its way", () => {
    expect(said(media(10, [49, 74]), true).every((way) => way === null)).toBe(true);
  });
  it("begins anew where the playhead moved", () => {
    const watch = new GapWatch();
    expect(watch.wayOut(media(40, [49, 74]), false, 0)).toBeNull();
    expect(watch.wayOut(media(41, [49, 74]), false, 1000)).toBeNull();
    expect(watch.wayOut(media(41, [49, 74]), false, 1900)).toBeNull();
    expect(watch.wayOut(media(41, [49, 74]), false, 2000)).toBe(49.001);
  });
});
