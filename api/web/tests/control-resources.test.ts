import { describe, expect, it } from "vitest";
import { cursorOf, entriesOf, isFact, joined, lastByHand, takenBack, wordsOf } from "../src/control/entry";
import { clockOf, minuteOf, shortOf, stateOf } from "../src/control/game-state";
import { History } from "../src/control/history";
import { feedsOf, healthOf, troublesOf } from "../src/control/health";
import { opening, predictionsOf, shareOf } from "../src/control/prediction";

const STATE = {
  frame: 100,
  content_time: "2026-11-24T20:00:00Z",
  phase: "first_half",
  clock_us: 754_400_000,
  is_running: true,
  added_minutes: null,
  sides: {
    home: { name: "Inter", short: "INT", color: "#0a3d91", score: 2 },
    away: { name: "Napoli", short: null, color: null, score: 1 },
  },
};

describe("game state", () => {
  const state = (change: object) => {
    const found = stateOf({ ...STATE, ...change });
    if (!found) throw new Error("no state");
    return found;
  };

  it.each([
    ["no state", null],
    ["no sides", { content_time: STATE.content_time }],
    ["no time", { ...STATE, content_time: "then" }],
  ])("%s", (_, body) => {
    expect(stateOf(body)).toBeNull();
  });

  it("names sides by their letters, or the first of their name", () => {
    expect([shortOf(state({}).home), shortOf(state({}).away)]).toEqual(["INT", "NAP"]);
  });

  it.each([
    ["running", {}, 600, "12:35"],
    ["stopped", { is_running: false }, 600, "12:34"],
    ["past a hundred minutes", { clock_us: 6_061_000_000 }, 0, "101:01"],
    ["none", { clock_us: null }, 0, ""],
  ])("clock: %s", (_, change, later, expected) => {
    expect(clockOf(state(change), later)).toBe(expected);
  });

  it.each([
    ["of play", {}, 13],
    ["in added time", { clock_us: 2_800_000_000 }, 45],
    ["of the second half", { phase: "second_half", clock_us: 2_800_000_000 }, 47],
    ["while nothing is played", { phase: "half_time" }, null],
    ["without a clock", { clock_us: null }, null],
  ])("minute %s", (_, change, expected) => {
    expect(minuteOf(state(change))).toBe(expected);
  });
});

describe("the state of a picture", () => {
  const state = (change: object = {}) => {
    const found = stateOf({ ...STATE, ...change });
    if (!found) throw new Error("no state");
    return found;
  };
  const scored = { sides: { ...STATE.sides, away: { ...STATE.sides.away, score: 2 } } };

  it.each<[string, [object, number][], number, string | null]>([
    ["between two that agree", [[{}, 1000], [{ clock_us: 755_400_000 }, 2000]], 1700, "12:35"],
    ["of one of them", [[{}, 1000], [{ clock_us: 755_400_000 }, 2000]], 1000, "12:34"],
    ["with a clock that stands", [[{ is_running: false }, 1000], [{ is_running: false }, 2000]], 1900, "12:34"],
    ["across a goal", [[{}, 1000], [scored, 2000]], 1500, null],
    ["across a clock set while it stands", [[{ is_running: false }, 1000], [{ is_running: false, clock_us: 0 }, 2000]], 1500, null],
    ["before all", [[{}, 1000], [{}, 2000]], 900, null],
    ["after all", [[{}, 1000], [{}, 2000]], 2000, null],
    ["of another run", [[{}, 5000], [{}, 6000], [{}, 1000]], 5500, null],
  ])("%s", (_, samples, programTime, clock) => {
    const history = new History();
    for (const [change, aired] of samples) history.add(state(change), aired);
    const found = history.at(programTime);
    expect(found && clockOf(found)).toBe(clock);
  });
});

