import { describe, expect, it } from "vitest";
import { clipOf, rateOf } from "../src/dress/clip";
import { pressOf } from "../src/dress/keys";
import {
  clockAt,
  emptySheet,
  factsOf,
  type Goal,
  minuteAt,
  readingOf,
  scoreAt,
  type Sheet,
  shortOf,
  timeOf,
  timeText,
  wrongWith,
} from "../src/dress/marks";

const goal = (time: number, more: Partial<Goal> = {}): Goal => ({
  id: time,
  time,
  side: "home",
  player: "",
  minute: "",
  annulled: null,
  ...more,
});
const sheet = (more: Partial<Sheet> = {}): Sheet => ({ ...emptySheet(), ...more });

describe("times", () => {
  it.each([
    ["8.4", 8.4],
    ["0:08.40", 8.4],
    ["1:02:03", 3723],
    [" 75 ", 75],
    ["", null],
    ["a", null],
    ["1:", null],
    ["-3", null],
  ])("%j of the clip is %j", (text, seconds) => {
    expect(timeOf(text)).toBe(seconds);
  });

  it.each([
    [0, "0:00.00"],
    [8.4, "0:08.40"],
    [59.999, "0:59.99"],
    [75.25, "1:15.25"],
    [-1, "0:00.00"],
  ])("%d is shown as %s", (seconds, text) => {
    expect(timeText(seconds)).toBe(text);
  });

  it.each([
    ["12:34", 754],
    ["0:07", 7],
    ["105:00", 6300],
    ["12:60", null],
    ["12", null],
    ["", null],
  ])("the match clock %j is %j", (text, seconds) => {
    expect(readingOf(text)).toBe(seconds);
  });

  it.each([
    [0, "12:24"],
    [10, "12:34"],
    [10.99, "12:34"],
    [40, "13:04"],
  ])("the clock at %d reads %s", (time, text) => {
    expect(clockAt({ time: 10, text: "12:34", half: 1 }, time)).toBe(text);
  });

  it("has no clock before the kick-off", () => {
    expect(clockAt({ time: 10, text: "00:00", half: 1 }, 9.9)).toBe("PRE");
  });

  it.each([
    [0, 12],
    [9.99, 12],
    [10, 13],
  ])("a goal at %d is of minute %d", (time, minute) => {
    expect(minuteAt({ time: 0, text: "11:50", half: 1 }, time)).toBe(minute);
  });
});

describe("the score", () => {
  const marked = sheet({ goals: [goal(2), goal(5, { side: "away", annulled: 8 })] });
  marked.away.before = 3;

  it.each([
    [0, 0, 3],
    [2, 1, 3],
    [5, 1, 4],
    [8, 1, 3],
  ])("at %d is %d:%d", (time, home, away) => {
    expect(scoreAt(marked, time)).toEqual({ home, away });
  });
});

describe("short names", () => {
  it.each([
    ["Internazionale", "", "INT"],
    ["São Paulo", "", "SÃO"],
    ["1. FC", "", "1FC"],
    ["", "", "HOME"],
    ["x", " abc ", "ABC"],
  ])("of %j, given %j, is %s", (name, short, shown) => {
    expect(shortOf({ name, short, color: "#000000", before: 0 }, "home")).toBe(shown);
  });
});

describe("facts", () => {
  it("are in the order they happened, each goal with its undoing", () => {
    const marked = sheet({
      clock: { time: 1, text: "12:34", half: 2 },
      goals: [goal(8, { side: "away" }), goal(2, { player: " Ada Marsh ", annulled: 9.2 })],
    });
    marked.home.name = "North End";
    marked.home.before = 1;
    expect(factsOf(marked, 25)).toEqual([
      {
        t: 0,
        type: "match",
        home: { name: "North End", color: "#1a56db" },
        away: { name: "?", color: "#d62839" },
      },
      { t: 0, type: "correction", home: 1, away: 0 },
      { t: 0, type: "clock_set", clock: "12:33", period: 2 },
      { t: 2, type: "goal", id: "goal-1", side: "home", player: "Ada Marsh", minute: 13 },
      { t: 8, type: "goal", id: "goal-2", side: "away", minute: 13 },
      { t: 9.2, type: "retraction", retracts: "goal-1", reason: "VAR" },
    ]);
  });

  it.each([
    [25, 2.48, 2.48],
    [25, 2.4799999, 2.48],
    [25, 2.4933, 2.48],
    [30_000 / 1001, 2.469134, 2.469133],
    [50, 0.0001, 0],
  ])("at %d frames a second, marked at %d, happen at %d", (rate, time, t) => {
    const [, , fact] = factsOf(sheet({ goals: [goal(time)] }), rate);
    expect(fact).toMatchObject({ type: "goal", t });
  });

  it.each([
    [1.5, "00:10", { t: 0, clock: "00:08.48" }],
    [2, "00:01", { t: 2, clock: "00:01" }],
    [0, "100:00", { t: 0, clock: "100:00" }],
  ])("of a clock that at %d reads %s", (time, text, said) => {
    const [, fact] = factsOf(sheet({ clock: { time, text, half: 1 } }), 25);
    expect(fact).toMatchObject({ type: "clock_set", ...said });
  });

  it.each([
    [{}, null],
    [{ clock: { time: 0, text: "x", half: 1 as const } }, "clock"],
    [{ goals: [goal(1, { minute: "a" })] }, "minute"],
    [{ goals: [goal(1, { minute: "45" })] }, null],
    [{ goals: [goal(5, { annulled: 5 })] }, "taken back"],
  ])("of %j are checked", (more, said) => {
    const wrong = wrongWith(sheet(more));
    if (said === null) expect(wrong).toBeNull();
    else expect(wrong).toContain(said);
  });
});

describe("a clip's resource", () => {
  const told = { id: "a", state: "making", source: { rate: "30000/1001", duration_s: 2 } };

  it("is read", () => {
    const progress = { done: 30, total: 60, times: 2.5 };
    expect(clipOf({ ...told, progress })).toMatchObject({
      state: "making",
      durationS: 2,
      done: 30,
      total: 60,
      times: 2.5,
      made: null,
      problem: null,
    });
  });

  it.each([[null], ["a"], [{}], [{ ...told, state: "flying" }], [{ ...told, source: {} }]])(
    "is none in %j",
    (body) => {
      expect(clipOf(body)).toBeNull();
    },
  );

  it.each([
    ["25/1", 25],
    ["30000/1001", 30_000 / 1001],
    ["0/1", null],
    ["x", null],
    [undefined, null],
  ])("has of %j the rate %j", (said, rate) => {
    expect(rateOf(said)).toBe(rate);
  });
});

describe("keys", () => {
  const press = (key: string, more = {}) =>
    pressOf({ key, ctrlKey: false, metaKey: false, altKey: false, target: null, ...more } as never);

  it.each([
    ["g", { kind: "goal" }],
    ["G", { kind: "goal" }],
    [".", { kind: "step", frames: 1 }],
    ["z", { kind: "undo" }],
    ["q", null],
  ])("%s asks for %j", (key, asked) => {
    expect(press(key)).toEqual(asked);
  });

  it.each([
    ["g", "input", null],
    [" ", "button", null],
    ["g", "button", { kind: "goal" }],
  ])("%j on %s asks for %j", (key, tag, asked) => {
    const target = { matches: (selector: string) => selector.split(", ").includes(tag) };
    expect(press(key, { target })).toEqual(asked);
  });

  it("leaves the browser its own", () => {
    expect(press("g", { ctrlKey: true })).toBeNull();
  });
});
