import { afterEach, describe, expect, it, vi } from "vitest";
import { Api } from "../src/data/api";
import { placeOf } from "../src/data/place";
import { providerIdsOf } from "../src/data/provider-id";
import { doing, planOf, summary } from "../src/data/roster";
import { bodyOf, isoOf, lineOf, localOf, newThing, thingOf, titleOf } from "../src/data/thing";

afterEach(() => {
  vi.unstubAllGlobals();
});

const TEAM = {
  id: "t1",
  revision: 3,
  language: "de",
  names: { en: { long: "North", short: null, code: null }, de: { long: "Nord", short: "N", code: "NOR" } },
  kits: { home: { main: "#aa2233", second: null, number: "#ffffff" }, away: null },
  crest_url: "/c.png",
  has_own_crest: false,
};
const called = (id: string) => ({ t1: "North", t2: "South", c: "Cup" })[id] ?? "…";

describe("thing", () => {
  it("has the default language first, and goes back as it came", () => {
    const team = thingOf("teams", TEAM);
    expect(team.names.map(({ language }) => language)).toEqual(["de", "en"]);
    expect([team.picture, team.hasOwnPicture, titleOf("teams", team, called)]).toEqual(["/c.png", false, "Nord"]);
    expect(lineOf("teams", team, called)).toBe("NOR · North");
    const { names, language, kits } = TEAM;
    expect(bodyOf("teams", team)).toEqual({ names, language, kits });
  });

  it("empties what was emptied", () => {
    const player = thingOf("players", { id: "p", names: { en: { long: "Ann" } }, language: "en", team: "t1", number: "7" });
    player.said["number"] = " ";
    expect(bodyOf("players", player)).toMatchObject({ team: "t1", number: null, position: null });
  });

  it("names a fixture by its sides, known or not", () => {
    const match = thingOf("matches", { home: "t1", away: null, competition: "c", round: "Final", start: null, leg: 2 });
    expect(titleOf("matches", match, called)).toBe("North – ?");
    expect(lineOf("matches", match, called)).toBe("No date yet · Cup · Final");
    expect(bodyOf("matches", match)).toMatchObject({ home: "t1", away: null, start: null, leg: 2 });
    expect(bodyOf("matches", newThing("matches"))).not.toHaveProperty("names");
  });

  it.each(["", "2026-11-23T18:30:00.000Z", "2026-06-30T22:00:00.000Z"])("keeps the start %s", (start) => {
    expect(isoOf(localOf(start))).toBe(start);
  });

  it("takes bodies nobody has checked", () => {
    const odd = thingOf("teams", { names: { en: 3 }, kits: [], nexts: "x" });
    expect([odd.names[0]?.long, odd.home.main, odd.nexts]).toEqual(["", "", []]);
  });
});

describe("roster", () => {
  const body = {
    plan: "ab",
    counts: { new: 2, changed: 1, same: 3, removed: 0, wrong: 1 },
    columns: { A: "number", B: "name" },
    left_out: { C: "Weight" },
    rows: [
      { row: 2, action: "changed", name: "Ann", short: "A.", number: "10", position: null, team: "t", changes: { number: ["7", "10"], team: [null, "t"] } },
      { row: 3, action: "new", name: "Bo", number: null, changes: {}, note: "number 9 was Cy's" },
    ],
    mistakes: [{ row: 4, column: "B", detail: "has no name; write one" }],
    is_held_back: true,
  };

  it("says what would be done", () => {
    const plan = planOf(body);
    expect([summary(plan), doing(plan), plan.columns]).toEqual(["2 new, 1 changed, 3 as before", 3, "A number, B name"]);
    expect([plan.leftOut, planOf({}).leftOut]).toEqual(["C Weight", ""]);
    expect(plan.rows.map(({ change }) => change)).toEqual(["number 7 → 10; team none → t", "number 9 was Cy's"]);
    expect([plan.mistakes[0]?.row, plan.isHeldBack]).toEqual([4, true]);
    expect(plan.rows.map(({ short, team }) => [short, team])).toEqual([["A.", "t"], ["", ""]]);
  });

  it("takes what is no plan", () => {
    expect(summary(planOf(null))).toBe("No players in it");
  });
});

describe("place", () => {
  it.each([
    ["", { tab: "teams", id: "" }],
    ["#players", { tab: "players", id: "" }],
    ["#roster/t1", { tab: "roster", id: "t1" }],
    ["#nothing/x", { tab: "teams", id: "" }],
  ])("%s", (hash, place) => {
    expect(placeOf(hash)).toEqual(place);
  });
});

describe("provider ids", () => {
  it("are written where they are, whatever letters they have", () => {
    const [one] = providerIdsOf({ items: [{ provider: "own", kind: "team", ref: "a/b", name: null, suggestions: [{ id: "t", name: "T" }] }] });
    expect([one?.path, one?.name, one?.suggestions]).toEqual(["/provider-ids/own/team/a%2Fb", "", [{ id: "t", name: "T" }]]);
  });
});

describe("api", () => {
  it("sends files as they are, all else as JSON, each with a key and the revision", async () => {
    const fetched = vi.fn<(url: string, asked: RequestInit) => Promise<Response>>();
    fetched.mockImplementation(() => Promise.resolve(Response.json({})));
    vi.stubGlobal("fetch", fetched);
    const api = new Api(() => "secret");
    const file = new Blob(["x"]);
    await api.send({ method: "PUT", path: "/teams/t/crest", body: file });
    await api.send({ method: "PATCH", path: "/teams/t", body: { language: "de" }, revision: 4 });
    const [first, second] = fetched.mock.calls.map(([, asked]) => asked);
    expect(first?.body).toBe(file);
    expect(second?.body).toBe('{"language":"de"}');
    expect(second?.headers).toMatchObject({ "If-Match": '"4"', Authorization: "Bearer secret" });
  });
});
