import { describe, expect, it } from "vitest";
import { Desk } from "../src/control/desk.svelte";
import { dialOf, missedAt, reachOf, shareWords } from "../src/control/dial";
import { entriesOf, isDone, wordsOf } from "../src/control/entry";
import { stateOf } from "../src/control/game-state";
import { signedOf } from "../src/control/health";
import { clockTyped, heldAt, heldBy, HOLDABLE, holdTitle, presentOf, titleOf, untilOf, valueOf } from "../src/control/holding";
import { Offset } from "../src/control/offset.svelte";
import { wordingOf } from "../src/control/question";
import { type Kind, lengthOf, saidOf, sourceOf, truthOf } from "../src/control/truth";

const NOON = "2026-11-24T12:00:00Z";
const NOW = Date.parse(NOON);
const STATE = stateOf({
  frame: 1,
  content_time: NOON,
  phase: "first_half",
  period: 1,
  clock_us: 754_400_000,
  is_running: true,
  added_minutes: null,
  sides: {
    home: { name: "North", short: "NOR", color: null, score: 2 },
    away: { name: "South", short: null, color: null, score: 1 },
  },
});
const FIELD = {
  field: "score",
  value: "2–1",
  source: "opta",
  confidence: "agreed",
  told_at: NOON,
  heard_at: NOON,
  voices: [{ feed: "opta", says: "2–1" }],
};
const QUESTION = { id: "q", kind: "clock", field: "clock", feed: "espn", says: "00:05", stands: "01:20", since: NOON };

describe("truth", () => {
  it("is read, and what is not known here is passed over", () => {
    const found = truthOf({
      fields: [FIELD, { ...FIELD, confidence: "sure" }, { ...FIELD, heard_at: null }],
      questions: [QUESTION, { ...QUESTION, kind: "why" }, { ...QUESTION, id: "" }],
      overrides: [{ field: "clock", value: 1, since: NOON, until: null }, { field: "clock" }],
    });
    expect([found?.known.length, found?.questions.length, found?.holds.length]).toEqual([1, 1, 1]);
    expect(found?.holds).toEqual([{ field: "clock", value: 1, since: NOW, until: null, isByRule: false }]);
    expect(truthOf(null)).toBeNull();
  });

  it.each([
    ["opta", "agreed", 4000, "opta, heard 4 s ago"],
    ["opta", "stale", 130_000, "opta, not heard for 2 min"],
    ["hand", "hand", 9_000_000, "by hand, 3 h ago"],
  ])("%s, %s", (source, confidence, later, words) => {
    const [known] = truthOf({ fields: [{ ...FIELD, source, confidence }] })?.known ?? [];
    expect(known && sourceOf(known, NOW + later)).toBe(words);
  });

  it.each([
    ["cards", "2/0 – 1/1", "yellow 2–1, red 0–1"],
    ["cards", "", "told"],
    ["score", "2–1", "2–1"],
  ])("%s: %s", (field, said, words) => {
    expect(saidOf(field, said)).toBe(words);
  });

  it.each([
    [-5, "0 s"],
    [99_000, "99 s"],
    [100_000, "2 min"],
    [7_200_000, "2 h"],
  ])("%d ms are %s", (ms, words) => {
    expect(lengthOf(ms)).toBe(words);
  });
});

describe("questions", () => {
  it.each<[Kind, string, string, string, string, string]>([
    ["unconfirmed", "score", "goal home No. 9 12'", "GOAL North · No. 9 12′ is not confirmed by espn", "Take it back", "It stands"],
    ["taken_back", "score", "goal away", "espn takes back: GOAL South", "Take it back", "It stands"],
    ["taken_back", "score", "something else", "espn takes back: something else", "Take it back", "It stands"],
    ["clock", "clock", "12:00", "espn has another clock than was set by hand", "Take espn’s", "Keep ours"],
    ["jump", "clock", "12:00", "The clock of espn jumps", "Take espn’s", "Keep ours"],
    ["disputed", "score", "1–0 (opta)", "espn has another score", "Take espn’s", "Keep ours"],
  ])("%s", (kind, field, stands, title, take, keep) => {
    const [question] = truthOf({ questions: [{ ...QUESTION, kind, field, stands }] })?.questions ?? [];
    expect(question && wordingOf(question, STATE)).toMatchObject({ title, take, keep });
  });

  it("name the sides as they are called, where that is known", () => {
    const [question] = truthOf({ questions: [{ ...QUESTION, kind: "unconfirmed", stands: "goal home" }] })?.questions ?? [];
    expect(question && wordingOf(question, null).title).toBe("GOAL home is not confirmed by espn");
  });
});

