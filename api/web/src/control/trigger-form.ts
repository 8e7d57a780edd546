/** What is typed of what sets a cue off. */

import { type Cue, keptFact, type Trigger } from "./cue";
import { isBody } from "../fields";
import { clockTyped } from "./holding";

export interface TriggerTyped {
  when: Trigger["when"];
  /** A local time as the browser's own field has it. */
  time: string;
  clock: string;
  period: number | null;
  fact: string;
  cue: string;
  delay: number | null;
  leaves: boolean;
}

export const WHENS: readonly (readonly [when: Trigger["when"], title: string])[] = [
  ["hand", "By hand"],
  ["program_time", "At a time of the programme"],
  ["clock", "At a reading of the match clock"],
  ["fact", "When something happens"],
  ["after", "After another cue"],
];

/** A trigger as a form has it; `now` (ms since 1970) is where a time begins. */
export function typedTrigger(trigger: Trigger, now: number): TriggerTyped {
  return {
    when: trigger.when,
    time: localTime(trigger.when === "program_time" ? trigger.at : now),
    clock: trigger.when === "clock" ? trigger.clock : "",
    period: trigger.when === "clock" ? trigger.period : null,
    fact: keptFact(trigger.when === "fact" ? trigger.fact : { type: "goal", side: "home" }),
    cue: trigger.when === "after" ? trigger.cue : "",
    delay: trigger.when === "after" ? trigger.delay : 0,
    leaves: trigger.when === "after" && trigger.leaves,
  };
}

/** What was typed as a trigger; null while it is none. */
export function triggerTyped(typed: TriggerTyped): Trigger | null {
  const { when, period, cue, leaves } = typed;
  switch (when) {
    case "hand":
      return { when };
    case "program_time": {
      const at = new Date(typed.time).getTime();
      return Number.isNaN(at) ? null : { when, at };
    }
    case "clock": {
      const clock = clockTyped(typed.clock);
      return clock === null ? null : { when, clock, period };
    }
    case "fact": {
      const fact: unknown = JSON.parse(typed.fact);
      return isBody(fact) ? { when, fact } : null;
    }
    case "after":
      return cue ? { when, cue, delay: typed.delay ?? 0, leaves } : null;
  }
}

/** Those a cue can follow on: all but itself and what follows on it. */
export function precedents(cues: readonly Cue[], id: string): Cue[] {
  const follows = (cue: Cue | undefined, left = cues.length): boolean => {
    if (!cue || left < 0) return false;
    if (cue.id === id) return true;
    const { trigger } = cue;
    return trigger.when === "after" && follows(cues.find((one) => one.id === trigger.cue), left - 1);
  };
  return cues.filter((cue) => !follows(cue));
}

/** 2026-11-24T20:45:00 where the operator is, whole seconds. */
function localTime(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
