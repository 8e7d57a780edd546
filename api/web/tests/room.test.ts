import { describe, expect, it } from "vitest";
import { hueOf } from "../src/room/hue";
import { eventsOf, type Line } from "../src/room/line";
import { Playhead } from "../src/room/playhead";
import { Ballot, toldOf } from "../src/room/prediction";
import { HELD_AT_MOST, Transcript } from "../src/room/transcript";

const line = (id: string, programTime: number, author = "a"): Line => ({
  id,
  offset: Number(id),
  author: { id: author, name: author },
  text: `line ${id}`,
  programTime,
});

describe("the transcript", () => {
  const said = (...lines: Line[]) => {
    const transcript = new Transcript();
    for (const one of lines) transcript.add(one);
    return transcript;
  };
  const ids = (transcript: Transcript, time: number | null) =>
    transcript.upTo(time).map(({ id }) => id);

  it.each([
    ["before any picture", 50, []],
    ["at the first", 100, ["1"]],
    ["between", 250, ["1", "3", "2"]],
    ["at the end", 9000, ["1", "3", "2", "4"]],
    ["without a picture", null, ["1", "3", "2", "4"]],
  ])("is read %s", (_, time, expected) => {
    // The third was said last, by someone further behind.
    const transcript = said(line("1", 100), line("2", 200), line("3", 150), line("4", 300));
    expect(ids(transcript, time)).toEqual(expected);
  });

  it("keeps the order in which lines of one picture were said", () => {
    expect(ids(said(line("2", 100), line("1", 100), line("3", 100)), 100)).toEqual(["1", "2", "3"]);
  });

  it("takes a line once", () => {
    expect(ids(said(line("1", 100), line("1", 100)), 100)).toEqual(["1"]);
  });

  it("goes back with the picture, and on again", () => {
    const transcript = said(line("1", 100), line("2", 200));
    expect([300, 150, 300].map((time) => ids(transcript, time).length)).toEqual([2, 1, 2]);
  });

  it("shows our own whatever the time", () => {
    const transcript = said(line("1", 100), line("2", 200), line("3", 300));
    transcript.own("3");
    expect(ids(transcript, 100)).toEqual(["1", "3"]);
  });

  it("forgets lines that were taken away", () => {
    const transcript = said(line("1", 100), line("2", 100, "b"), line("3", 100, "b"));
    transcript.remove("1");
    transcript.remove("9");
    expect(ids(transcript, 100)).toEqual(["2", "3"]);
    transcript.removeOf("b");
    expect(ids(transcript, 100)).toEqual([]);
    transcript.add(line("1", 100));
    expect(ids(transcript, 100)).toEqual(["1"]);
  });

  it("moves lines to a later picture", () => {
    const transcript = said(line("1", 100), line("2", 200), line("3", 300));
    transcript.move(["1", "9"], 250);
    expect(ids(transcript, 200)).toEqual(["2"]);
    expect(ids(transcript, 300)).toEqual(["2", "1", "3"]);
  });

  it("holds so many and no more", () => {
    const transcript = said();
    for (let id = 0; id < HELD_AT_MOST + 10; id += 1) transcript.add(line(String(id), id));
    expect(transcript.size).toBe(HELD_AT_MOST);
    expect(transcript.oldest).toBe(10);
  });
});

describe("the playhead", () => {
  it("is told every five seconds, and where it jumps", () => {
    const playhead = new Playhead();
    const told = (time: number, rate: number, now: number) => playhead.next(time, rate, now) !== null;
    expect(told(1000, 1, 0)).toBe(true);
    expect(told(2000, 1, 1000)).toBe(false);
    expect(told(5990, 1, 4990)).toBe(false);
    expect(told(6000, 1, 5000)).toBe(true);
    expect(told(3000, 1, 5100)).toBe(true);
    expect(told(3100, 0, 5200)).toBe(true);
    expect(told(3100, 0, 9000)).toBe(false);
    playhead.reset();
    expect(told(3100, 0, 9001)).toBe(true);
  });
});