describe("holding", () => {
  const holdable = (field: string) => {
    const found = HOLDABLE.find((one) => one.field === field);
    if (!found) throw new Error(field);
    return found;
  };

  it.each([
    ["home.score", "Score of North"],
    ["away.short", "Letters of the away side"],
    ["home.name", "Name of the home side"],
    ["clock", "Clock"],
    ["clock.hidden", "Clock hidden"],
    ["added_minutes", "Added time"],
    ["stats.shots", "Statistic shots"],
  ])("%s", (field, title) => {
    expect(titleOf(field, STATE)).toBe(title);
  });

  it.each([
    ["home.score", 3, "3"],
    ["clock", { clock: "12:34", running: false }, "12:34, stopped"],
    ["clock.hidden", true, ""],
    ["phase", "half_time", "Half-time"],
    ["stats.shots", { home: 9, away: 4 }, "9–4"],
    ["venue", null, "none"],
  ])("%s at %j", (field, value, words) => {
    expect(heldAt({ field, value })).toBe(words);
  });

  it.each([
    ["home.score", 2],
    ["clock", { clock: "12:34", running: true }],
    ["clock.hidden", true],
    ["phase", "first_half"],
    ["period", 1],
    ["added_minutes", 0],
    ["away.name", "South"],
    ["away.short", undefined],
  ])("%s as it is now", (field, value) => {
    expect(valueOf(holdable(field), presentOf(holdable(field), STATE))).toEqual(value);
  });

  it("begins with nothing where nothing is known", () => {
    expect(presentOf(holdable("home.name"), null)).toEqual({ count: null, text: "", isRunning: true });
  });

  it.each([
    ["12:34", "12:34"],
    ["1234", "12:34"],
    ["5.07", "05:07"],
    [" 112:00 ", "112:00"],
    ["34", "00:34"],
    ["12:61", null],
    ["7", null],
    ["half", null],
    ["", null],
  ])("clock typed as %j", (text, clock) => {
    expect(clockTyped(text)).toBe(clock);
  });

  it.each([
    ["before", -1, ""],
    ["from its moment on", 0, "held by hand"],
    ["until its end", 1000, ""],
  ])("%s", (_, later, expected) => {
    const holds = [{ field: "clock", value: 1, since: NOW, until: NOW + 1000, isByRule: false }];
    expect(heldBy(holds, ["phase", "clock"], NOW + later)).toBe(expected);
    expect(heldBy(holds, ["phase"], NOW + later)).toBe("");
  });

  it("says what a rule holds and why, and of both that it is by hand", () => {
    const rule = { field: "clock.hidden", value: true, since: NOON, until: null, by_rule: true };
    const holds = truthOf({ overrides: [rule, { ...rule, field: "phase", by_rule: false }] })?.holds ?? [];
    expect(heldBy(holds, ["clock", "clock.hidden"], NOW)).toBe("Hidden: nobody knows the clock");
    expect(heldBy(holds, ["clock.hidden", "phase"], NOW)).toBe("held by hand");
    const titles = ["Hidden: nobody knows the clock", "Phase"];
    expect(holds.map((hold) => holdTitle(hold, STATE))).toEqual(titles);
    expect(holdTitle({ field: "period", isByRule: true }, STATE)).toBe("Period (by a rule)");
  });

  it("ends so many minutes after the picture that is composed", () => {
    expect(untilOf(2, STATE, 0)).toEqual({ until: "2026-11-24T12:02:00.000Z" });
    expect(untilOf(1, null, NOW)).toEqual({ until: "2026-11-24T12:01:00.000Z" });
    expect(untilOf(null, STATE, 0)).toEqual({});
  });
});

