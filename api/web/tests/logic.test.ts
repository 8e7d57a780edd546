import { afterEach, describe, expect, it, vi } from "vitest";
import { askChannel, askChannels, channelOf } from "../src/channel";
import { roundBoundaries } from "../src/hls-boundaries";
import { actionOf } from "../src/keyboard";
import { Caution, isLive, mustJump, paceFor } from "../src/pacing";
import { programTimeAt, Timetable } from "../src/program-time";
import { ServerClock } from "../src/server-clock";
import { behind, clock, spoken } from "../src/times";

const RESOURCE = {
  name: "cup",
  title: "Cup final",
  state: "on_air",
  playlist_url: "/live/cup/index.m3u8",
  distance_us: 7_000_000,
};

describe("segment boundaries", () => {
  // Two segments, as hls.js has their times, and how it looks one up.
  const segments = [
    { sn: 1, start: 113.28000002, end: 115.20000002 },
    { sn: 2, start: 115.20000002, end: 117.12000002 },
  ];
  const loader = () => ({
    getFragmentAtPosition: (end: number) =>
      segments.find((one) => one.start <= end && end < one.end)?.sn,
  });

  it.each([
    ["a buffer that ends a microsecond before the boundary", 115.199999, 2],
    ["on it", 115.20000002, 2],
    ["within the segment", 115.16, 1],
    ["a part further", 115.52, 2],
  ])("%s", (_, end, sn) => {
    const hls = { streamController: loader(), audioStreamController: loader() };
    roundBoundaries(hls as never);
    expect(hls.streamController.getFragmentAtPosition(end)).toBe(sn);
    expect(hls.audioStreamController.getFragmentAtPosition(end)).toBe(sn);
  });

  it("is content without a loader of sound", () => {
    roundBoundaries({ streamController: loader() } as never);
  });

  const fragment = { sn: 2, start: 115.20000002, end: 117.12000002 };
  const last = { fragment, start: 116.80000002, duration: 0.32, loaded: false, gap: false };

  it.each([
    ["a last part still to load", {}, {}, 116.799999, fragment],
    ["two of them", {}, {}, 116.48, fragment],
    ["all of it there", {}, {}, 117.119999, null],
    ["loaded, and on its way into the buffer", {}, { loaded: true }, 116.799999, null],
    ["never made", {}, { gap: true }, 116.799999, null],
    ["a segment before it", {}, {}, 114, null],
    ["a programme that goes on", { live: true }, {}, 116.799999, null],
    ["no parts", { partList: null }, {}, 116.799999, null],
  ])("an end within a segment: %s", (_, details, part, end, expected) => {
    // Of a programme that has ended, hls.js says that nothing is left of a segment it has begun.
    const getFragmentAtPosition = vi.fn<(...asked: unknown[]) => unknown>(() => null);
    const streamController = { getFragmentAtPosition };
    roundBoundaries({ streamController } as never);
    const ended = { live: false, partList: [{ ...last, ...part }], ...details };
    expect(streamController.getFragmentAtPosition(end, 117.12, ended)).toBe(expected);
  });
});

describe("channel resource", () => {
  it.each([
    ["as it should be", {}, "Cup final"],
    ["two teams", { title: "Inter – Napoli" }, "Inter\u00a0– Napoli"],
    ["no title", { title: "" }, "cup"],
    ["a state we do not know", { state: "resting" }, undefined],
    ["no playlist", { playlist_url: null }, undefined],
  ])("%s", (_, change, title) => {
    expect(channelOf({ ...RESOURCE, ...change })?.title).toBe(title);
  });
});

describe("asking", () => {
  afterEach(() => vi.unstubAllGlobals());

  const answers = (...responses: (Response | Error)[]) => {
    const left = [...responses];
    vi.stubGlobal("fetch", () => {
      const next = left.shift() ?? new Error("asked too often");
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    });
  };

  it.each([
    ["a channel", Response.json({ ...RESOURCE, server_time: "2026-11-24T12:00:00Z" }), "channel"],
    ["one that is not there", new Response("{}", { status: 404 }), "unknown"],
    ["a server that fails", new Response("no", { status: 502 }), "unreachable"],
    ["another body", Response.json([]), "unreachable"],
    ["text for JSON", new Response("<html>"), "unreachable"],
    ["no server", new TypeError("refused"), "unreachable"],
  ])("%s", async (_, response, kind) => {
    answers(response);
    expect((await askChannel("cup")).kind).toBe(kind);
  });

  it("follows the cursor", async () => {
    const second = { ...RESOURCE, name: "league" };
    const pages = [
      { items: [RESOURCE], next: "c2" },
      { items: [second, { odd: 1 }], next: null },
    ];
    answers(...pages.map((page) => Response.json(page)));
    const listing = await askChannels();
    expect(listing.kind === "channels" && listing.channels.map(({ name }) => name)).toEqual([
      "cup",
      "league",
    ]);
  });
});

describe("server clock", () => {
  const sample = (serverTime: number, askedAt: number, heardAt: number) => ({
    serverTime,
    askedAt,
    heardAt,
  });

  it("starts with the device's time", () => {
    expect(new ServerClock(500).at(10)).toBe(510);
  });
  it("takes the middle of asking and hearing", () => {
    const server = new ServerClock(0);
    server.add(sample(1_000_000, 100, 140));
    expect(server.at(220)).toBe(1_000_100);
  });
  it("keeps the quicker answer, and takes a slower one when that is old", () => {
    const server = new ServerClock(0);
    server.add(sample(1_000_000, 0, 10));
    server.add(sample(1_005_000, 1000, 1400));
    expect(server.at(5)).toBe(1_000_000);
    server.add(sample(11_000_000, 10_000_000, 10_000_200));
    expect(server.at(10_000_100)).toBe(11_000_000);
  });
});