describe("what a room tells", () => {
  const MESSAGE = {
    type: "chat.message",
    offset: 3,
    program_time: "2026-01-01T00:00:01.250000Z",
    message_id: "3",
    author: { id: "a", name: "Anna" },
    text: "hi",
  };

  it("is read", () => {
    const [event] = eventsOf(JSON.stringify([MESSAGE]));
    expect(event).toEqual({
      type: "line",
      line: {
        id: "3",
        offset: 3,
        author: { id: "a", name: "Anna" },
        text: "hi",
        programTime: Date.UTC(2026, 0, 1, 0, 0, 1, 250),
      },
    });
  });

  it.each([
    ["no text", new Blob()],
    ["no JSON", "{"],
    ["no array", JSON.stringify(MESSAGE)],
    ["nothing in it", "[null, 1, []]"],
    ["another type", JSON.stringify([{ type: "sing" }])],
    ["a name of JavaScript's own", JSON.stringify([{ type: "constructor" }])],
    ["no author", JSON.stringify([{ ...MESSAGE, author: null }])],
    ["no time", JSON.stringify([{ ...MESSAGE, program_time: "soon" }])],
    ["no words", JSON.stringify([{ ...MESSAGE, text: 7 }])],
  ])("%s is passed over", (_, frame) => {
    expect(eventsOf(frame)).toEqual([]);
  });
});

it("gives each viewer a colour that stays", () => {
  expect(hueOf("anna")).toBe(hueOf("anna"));
  expect(new Set(["anna", "ben", "cleo", "dan"].map(hueOf)).size).toBe(4);
});

describe("predictions", () => {
  const opened = {
    type: "prediction.opened",
    prediction: "p",
    program_time: "1970-01-01T00:00:10Z",
    question: "Who scores next?",
    outcomes: [
      { id: "1", title: "Arden" },
      { id: "2", title: "Northmere" },
    ],
  };
  const told = (seconds: number, type: string, more: object = {}) => ({
    type,
    prediction: "p",
    program_time: new Date(seconds * 1000).toISOString(),
    ...more,
  });
  const locked = told(20, "prediction.locked");
  const resolved = told(20, "prediction.resolved", { outcome: "1" });
  const paid = told(20, "points", { points: 1100, paid: 200 });
  const reviewed = told(28, "prediction.locked", { is_reviewed: true });
  const again = told(40, "prediction.resolved", { outcome: "2" });
  const voided = told(30, "prediction.voided", { reason: "Abandoned" });
  const counted = told(10, "prediction.updated", { picks: 3 });
  const at = (seconds: number, ...events: object[]) => {
    const ballot = new Ballot();
    for (const event of events) {
      const one = toldOf(event as Record<string, unknown>);
      if (one) ballot.add(one);
    }
    return ballot.at(seconds * 1000);
  };
  const all = [opened, locked, resolved, paid, reviewed, again];

  it.each([
    ["before it opens", 9.9, all, undefined],
    ["open", 10, all, "open"],
    ["just before the lock", 19.9, all, "open"],
    ["resolved on the very picture that locks it", 20, all, "resolved"],
    ["locked", 25, [opened, locked], "locked"],
    ["in doubt", 28, all, "reviewed"],
    ["resolved anew", 40, all, "resolved"],
    ["told twice", 40, [...all, ...all], "resolved"],
    ["called off", 30, [opened, voided], "voided"],
    ["locked at the time it was set for", 15, [{ ...opened, locks_at: told(15, "").program_time }], "locked"],
    ["of one that is not known", 30, [locked], undefined],
  ])("%s", (_, seconds, events, stage) => {
    expect(at(seconds, ...events)?.stage).toBe(stage);
  });

  it("forgets what was paid once that is in doubt", () => {
    expect(at(25, ...all)?.paid).toBe(200);
    expect(at(30, ...all)?.paid).toBeNull();
    expect(at(45, ...all)?.outcome).toBe("2");
  });

  it("counts the picks as they were told last", () => {
    expect(at(12, opened, counted, { ...counted, picks: 5 })?.picks).toBe(5);
  });

  it("shows the one opened last", () => {
    const next = { ...opened, prediction: "q", program_time: told(30, "").program_time };
    expect(at(31, ...all, next)?.id).toBe("q");
    expect(at(29, ...all, next)?.id).toBe("p");
  });

  it.each([
    ["a line", { type: "chat.message", prediction: "p" }],
    ["no prediction", { ...opened, prediction: 5 }],
    ["a stranger", { type: "prediction.sold", prediction: "p" }],
  ])("passes over %s", (_, event) => {
    expect(toldOf(event)).toBeNull();
  });

  it("reads stakes and takings off the socket", () => {
    const frame = JSON.stringify([
      { type: "points", points: 900, picks: [{ prediction: "p", outcome: "1", stake: 100 }] },
      { type: "ack", id: "x", prediction: "p", outcome: "1", stake: 50, points: 850 },
    ]);
    const stake = { prediction: "p", outcome: "1" };
    expect(eventsOf(frame)).toMatchObject([
      { type: "points", points: 900, stakes: [{ ...stake, stake: 100 }], told: null },
      { type: "ack", id: "x", pick: { ...stake, stake: 50, points: 850 } },
    ]);
  });
});