describe("the dial", () => {
  const feed = { feed: "opta", measured: 40, least_us: 1_000_000, p50_us: 2_000_000, p95_us: 4_000_000, missed: 0.5, late_by_us: 700_000 };
  const none = { feed: "new", measured: 0, least_us: null, p50_us: null, p95_us: null, missed: 0, late_by_us: null };
  const dial = dialOf({
    distance_us: 2_100_000,
    feeds: [feed, none],
    steps: [
      { distance_us: 4_000_000, missed: { opta: 0 } },
      { distance_us: 0, missed: { opta: 1 } },
      { distance_us: 2_000_000, missed: { opta: 0.6 } },
    ],
  });

  it.each([
    ["the present distance", "opta", 2_100_000, 0.5],
    ["a step", "opta", 2_000_000, 0.6],
    ["between steps: as at the lesser", "opta", 3_900_000, 0.6],
    ["beyond all", "opta", 60_000_000, 0],
    ["a feed nothing was measured of", "new", 2_100_000, null],
    ["a feed that is not there", "other", 2_100_000, null],
  ])("%s", (_, name, at, share) => {
    expect(dial && missedAt(dial, name, at)).toBe(share);
  });

  it("reaches ten seconds at least, and as far as it is set", () => {
    expect([reachOf(null, 0), reachOf(dial, 0), reachOf(dial, 20_000_000)]).toEqual([10e6, 10e6, 25e6]);
    expect(reachOf(dialOf({ feeds: [feed], steps: [{ distance_us: 12_000_000 }] }), 0)).toBe(12_000_000);
    expect(dialOf(null)).toBeNull();
  });

  it.each([
    [null, "not known yet"],
    [0, "misses nothing"],
    [0.004, "misses under 1 %"],
    [0.126, "misses 13 %"],
  ])("%j", (share, words) => {
    expect(shareWords(share)).toBe(words);
  });
});

describe("offsets", () => {
  it.each([
    [0, "±0.0 s"],
    [1_200_000, "+1.2 s"],
    [-50_000, "−0.05 s"],
  ])("%d µs", (micros, words) => {
    expect(signedOf(micros)).toBe(words);
  });

  it("sends what is meant last, and goes back step by step", async () => {
    const desk = new Desk("one", () => null);
    const [sent, answers] = [[] as unknown[], [] as (() => void)[]];
    desk.write = ({ body }) => {
      sent.push(body);
      return new Promise((resolve) => {
        answers.push(() => {
          resolve({ kind: "ok", body: [] });
        });
      });
    };
    const offset = new Offset(desk, "opta");
    const answered = async () => {
      answers.shift()?.();
      await new Promise((done) => setTimeout(done));
    };
    offset.set(100_000);
    offset.set(200_000);
    offset.set(300_000);
    await answered();
    await answered();
    const of = (us: number) => ({ offsets_us: { opta: us } });
    expect(sent).toEqual([of(100_000), of(300_000)]);
    // The channel says the old one for a moment yet.
    offset.heard(0);
    expect(offset.us).toBe(300_000);
    offset.undo();
    await answered();
    expect([sent.at(-1), offset.us, offset.before]).toEqual([of(200_000), 200_000, [0, 100_000]]);
    offset.heard(200_000);
    expect(offset.us).toBe(0);
  });
});

describe("log", () => {
  const said = (payload: object) => {
    const entries = entriesOf({ items: [{ sequence: 1, frame: 1, arrival: NOON, actor: "engine", payload }] });
    return entries.map((entry) => wordsOf(entry, entries, STATE));
  };
  it.each([
    [{ type: "fact_heard", feed: "espn", fact: { type: "goal", side: "home" } }, "Heard, not taken: Goal NOR"],
    [{ type: "fact_heard", fact: { type: "clock_set", clock: "00:05" }, question: {} }, "Asked: Clock set to 00:05"],
    [{ type: "fact_heard", fact: { type: "line_up" } }, "Heard, not taken: Line up"],
    [{ type: "lead_set", feed: "espn", field: "stats", name: "shots" }, "espn leads: stats (shots)"],
    [{ type: "question_answered", question: "taken_back:espn:score:g1", answer: "keep" }, "Decided: ours stands (taken back)"],
    [{ type: "override_set", field: "home.score", value: 3 }, "Held: Score of North · 3"],
    [{ type: "override_set", field: "clock.hidden", value: true }, "Held: Clock hidden"],
    [{ type: "override_released", field: "clock" }, "Let go: Clock"],
  ])("%j", (payload, words) => {
    expect(said(payload)).toEqual([words]);
  });

  it("tells what was done from what was only heard", () => {
    const payloads = [{ type: "fact_heard" }, { type: "fact_heard", question: {} }, { type: "goal" }];
    const items = payloads.map((payload, sequence) => ({ sequence, arrival: NOON, actor: "opta", payload }));
    expect(entriesOf({ items }).map(isDone)).toEqual([false, true, true]);
  });
});