describe("log", () => {
  let count = 0;
  const entry = (payload: object, actor = "owner") => ({
    sequence: count++,
    frame: 1,
    event_time: null,
    arrival: "2026-11-24T20:00:00Z",
    actor,
    payload: { v: 1, ...payload },
  });
  /** As the server has them: the newest first. */
  const log = (...entries: object[]) => entriesOf({ items: [...entries].reverse(), next: null });
  const goal = (id: string, more = {}) => entry({ type: "goal", side: "home", id, ...more });
  const undo = (id: string, retracts: string) => entry({ type: "retraction", id, retracts });

  it("passes over what is no entry", () => {
    expect(entriesOf({ items: [{}, 3, { ...entry({}), arrival: "x" }], next: "4" })).toEqual([]);
    expect([cursorOf({ next: "4" }), cursorOf({ next: null }), cursorOf(null)]).toEqual(["4", null, null]);
  });

  it.each([
    ["a goal", () => [goal("g")], []],
    ["taken back", () => [goal("g"), undo("u", "g")], ["g"]],
    ["brought back", () => [goal("g"), undo("u", "g"), undo("w", "u")], ["u"]],
    ["taken back again", () => [goal("g"), undo("u", "g"), undo("w", "u"), undo("x", "w")], ["w", "g"]],
    ["told anew", () => [goal("g"), undo("u", "g"), goal("g")], ["g"]],
  ])("%s", (_, made, gone) => {
    const entries = log(...made());
    const found = takenBack(entries);
    const ids = entries.filter(({ sequence }) => found.has(sequence)).map(({ payload }) => payload["id"]);
    expect(ids).toEqual(gone);
  });

  it("undoes the last by hand that stands, not an undo and not a feed's", () => {
    const [first, second] = [goal("g1"), goal("g2")];
    const entries = log(first, second, undo("u", "g2"), entry({ type: "goal", side: "away", id: "f" }, "opta"));
    expect(lastByHand(entries)?.sequence).toBe(first.sequence);
    const others = log(entry({ type: "match", id: "m" }), entry({ type: "source_cut", source: "b" }));
    expect(lastByHand(others)).toBeNull();
  });

  it("takes back facts only", () => {
    const [cut, fact] = [entry({ type: "source_cut", source: "backup", id: "x" }), goal("g")];
    expect(log(fact, cut).map(isFact)).toEqual([false, true]);
  });

  it("joins pages, each entry once", () => {
    const [a, b, c] = [goal("a"), goal("b"), goal("c")];
    const ids = joined(log(b, c), log(a, b)).map(({ payload }) => payload["id"]);
    expect(ids).toEqual(["c", "b", "a"]);
  });

  it.each([
    ["goal", { type: "goal", side: "home", player: "No. 10", minute: 7 }, "Goal INT · No. 10 7′"],
    [
      "own goal with an assist",
      { type: "goal", side: "away", kind: "own_goal", assist: "B" },
      "Goal NAP (own goal, assist B)",
    ],
    ["card", { type: "card", side: "away", color: "second_yellow" }, "Second yellow card NAP"],
    ["correction", { type: "correction", home: 2, away: 0, reason: "VAR" }, "Score corrected to 2–0 (VAR)"],
    ["clock", { type: "clock_set", clock: "06:10", running: false }, "Clock stopped at 06:10"],
    ["cut", { type: "source_cut", source: "backup" }, "Cut to backup"],
    ["distance", { type: "timing_set", distance_us: 7_000_000 }, "Distance set to 7.0 s"],
    ["latency", { type: "timing_set", source: "b", latency_us: 500_000 }, "Latency of b set to 0.5 s"],
    [
      "graphic",
      { type: "graphic_taken", graphic: "lower_third", fields: { title: "Ada" } },
      "Graphic taken: lower third · Ada",
    ],
    ["rundown", { type: "rundown_set", cues: [{}] }, "Rundown set: 1 cue"],
    ["rundown that was undone", { type: "rundown_set", cues: [{}, {}], undoes: true }, "Rundown undone: 2 cues"],
    ["cue skipped", { type: "cue_skipped", cue: "a", reason: "something stands in full" }, "Cue skipped: something stands in full"],
    ["step", { type: "graphic_stepped", graphic: "line_ups", step: 2 }, "Graphic at step 2: line ups"],
    ["something new", { type: "lights_dimmed" }, "Lights dimmed"],
    ["undo of what is not at hand", { type: "retraction", retracts: "x" }, "Took back: an earlier fact"],
  ])("%s", (_, payload, words) => {
    const entries = log(entry(payload));
    expect(entries.map((one) => wordsOf(one, entries, stateOf(STATE)))).toEqual([words]);
  });

  it("names the prediction and the outcome it is about", () => {
    const [prediction, outcomes] = ["p", [{ id: "1", title: "Yes" }]];
    const entries = log(
      entry({ type: "prediction_opened", prediction, question: "Who?", outcomes }),
      entry({ type: "prediction_resolved", prediction, outcome: "1" }),
      entry({ type: "prediction_voided", prediction, reason: "rain" }),
    );
    expect(entries.map((one) => wordsOf(one, entries, null))).toEqual([
      "Prediction voided: Who? · rain",
      "Prediction resolved: Who? · Yes",
      "Prediction opened: Who?",
    ]);
  });

  it("names what was taken and brought back", () => {
    const entries = log(goal("g"), undo("u", "g"), undo("w", "u"));
    expect(entries.map((one) => wordsOf(one, entries, stateOf(STATE)))).toEqual([
      "Brought back: Goal INT",
      "Took back: Goal INT",
      "Goal INT",
    ]);
  });
});

