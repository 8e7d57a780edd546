import { afterEach, describe, expect, it, vi } from "vitest";
import { type Basis, whenOf } from "../src/control/basis";
import { type Answer, Client, newKey, reasonOf } from "../src/client";
import { Desk } from "../src/control/desk.svelte";
import { airedAt, rateOf } from "../src/control/frames";
import { actionOf } from "../src/control/keys";
import { Lines } from "../src/control/lines";
import { Poll } from "../src/control/poll";
import { Press } from "../src/control/press.svelte";
import type { Line } from "../src/room/line";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("client", () => {
  const asked = (answer: Response | Error) => {
    const fetched = vi.fn<(url: string, asked: RequestInit) => Promise<Response>>();
    if (answer instanceof Error) fetched.mockRejectedValue(answer);
    else fetched.mockResolvedValue(answer);
    vi.stubGlobal("fetch", fetched);
    return fetched;
  };
  const problem = { title: "That cannot be taken back", detail: "7 is no fact", code: "not_undoable" };

  it("shows the token in a header, never in an address, and sends a key", async () => {
    const fetched = asked(Response.json({ sequence: 4, frame: 9 }));
    const write = { method: "POST", path: "/log/7/undo", body: { reason: "VAR" } } as const;
    const answer = await new Client("a/b", () => "secret").write(write, "press-1");
    expect(answer).toEqual({ kind: "ok", body: { sequence: 4, frame: 9 } });
    const [url, { method, headers, body }] = fetched.mock.calls[0] ?? ["", {}];
    expect([url, method, body]).toEqual(["/api/v1/channels/a%2Fb/log/7/undo", "POST", '{"reason":"VAR"}']);
    expect(headers).toMatchObject({ Authorization: "Bearer secret", "Idempotency-Key": "press-1" });
  });

  it("sends no token where there is none, and no body with a DELETE", async () => {
    const fetched = asked(new Response(null, { status: 204 }));
    await new Client("one", () => null).write({ method: "DELETE", path: "/chat/3" }, "k");
    const sent = fetched.mock.calls[0]?.[1];
    expect(sent?.headers).not.toHaveProperty("Authorization");
    expect(sent).not.toHaveProperty("body");
  });

  it.each([
    ["a problem", Response.json(problem, { status: 409 }), "That cannot be taken back: 7 is no fact"],
    ["no words", new Response("<html>", { status: 502 }), "The server refused it (502)"],
    ["no server", new TypeError("refused"), "The server does not answer"],
  ])("%s", async (_, response, reason) => {
    asked(response);
    const answer = await new Client("one", () => null).ask("/log");
    expect(answer.kind !== "ok" && reasonOf(answer)).toBe(reason);
  });

  it("makes keys of their own", () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });
});

describe("press", () => {
  it("is tried again as the same press, and is done once", async () => {
    const keys: string[] = [];
    const answers = [
      { kind: "unreachable" as const },
      { kind: "ok" as const, body: { sequence: 3 } },
    ];
    const write = (_: unknown, key: string) => {
      keys.push(key);
      return Promise.resolve(answers.shift() ?? { kind: "unreachable" as const });
    };
    const press = new Press({ write });
    const sent = press.send({ method: "POST", path: "/facts" }, () => "entry 3");
    expect(press.stage).toBe("sending");
    expect(await press.send({ method: "POST", path: "/facts" }, () => "")).toBe(false);
    expect(await sent).toBe(false);
    expect([press.stage, press.text]).toEqual(["failed", "The server does not answer"]);
    expect(await press.retry()).toBe(true);
    expect([press.stage, press.text]).toEqual(["done", "entry 3"]);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(await press.retry()).toBe(false);
  });
});

describe("a press behind another", () => {
  it("goes once that is answered", async () => {
    const paths: string[] = [];
    const answers: (() => void)[] = [];
    const write = ({ path }: { path: string }) => {
      paths.push(path);
      return new Promise<Answer>((answer) => {
        answers.push(() => {
          answer({ kind: "ok", body: {} });
        });
      });
    };
    const press = new Press({ write });
    const first = press.send({ method: "POST", path: "/take" }, () => "Taken");
    const second = press.settled().then(() => press.send({ method: "POST", path: "/clear" }, () => "Cleared"));
    await Promise.resolve();
    expect(paths).toEqual(["/take"]);
    answers.shift()?.();
    await first;
    await new Promise((next) => setTimeout(next));
    answers.shift()?.();
    expect(await second).toBe(true);
    expect(paths).toEqual(["/take", "/clear"]);
    expect(press.text).toBe("Cleared");
  });
});

describe("a press that is done, and warned of", () => {
  it("says so until the next", async () => {
    const bodies = [{ frame: 3, warnings: ["Table is not shown yet"] }, { frame: 4, warnings: [] }, { frame: 5 }];
    const write = () => Promise.resolve({ kind: "ok" as const, body: bodies.shift() });
    const press = new Press({ write });
    const seen: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      expect(await press.send({ method: "POST", path: "/take" }, () => "Done")).toBe(true);
      seen.push(press.warning);
    }
    expect(seen).toEqual(["Table is not shown yet", "", ""]);
  });
});

