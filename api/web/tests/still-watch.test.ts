import { describe, expect, it } from "vitest";
import { StillWatch } from "../src/still-watch";

describe("still watch", () => {
  const media = (currentTime: number, ranges: [number, number][] = [], paused = false) => ({
    currentTime,
    paused,
    ended: false,
    buffered: {
      length: ranges.length,
      start: (index: number) => ranges[index]?.[0] ?? 0,
      end: (index: number) => ranges[index]?.[1] ?? 0,
    },
  });
  /** When it woke the loader (s), asked four times a second for twelve seconds. */
  const woken = (told: ReturnType<typeof media>, isLoading = false) => {
    const watch = new StillWatch();
    const times = Array.from({ length: 49 }, (_, index) => index * 250);
    return times.filter((now) => watch.mustWake(told, isLoading, now)).map((now) => now / 1000);
  };
  it("wakes the loader where nothing comes, and again while nothing does", () => {
    expect(woken(media(40, [[10, 20]]))).toEqual([4, 8, 12]);
    expect(woken(media(40))).toEqual([4, 8, 12]);
  });
  it("gives what is on its way more time, and not for ever", () => {
    expect(woken(media(40), true)).toEqual([12]);
  });
  it.each([
    ["there is something to play", media(40, [[39, 41]]), false],
    ["the viewer has paused", media(40, [], true), false],
  ])("leaves it alone where %s", (_, told, isLoading) => {
    expect(woken(told, isLoading)).toEqual([]);
  });
  it("begins anew where the playhead moved", () => {
    const watch = new StillWatch();
    expect(watch.mustWake(media(40), false, 0)).toBe(false);
    expect(watch.mustWake(media(41), false, 4000)).toBe(false);
    expect(watch.mustWake(media(41), false, 7999)).toBe(false);
    expect(watch.mustWake(media(41), false, 8000)).toBe(true);
  });
});