describe("programme time", () => {
  const segments = [
    { start: 10, programDateTime: 1_000_000 },
    { start: 12, programDateTime: 1_002_000 },
    { start: 14, programDateTime: 1_060_000 },
  ];
  it.each([
    ["in a segment", 12.5, 1_002_500],
    ["on a boundary", 12, 1_002_000],
    ["behind a break", 14.04, 1_060_040],
    ["before the first", 9, 999_000],
    ["after the last", 17, 1_063_000],
  ])("%s", (_, mediaTime, expected) => {
    expect(programTimeAt(segments, mediaTime)).toBeCloseTo(expected, 6);
  });
  it("is not known without segments or dates", () => {
    expect(programTimeAt([], 1)).toBeNull();
    expect(programTimeAt([{ start: 0, programDateTime: null }], 1)).toBeNull();
  });
});

describe("timetable", () => {
  const told = (...notes: [number, number, number][]) => {
    const table = new Timetable();
    for (const [number, start, programDateTime] of notes) {
      table.add(number, { start, programDateTime });
    }
    return table;
  };
  it.each([
    ["in order", told([7, 10, 5000], [8, 12, 7000]), 13, 8000],
    ["a later note of a number holds", told([7, 10, 5000], [7, 10.5, 5000]), 11, 5500],
    ["one noted again after going back", told([7, 10, 5000], [8, 12, 7000], [7, 10, 5000]), 11, 6000],
    ["noted backwards", told([8, 12, 7000], [7, 10, 5000]), 12.5, 7500],
    ["empty", told(), 1, null],
  ])("%s", (_, table, mediaTime, expected) => {
    expect(table.at(mediaTime)).toBe(expected);
  });
});

describe("pacing", () => {
  const at = (latency: number, buffer: number) => ({ latency, target: 0.96, buffer });
  it.each([
    ["at the target", at(0.96, 0.7), 1, 1],
    ["a little late: as it is", at(1.05, 0.7), 1, 1],
    ["a little late while catching up: goes on", at(1.05, 0.7), 1.04, 1.04],
    ["late", at(1.26, 0.8), 1, 1.04],
    ["late, and catching up from farther", at(1.26, 0.8), 1.08, 1.08],
    ["very late", at(2.5, 1.8), 1, 1.08],
    ["late, but not enough is loaded to begin", at(1.5, 0.5), 1, 1],
    ["late, and enough is loaded to go on", at(1.3, 0.5), 1.04, 1.04],
    ["late, but too little is loaded", at(1.5, 0.3), 1.04, 1],
    ["too near the edge", at(0.8, 0.6), 1, 0.97],
    ["nearly back from the edge", at(0.9, 0.6), 0.97, 0.97],
    ["back from the edge", at(0.95, 0.6), 0.97, 1],
  ])("%s", (_, distance, rate, expected) => {
    expect(paceFor(distance, rate)).toBeCloseTo(expected, 6);
  });
  it.each([
    [1.2, true, false],
    [2.4, false, false],
    [4.0, false, true],
  ])("%d s behind the edge", (latency, live, jump) => {
    expect([isLive(at(latency, 1)), mustJump(at(latency, 1))]).toEqual([live, jump]);
  });
});

describe("caution", () => {
  it("grows with stalls, up to a bound, and is forgotten", () => {
    const caution = new Caution();
    expect(caution.at(0)).toBe(0);
    caution.stalled(1000);
    caution.stalled(2000);
    expect(caution.at(3000)).toBeCloseTo(0.6);
    expect(caution.at(61_500)).toBeCloseTo(0.3);
    for (let more = 0; more < 20; more += 1) caution.stalled(61_000);
    expect(caution.at(61_500)).toBe(1.5);
    expect(caution.at(200_000)).toBe(0);
  });
});

describe("times", () => {
  it.each([
    [-3, "0:00"],
    [7.9, "0:07"],
    [754, "12:34"],
    [3723, "1:02:03"],
  ])("clock of %d s", (seconds, text) => {
    expect(clock(seconds)).toBe(text);
  });
  it.each([
    [-20, "0.0 s"],
    [1040, "1.0 s"],
    [59_940, "59.9 s"],
    [59_960, "1:00"],
    [154_000, "2:34"],
  ])("%d ms behind", (milliseconds, text) => {
    expect(behind(milliseconds)).toBe(text);
  });
  it("is spoken", () => {
    expect(spoken(61)).toBe("1 minute 1 second");
    expect(spoken(12.4)).toBe("12 seconds");
  });
});

describe("keys", () => {
  const press = (key: string, held = {}) =>
    actionOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });
  it.each([
    [" ", { kind: "play" }],
    ["K", { kind: "play" }],
    ["ArrowLeft", { kind: "skip", seconds: -5 }],
    ["l", { kind: "skip", seconds: 10 }],
    ["End", { kind: "live" }],
    ["3", { kind: "share", of: 0.3 }],
    ["?", { kind: "help" }],
    ["x", null],
  ])("%j", (key, action) => {
    expect(press(key)).toEqual(action);
  });
  it("leaves the browser its own", () => {
    expect(press("f", { ctrlKey: true })).toBeNull();
  });
});
