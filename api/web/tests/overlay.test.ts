import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BELIEVED_MS, History } from "../src/overlay/history";
import { Link } from "../src/link";
import { type BoxSet, eventsOf } from "../src/overlay/messages";
import { optionsOf } from "../src/overlay/options";
import { fitted } from "../src/overlay/painter";
import { Pictures } from "../src/overlay/pictures";

const BOX = { version: "a", left: -2, top: 4, opacity: 200, crop: null };
const SET = {
  type: "boxes",
  frame: 25,
  program_time: "1970-01-01T00:00:01.000000Z",
  size: [64, 48],
  boxes: [BOX, { ...BOX, crop: [2, 0, 4, 6] }],
  pictures: { a: "file" },
};
const bitmap = { width: 8, height: 6 } as ImageBitmap;

describe("the address", () => {
  const right = { delayMs: 0, size: null, background: null };
  it.each([
    ["", right, 0],
    ["?delay=8000", { ...right, delayMs: 8000 }, 0],
    ["?delay=600000", { ...right, delayMs: 600_000 }, 0],
    ["?delay=600001", right, 1],
    ["?delay=-1", right, 1],
    ["?delay=1.5", right, 1],
    ["?delay=soon&size=big&background=sky", right, 3],
    ["?size=1280x720", { ...right, size: [1280, 720] }, 0],
    ["?size=0x720", right, 1],
    ["?size=9000x720", right, 1],
    ["?background=green", { ...right, background: "#00b140" }, 0],
    ["?background=%23AbCdEf", { ...right, background: "#abcdef" }, 0],
    ["?background=%23abc", right, 1],
    ["?background=url(x)", right, 1],
    ["?background=constructor", right, 1],
  ])("%s", (query, expected, mistakes) => {
    const options = optionsOf("/overlay/cup", query);
    expect(options).toMatchObject({ ...expected, channel: "cup" });
    expect(options.mistakes).toHaveLength(mistakes);
  });

  it.each([
    ["/overlay/a%20b", "a b"],
    ["/overlay/a/more", "a"],
    ["/overlay/%", "%"],
    ["/elsewhere", ""],
  ])("%s is channel %s", (path, channel) => {
    expect(optionsOf(path, "").channel).toBe(channel);
  });
});

describe("the socket's text", () => {
  it("is a set of boxes", () => {
    const [event] = eventsOf(JSON.stringify([SET])) ?? [];
    expect(event).toEqual({
      kind: "boxes",
      frame: 25,
      programTime: 1000,
      size: [64, 48],
      boxes: [BOX, { ...BOX, crop: [2, 0, 4, 6] }],
      pictures: new Map([["a", "file"]]),
    });
  });

  it.each([
    ["a line that stands", [{ type: "alive", on_air: true }], [{ kind: "alive", isOnAir: true }]],
    ["a channel that is off", [{ type: "alive" }], [{ kind: "alive", isOnAir: false }]],
    ["events of later", [{ type: "more" }, 7, null, []], []],
    ["a time that is none", [{ ...SET, program_time: "soon" }], []],
    ["a size that is none", [{ ...SET, size: [1] }], []],
    ["boxes that are none", [{ ...SET, boxes: {} }], []],
    ["a box that is none", [{ ...SET, boxes: [BOX, { ...BOX, left: "0" }] }], []],
    ["no pictures", [{ ...SET, pictures: null }], []],
    ["no array", {}, null],
  ])("%s", (_, told, events) => {
    expect(eventsOf(JSON.stringify(told))).toEqual(events);
  });

  it("may be no JSON", () => {
    expect(eventsOf("<html>")).toBeNull();
  });
});

describe("the history", () => {
  const set = (programTime: number, boxes = [BOX]): BoxSet => ({
    kind: "boxes",
    frame: programTime / 40,
    programTime,
    size: [64, 48],
    boxes,
    pictures: new Map(),
  });
  const known = (version: string) => (version === "a" ? { bitmap } : undefined);
  const filled = (...times: number[]) => {
    const history = new History();
    for (const time of times) history.add(set(time), known);
    history.heard(0);
    return history;
  };

  it("shows a set from its time on, and not before", () => {
    const history = filled(1000, 2000, 3000);
    const shown = [999, 1000, 1999, 2000, 2500, 9000].map((at) => history.at(at, 0)?.programTime);
    expect(shown).toEqual([undefined, 1000, 1000, 2000, 2000, 3000]);
  });

  it("forgets what is over, and holds what is to come", () => {
    const history = filled(1000, 2000, 3000, 4000);
    history.at(2500, 0);
    expect(history.length).toBe(3);
  });

  it("takes a set in place of those told for its time and later", () => {
    const history = filled(1000, 2000, 3000);
    history.add(set(2000, []), known);
    expect(history.at(5000, 0)).toMatchObject({ programTime: 2000, boxes: [] });
  });

  it("takes no set without its pictures", () => {
    const history = filled(1000);
    expect(history.add(set(2000, [{ ...BOX, version: "b" }]), known)).toBe(false);
    expect(history.at(2000, 0)?.programTime).toBe(1000);
  });

  it("believes what it knows for ten seconds, and again when the channel is back", () => {
    const history = filled(1000);
    expect(history.at(2000, BELIEVED_MS)).not.toBeNull();
    expect(history.at(2000, BELIEVED_MS + 1)).toBeNull();
    history.heard(BELIEVED_MS);
    expect(history.at(2000, BELIEVED_MS + 1)).not.toBeNull();
  });
});