describe("health", () => {
  const BODY = {
    frame: 1000,
    frames: 500,
    skipped: 4,
    dropped: 3,
    repeated: 2,
    parts_lost: 0,
    program: "source",
    is_slate: false,
    sources: { source: { state: "hot", trouble: "" }, backup: { state: "warm", trouble: "" } },
    alarms: {},
    shed: [],
    distance_us: 2_000_000,
  };
  const FEED = { channel: "one", feed: "opta", state: "sending", lateness_us: 1_500_000, facts: 8, waiting: 0, error: "" };
  const texts = (change: object, before: object | null = null, feed: object = {}) => {
    const [now, then] = [healthOf({ ...BODY, ...change }), healthOf(before && { ...BODY, ...before })];
    if (!now) throw new Error("no health");
    return troublesOf(now, then, feedsOf({ items: [{ ...FEED, ...feed }] }, "one")).map(({ text }) => text);
  };

  it.each<[string, object, object | null, object, string | null]>([
    ["all is well", {}, {}, {}, null],
    ["the slate", { is_slate: true }, null, {}, "The slate is on air"],
    ["a source in trouble", { sources: { backup: { state: "hot", trouble: "no such file" } } }, null, {}, "backup: no such file"],
    ["an alarm", { alarms: { encoder: "too slow" } }, null, {}, "Too slow"],
    ["renditions given up", { shed: ["720p"] }, null, {}, "720p"],
    ["late frames just now", { skipped: 7 }, {}, {}, "Frames came late"],
    ["parts lost", { parts_lost: 1 }, {}, {}, "Viewers miss parts"],
    ["a channel that began anew", { skipped: 9, frames: 5 }, {}, {}, null],
    ["a feed that cannot be read", {}, null, { state: "failed", error: "no file" }, "Feed opta cannot be read: no file"],
    ["a feed later than the distance", {}, null, { lateness_us: 3_200_000 }, "up to 1.2 s behind"],
    ["of another channel", {}, null, { channel: "two", state: "failed" }, null],
  ])("%s", (_, change, before, feed, expected) => {
    const found = texts(change, before, feed);
    expect(found).toHaveLength(expected === null ? 0 : 1);
    if (expected !== null) expect(found[0]).toContain(expected);
  });

  it("says the worst first", () => {
    expect(texts({ shed: ["720p"] }, null, { state: "failed" })[0]).toContain("Feed opta");
  });

  it.each([[null], [{}], [[]]])("is none: %j", (body) => {
    expect(healthOf(body)).toBeNull();
  });
});

describe("predictions", () => {
  const outcome = (id: string | number, points: number, picks: number) => ({ id, title: `t${id}`, points, picks });
  const BODY = { id: 3, question: "Who?", outcomes: [outcome("a", 30, 1), outcome("b", 10, 3)], mode: "frontier", state: "open", locks_at: null, outcome: null };

  it("are read; ids go back as they came", () => {
    const settled = { ...BODY, state: "resolved", outcome: "b", locks_at: "1970-01-01T00:00:01Z" };
    const page = { items: [BODY, settled, { ...BODY, state: "resting" }, { ...BODY, id: null }] };
    const found = predictionsOf(page).map(({ id, state, outcome: on, locksAt }) => [id, state, on, locksAt]);
    expect(found).toEqual([[3, "open", null, null], [3, "resolved", "b", 1000]]);
  });

  it.each([
    ["by points", BODY.outcomes, [0.75, 0.25]],
    ["by picks where none has points", [outcome("a", 0, 1), outcome("b", 0, 3)], [0.25, 0.75]],
    ["of nothing", [outcome("a", 0, 0)], [0]],
  ])("share %s", (_, outcomes, shares) => {
    const [found] = predictionsOf({ items: [{ ...BODY, outcomes }] });
    expect(found?.outcomes.map((one) => shareOf(one, found))).toEqual(shares);
  });

  it.each([
    ["whole", "Who? ", ["a", " b", ""], { question: "Who?", outcomes: ["a", "b"], mode: "media", locks_after_s: 60 }],
    ["no question", " ", ["a", "b"], null],
    ["one outcome", "Who?", ["a", " "], null],
    ["the same twice", "Who?", ["a", "a "], null],
  ])("opening: %s", (_, question, titles, body) => {
    expect(opening(question, titles, "media", 60)).toEqual(body);
  });
});
