import { describe, expect, it } from "vitest";
import {
  coded,
  type Cue,
  factChoices,
  factWords,
  fateWords,
  isSame,
  moved,
  newId,
  type Planned,
  rundownOf,
  type Trigger,
  triggerWords,
  without,
} from "../src/control/cue";
import { graphicsOf } from "../src/control/graphic";
import { cueActionOf } from "../src/control/keys";
import { starter } from "../src/control/starter";
import { precedents, triggerTyped, typedTrigger } from "../src/control/trigger-form";

const AT = Date.UTC(2026, 10, 24, 20, 45);
const HAND: Trigger = { when: "hand" };

function cue(id: string, trigger: Trigger = HAND): Cue {
  return { id, name: id.toUpperCase(), graphic: "lower_third", fields: { title: id }, trigger, notOver: [] };
}

function planned(change: Partial<Planned> = {}): Planned {
  return { ...cue("a"), isOn: false, shows: true, airedAt: null, lateUs: 0, skipped: "", ...change };
}

const AFTER = (id: string): Trigger => ({ when: "after", cue: id, delay: 3, leaves: true });
const TRIGGERS: [Trigger, object, string][] = [
  [HAND, { when: "hand" }, "By hand"],
  [{ when: "clock", clock: "45:00", period: 2 }, { when: "clock", clock: "45:00", period: 2 }, "At 45:00 on the clock in period 2"],
  [
    { when: "program_time", at: AT },
    { when: "program_time", at: "2026-11-24T20:45:00.000Z" },
    `At ${new Date(AT).toLocaleTimeString("en-GB")}`,
  ],
  [
    { when: "fact", fact: { type: "goal", side: "home" } },
    { when: "fact", fact: { type: "goal", side: "home" } },
    "On a goal of the home side",
  ],
  [AFTER("b"), { when: "after", cue: "b", delay_s: 3, leaves: true }, "3 s after 2 B has left"],
];

describe("rundown", () => {
  it.each(TRIGGERS)("%j is written, read and said", (trigger, written, words) => {
    const told = coded(cue("a", trigger));
    expect(told["trigger"]).toEqual(written);
    const read = rundownOf({ version: 7, next: "a", can_undo: true, items: [{ ...told, aired_at: null }] });
    expect([read?.version, read?.next, read?.canUndo, read?.canRedo]).toEqual([7, "a", true, false]);
    expect(read?.cues.map(({ trigger: one }) => one)).toEqual([trigger]);
    expect(triggerWords(trigger, [cue("a"), cue("b")], null)).toBe(words);
  });

  it.each(TRIGGERS)("%j goes through its form unchanged", (trigger) => {
    expect(triggerTyped(typedTrigger(trigger, AT))).toEqual(trigger);
  });

  it.each([
    ["a clock that is none", { when: "clock", clock: "4x" }],
    ["a time that is none", { when: "program_time", time: "" }],
    ["after nothing", { when: "after", cue: "" }],
  ] as const)("sets nothing off: %s", (_, typed) => {
    expect(triggerTyped({ ...typedTrigger(HAND, AT), ...typed })).toBeNull();
  });

  it("says of facts what they are, whatever the order of their keys, and of odd ones what they have", () => {
    expect(factWords({ side: "home", type: "goal" }, null)).toBe("a goal of the home side");
    expect(factWords({ type: "shot_clock_set" }, null)).toBe("shot clock set");
    expect(new Set(factChoices(null).map(([kept]) => kept)).size).toBe(factChoices(null).length);
  });

  it.each([
    ["nothing yet", {}, ""],
    ["nothing to show", { shows: false }, "Nothing to show yet"],
    ["on air", { airedAt: AT - 1000, isOn: true }, /^Since /],
    ["late", { airedAt: AT - 1000, lateUs: 400_000 }, /^Aired .*, 0.4 s late$/],
    ["not so late that anyone saw", { airedAt: AT - 1000, lateUs: 40_000 }, /^Aired [\d:]+$/],
    ["to come", { airedAt: AT + 900 }, /^Comes at /],
    ["skipped", { skipped: "something stands in full" }, "Skipped: something stands in full"],
  ])("%s", (_, change, words) => {
    expect(fateWords(planned(change), AT)).toMatch(words);
  });

  it("is the same whatever became of it", () => {
    expect(isSame(planned({ isOn: true }), cue("a"))).toBe(true);
    expect(isSame(planned({ fields: { title: "x" } }), cue("a"))).toBe(false);
  });

  it.each([
    [0, 2, "bca"],
    [2, 0, "cab"],
    [1, 1, "abc"],
    [7, 0, "abc"],
  ])("moves %i to %i", (from, to, expected) => {
    expect(moved(["a", "b", "c"], from, to).join("")).toBe(expected);
  });

  it("without a cue has what followed on it by hand", () => {
    const rest = without([cue("a"), cue("b", AFTER("a")), cue("c", AFTER("b"))], "a");
    expect(rest.map(({ id, trigger }) => [id, trigger.when])).toEqual([["b", "hand"], ["c", "after"]]);
  });

  it("follows on no cue that follows on it", () => {
    const cues = [cue("a"), cue("b", AFTER("a")), cue("c", AFTER("b")), cue("d")];
    expect(precedents(cues, "a").map(({ id }) => id)).toEqual(["d"]);
    expect(precedents(cues, "new").length).toBe(4);
  });

  it("has ids of its own", () => {
    expect([newId([]), newId([cue("cue-4"), cue("x"), cue("cue-2")])]).toEqual(["cue-1", "cue-5"]);
  });

  it("begins with what there are graphics for, told what they must be told", () => {
    const field = (name: string, more: object = {}) => ({ name, title: `The ${name}`, kind: "text", ...more });
    const graphics = graphicsOf({
      items: [
        { name: "score_bug", slot: "bug", fields: [] },
        { name: "line_ups", slot: "full", fields: [field("side", { required: true, choices: ["home", "away"] })] },
        { name: "lower_third", slot: "lower", fields: [field("title", { required: true }), field("seconds")] },
      ],
    });
    const cues = starter(graphics);
    expect(cues.map(({ name }) => name)).toEqual(["Line-ups", "Commentators", "Referee", "Player of the match"]);
    expect(cues[0]?.fields).toEqual({ side: "home" });
    expect(cues[1]?.fields).toEqual({ title: "Commentator's name", seconds: "8" });
    expect(new Set(cues.map(({ id }) => id)).size).toBe(cues.length);
    expect(starter([])).toEqual([]);
  });
});

describe("keys on a cue", () => {
  const none = { ctrlKey: false, metaKey: false, altKey: false, repeat: false };
  it.each([
    ["Enter", {}, "take"],
    ["Enter", { repeat: true }, null],
    ["Enter", { ctrlKey: true }, null],
    [" ", {}, "next"],
    ["Escape", {}, "clear"],
    ["ArrowDown", { repeat: true }, { step: 1 }],
    ["ArrowUp", { altKey: true }, { move: -1 }],
    ["Tab", {}, null],
  ])("%s %j", (key, held, action) => {
    expect(cueActionOf({ ...none, ...held, key })).toEqual(action);
  });
});
