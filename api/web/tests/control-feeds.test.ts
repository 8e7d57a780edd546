import { describe, expect, it } from "vitest";
import { soFar, standingOf } from "../src/control/feed";
import { feedsOf } from "../src/control/health";

const FEED = { channel: "one", feed: "opta", state: "sending", lateness_us: 1_500_000, facts: 8, waiting: 0, error: "" };

describe("feeds", () => {
  it.each([
    [{}, "Well", false],
    [{ error: "HTTP 503" }, "In trouble", true],
    [{ state: "stale", error: "the same for 5 min" }, "Says the same", true],
    [{ state: "failed", error: "HTTP 503" }, "Failed", true],
    [{ state: "waiting" }, "Waits for the channel", false],
    [{ state: "on_leave" }, "On leave", false],
  ])("of %j", (change, words, isOdd) => {
    expect(feedsOf({ items: [{ ...FEED, ...change }] }, "one").map(standingOf)).toEqual([{ words, isOdd }]);
  });

  it.each([
    [{ last_result: "0 facts" }, "8 facts so far · last answer: nothing new · up to 1.5 s late"],
    [{ last_result: "unchanged", facts: 1 }, "1 fact so far · last answer: nothing new · up to 1.5 s late"],
    [{ last_result: "3 facts", next_due: "2026-11-24T12:00:01Z" }, "8 facts so far · last answer: 3 facts · next in 1 s · up to 1.5 s late"],
    [{ last_result: "HTTP 503", error: "HTTP 503", waiting: 2 }, "8 facts so far · 2 waiting · up to 1.5 s late"],
    [{ last_result: "no summary", lateness_us: null }, "8 facts so far · last answer: no summary"],
    [{ last_result: "3 facts", error: "a goal of nobody", lateness_us: null }, "8 facts so far · last answer: 3 facts"],
  ])("and what came of it, once, of %j", (change, words) => {
    const noon = Date.parse("2026-11-24T12:00:00Z");
    const feeds = feedsOf({ items: [{ ...FEED, ...change }] }, "one");
    expect(feeds.map((feed) => soFar(feed, noon))).toEqual([words]);
  });
});
