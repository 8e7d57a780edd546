import { describe, expect, it } from "vitest";
import { Known, Tally, verdict } from "../src/spoiler/tally";

function known(...times: [string, number][]): Known {
  const found = new Known();
  found.happened(new Map(times));
  return found;
}

describe("tally", () => {
  it("counts a change of the score before its picture as early", () => {
    const tally = new Tally();
    const all = known(["g1", 5000], ["g1-annulled", 9000]);
    tally.begin();
    expect(tally.sees([], all, 1000)).toEqual([]);
    expect(tally.sees(["g1"], all, 2000)).toEqual([{ id: "g1", early: 3000 }]);
    expect(tally.sees(["g1"], all, 2040)).toEqual([]);
    expect(tally.sees(["g1", "g1-annulled"], all, 9000)).toEqual([{ id: "g1-annulled", early: 0 }]);
    expect([tally.early, tally.changes]).toEqual([1, 2]);
  });
  it.each([
    ["on its very frame", 5000, 0],
    ["a rounding before it", 4992, 0],
    ["a frame before it", 4960, 1],
    ["after it", 8000, 0],
  ])("takes one %s", (_, picture, early) => {
    const tally = new Tally();
    tally.begin();
    tally.sees([], known(["g1", 5000]), 0);
    tally.sees(["g1"], known(["g1", 5000]), picture);
    expect([tally.early, tally.changes]).toEqual([early, 1]);
  });
  it("begins with what stands, and counts of it only what is early", () => {
    const tally = new Tally();
    tally.begin();
    tally.sees(["g1", "g2"], known(["g1", 1000], ["g2", 9000]), 4000);
    expect([tally.early, tally.changes]).toEqual([1, 1]);
    tally.begin();
    expect([tally.early, tally.changes]).toEqual([0, 0]);
    tally.sees(["g1", "g2"], known(["g1", 1000], ["g2", 9000]), 10_000);
    expect([tally.early, tally.changes]).toEqual([0, 0]);
  });
  it("counts each line once, and as spoiled where its picture is to come", () => {
    const tally = new Tally();
    tally.begin();
    expect(tally.reads("a", 5000, 4000)).toBe(true);
    expect(tally.reads("a", 5000, 4000)).toBe(false);
    expect(tally.reads("b", 4000, 4000)).toBe(false);
    expect(tally.reads("c", 9000, 4000, true)).toBe(false);
    expect([tally.spoiled, tally.lines]).toEqual([1, 2]);
  });
});

describe("known", () => {
  it("forgets what was told long ago, and all of it when cleared", () => {
    const all = known(["g1", 5000]);
    all.tell(100, ["g1"]);
    expect(all.told(100)).toEqual(["g1"]);
    all.tell(700, []);
    expect(all.told(100)).toBeUndefined();
    all.clear();
    expect([all.told(700), all.time("g1")]).toEqual([undefined, 5000]);
  });
});

describe("verdict", () => {
  it.each([
    ["demo-0-g1", 9812, "GOAL shown 9.8 s early", "early"],
    ["demo-0-g2-annulled", 400, "VAR shown 0.4 s early", "early"],
    ["demo-0-g1", 3, "GOAL with its picture", "right"],
    ["demo-0-g1", -12_000, "GOAL shown 12.0 s late", "late"],
  ])("%s %d ms early", (id, early, text, kind) => {
    expect(verdict({ id, early })).toEqual({ text, kind });
  });
});