describe("pictures", () => {
  const files = (...names: string[]) => new Map(names.map((name) => [name, name]));

  it("are decoded once, and there when they are", async () => {
    const decode = vi.fn(() => Promise.resolve(bitmap));
    const pictures = new Pictures(vi.fn(), decode);
    pictures.add(files("a", "b"));
    pictures.add(files("a"));
    expect(pictures.get("a")).toEqual({ bitmap: null });
    await Promise.resolve();
    expect(pictures.get("a")).toEqual({ bitmap });
    expect(pictures.get("c")).toBeUndefined();
    expect(decode).toHaveBeenCalledTimes(2);
  });

  it("are bounded, and the shown one stays", () => {
    const pictures = new Pictures(vi.fn(), () => Promise.resolve(bitmap));
    pictures.add(files("shown"));
    for (let number = 0; number < 600; number += 1) {
      pictures.add(files(`n${number}`));
      expect(pictures.get("shown")).toBeDefined();
    }
    expect(pictures.get("n300")).toBeUndefined();
    expect(pictures.get("n599")).toBeDefined();
  });

  it("that cannot be decoded are told of and forgotten", async () => {
    const failed = vi.fn();
    const pictures = new Pictures(failed, () => Promise.reject(new Error("torn")));
    pictures.add(files("a"));
    await new Promise((resolve) => setTimeout(resolve));
    expect(failed).toHaveBeenCalledWith("a", new Error("torn"));
    expect(pictures.get("a")).toBeUndefined();
  });
});

describe("the place of the picture", () => {
  it.each([
    ["its own size", [1280, 720], [0, 0, 1280, 720]],
    ["half", [640, 360], [0, 0, 640, 360]],
    ["higher", [1280, 1000], [0, 140, 1280, 720]],
    ["wider", [2000, 720], [360, 0, 1280, 720]],
  ] as const)("%s", (_, [across, down], place) => {
    expect(fitted([1280, 720], [across, down])).toEqual(place);
  });
});

describe("the link", () => {
  class Socket {
    static readonly OPEN = 1;
    static all: Socket[] = [];
    readyState = 1;
    onmessage: ((event: { data: unknown }) => void) | null = null;
    onclose: ((event: { code: number }) => void) | null = null;
    constructor() {
      Socket.all.push(this);
    }
    close(): void {
      this.readyState = 3;
    }
  }
  const last = () => Socket.all.at(-1);

  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    vi.stubGlobal("WebSocket", Socket);
    Socket.all = [];
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  const linked = () => {
    const events = { heard: vi.fn(), lost: vi.fn() };
    const link = new Link("ws://here/ws/overlay/cup", events);
    link.connect();
    return { link, events };
  };

  it("comes back for ever, ever more calmly, until it is heard again", () => {
    const { events } = linked();
    const pauses = [500, 1000, 2000, 4000, 5000, 5000];
    for (const [times, pause] of pauses.entries()) {
      last()?.onclose?.({ code: 1006 });
      vi.advanceTimersByTime(pause - 1);
      expect(Socket.all).toHaveLength(times + 1);
      vi.advanceTimersByTime(1);
      expect(Socket.all).toHaveLength(times + 2);
    }
    last()?.onmessage?.({ data: "[]" });
    last()?.onclose?.({ code: 1006 });
    vi.advanceTimersByTime(500);
    expect(Socket.all).toHaveLength(8);
    expect(events.lost).toHaveBeenCalledTimes(7);
  });

  it("gives a line up that is silent", () => {
    const { link, events } = linked();
    vi.advanceTimersByTime(7000);
    last()?.onmessage?.({ data: "[]" });
    vi.advanceTimersByTime(7999);
    expect(events.lost).not.toHaveBeenCalled();
    expect(link.isConnected).toBe(true);
    vi.advanceTimersByTime(1);
    expect(events.lost).toHaveBeenCalledWith(0);
    expect(link.isConnected).toBe(false);
  });

  it("hears no socket it gave up", () => {
    const { link, events } = linked();
    const first = last();
    link.renew();
    first?.onmessage?.({ data: "[]" });
    first?.onclose?.({ code: 1000 });
    expect(events.heard).not.toHaveBeenCalled();
    expect(events.lost).toHaveBeenCalledTimes(1);
  });
});
