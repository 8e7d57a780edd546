/** How a feed stands and what came of it, in words. */

import { sentence } from "../fields";
import { type Feed, secondsOf } from "./health";
import { lengthOf } from "./truth";

const STATES: Record<string, string> = {
  waiting: "Waits for the channel",
  late: "Not taken",
  stale: "Says the same",
  ended: "Ended",
  failed: "Failed",
};
const ANSWERS: Record<string, string> = { unchanged: "nothing new", "0 facts": "nothing new", "1 facts": "1 fact" };

/** How a feed stands, in words, and whether somebody should look. */
export function standingOf({ state, error }: Feed): { words: string; isOdd: boolean } {
  if (state === "sending") return error ? { words: "In trouble", isOdd: true } : { words: "Well", isOdd: false };
  const isOdd = error !== "" || ["failed", "late", "stale"].includes(state);
  return { words: STATES[state] ?? sentence(state), isOdd };
}

/** What came of a feed so far, at a moment (ms since 1970); what is wrong with it is told beside. */
export function soFar(feed: Feed, now: number): string {
  const { facts, lastResult, nextDue, waiting, latenessUs } = feed;
  return [
    `${counted(facts)} so far`,
    lastResult && !isTrouble(feed) ? `last answer: ${ANSWERS[lastResult] ?? lastResult}` : "",
    nextDue !== null && nextDue > now ? `next in ${lengthOf(nextDue - now)}` : "",
    waiting ? `${waiting} waiting` : "",
    latenessUs === null ? "" : `up to ${secondsOf(latenessUs)} late`,
  ]
    .filter((part) => part)
    .join(" · ");
}

/** Whether its last answer is what is wrong with it, and no news. */
function isTrouble({ error, lastResult }: Feed): boolean {
  return error !== "" && !(lastResult in ANSWERS) && !/^\d+ facts$/.test(lastResult);
}

function counted(facts: number): string {
  return `${facts} ${facts === 1 ? "fact" : "facts"}`;
}