describe("the moment of a press", () => {
  it("is of the picture, also while the player begins again", () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    let shown: number | null = null;
    const desk = new Desk("one", () => shown);
    const meant = () => desk.moment().programTime;
    expect(meant()).toBeNull();
    shown = 5000;
    expect(meant()).toBe(5000);
    shown = null;
    vi.advanceTimersByTime(1200);
    expect(meant()).toBe(6200);
    vi.advanceTimersByTime(6000);
    expect(meant()).toBeNull();
    vi.useRealTimers();
  });
});

describe("when a press means", () => {
  const moment = { programTime: 1_000_000.2, serverTime: 2_000_000 };
  it.each<[Basis, number | null, object]>([
    ["now", 1, { basis: "now" }],
    ["monitor", moment.programTime, { basis: "monitor", at: "1970-01-01T00:16:40.004Z" }],
    ["monitor", null, { basis: "now" }],
    ["venue", null, { basis: "venue", at: "1970-01-01T00:33:19.700Z" }],
  ])("%s", (basis, programTime, expected) => {
    expect(whenOf(basis, { ...moment, programTime })).toEqual(expected);
  });
});

describe("frames", () => {
  const rates = [24000 / 1001, 24, 25, 30000 / 1001, 30, 50, 60000 / 1001, 60];
  it.each(rates)("%d a second", (rate) => {
    const time = Date.parse("2026-11-24T20:00:00Z");
    const frame = Math.ceil((time / 1000) * rate);
    expect(rateOf(frame, time + 5000)).toBe(rate);
    expect(Math.abs(airedAt(frame, rate) - time)).toBeLessThanOrEqual(1000 / rate);
  });
});

describe("lines to moderate", () => {
  const line = (offset: number, author = "a"): Line => ({
    id: String(offset),
    offset,
    author: { id: author, name: author },
    text: "…",
    programTime: -offset,
  });
  const welcome = { type: "welcome", viewer: { id: "me", name: "me" }, epoch: "e", offset: 9 } as const;

  it.each<[string, Parameters<Lines["take"]>[0][], number[]]>([
    ["as they came, not by their picture", [], [3, 2, 1]],
    ["one deleted", [{ type: "deleted", id: "2", offset: 4 }], [3, 1]],
    ["a viewer's cleared", [{ type: "cleared", viewer: "a", offset: 4 }], [3]],
    ["told twice", [{ type: "line", line: line(3, "b") }], [3, 2, 1]],
    ["gone on with", [{ ...welcome, resumed: true }], [3, 2, 1]],
    ["begun anew", [{ ...welcome, resumed: false }], []],
    ["filled up", [{ type: "ack", id: "h", messageId: null, lines: [line(0)], pick: null }], [3, 2, 1, 0]],
  ])("%s", (_, events, offsets) => {
    const lines = new Lines();
    for (const one of [line(1), line(2), line(3, "b")]) lines.take({ type: "line", line: one });
    for (const event of events) lines.take(event);
    expect(lines.all.map(({ offset }) => offset)).toEqual(offsets);
  });

  it("are not kept for ever", () => {
    const lines = new Lines();
    for (let offset = 0; offset < 400; offset += 1) lines.take({ type: "line", line: line(offset) });
    expect([lines.all.length, lines.all.at(-1)?.offset]).toEqual([300, 100]);
  });
});

describe("keys", () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, repeat: false };
  it.each([
    ["h", {}, "home"],
    ["A", {}, "away"],
    ["u", {}, "undo"],
    ["u", { repeat: true }, null],
    ["a", { ctrlKey: true }, null],
    [" ", {}, "next"],
    [" ", { repeat: true }, null],
    ["Enter", {}, null],
    ["?", {}, "help"],
  ])("%s %j", (key, held, action) => {
    expect(actionOf({ ...none, ...held, key })).toBe(action);
  });
});

describe("poll", () => {
  const page = () => {
    let heard: () => void = () => undefined;
    return {
      hidden: false,
      addEventListener: (_: string, listener: () => void) => (heard = listener),
      removeEventListener: () => undefined,
      turn(hidden: boolean) {
        this.hidden = hidden;
        heard();
      },
    };
  };

  it("asks every second while the page is seen, and at once when it is seen again", async () => {
    vi.useFakeTimers();
    const [seen, ask] = [page(), vi.fn(() => Promise.resolve())];
    const poll = new Poll(ask, 1000, seen);
    await vi.advanceTimersByTimeAsync(2500);
    expect(ask).toHaveBeenCalledTimes(3);
    seen.turn(true);
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(3);
    seen.turn(false);
    expect(ask).toHaveBeenCalledTimes(4);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledTimes(5);
    poll.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(5);
  });

  it("asks once more after an answer that was under way", async () => {
    vi.useFakeTimers();
    let answer: () => void = () => undefined;
    const ask = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    const poll = new Poll(ask, 1000, page());
    poll.soon();
    poll.soon();
    expect(ask).toHaveBeenCalledTimes(1);
    answer();
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(2);
    poll.close();
  });
});
