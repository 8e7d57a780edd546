/** Teams, players, fixtures, competitions and venues as the server tells them, and as people read them. */

import { bodiesOf, type Body, isBody, numberOf, sentence, textOf } from "../fields";

export type Kind = "competitions" | "matches" | "players" | "teams" | "venues";

export const KINDS: readonly { kind: Kind; title: string; one: string }[] = [
  { kind: "teams", title: "Teams", one: "team" },
  { kind: "players", title: "Players", one: "player" },
  { kind: "matches", title: "Fixtures", one: "fixture" },
  { kind: "competitions", title: "Competitions", one: "competition" },
  { kind: "venues", title: "Venues", one: "venue" },
];

export interface Name {
  language: string;
  long: string;
  short: string;
  code: string;
}

export interface Kit {
  main: string;
  second: string;
  number: string;
}

/** A thing of any kind. What its kind does not have, or nobody has said, is "". */
export interface Thing {
  id: string;
  revision: number;
  /** The first is the default language's. */
  names: Name[];
  picture: string;
  hasOwnPicture: boolean;
  home: Kit;
  away: Kit;
  nexts: readonly string[];
  /** Its other fields, as the server has them. */
  said: Record<string, string>;
}

export const STATUSES = [
  "scheduled",
  "pre",
  "live",
  "break",
  "suspended",
  "delayed",
  "final",
  "abandoned",
  "postponed",
  "cancelled",
] as const;

/** The plain fields of each kind; those that name another thing are in `REFERS`. */
export const FIELDS: Record<Kind, readonly { key: string; title: string; most: number }[]> = {
  teams: [],
  players: [
    { key: "number", title: "Number", most: 8 },
    { key: "position", title: "Position", most: 40 },
  ],
  matches: [
    { key: "round", title: "Round", most: 100 },
    { key: "leg", title: "Leg", most: 1 },
  ],
  competitions: [{ key: "season", title: "Season", most: 40 }],
  venues: [
    { key: "city", title: "City", most: 100 },
    { key: "country", title: "Country", most: 100 },
  ],
};

export const REFERS: Record<Kind, readonly { key: string; title: string; to: Kind }[]> = {
  teams: [],
  players: [{ key: "team", title: "Team", to: "teams" }],
  matches: [
    { key: "home", title: "Home", to: "teams" },
    { key: "away", title: "Away", to: "teams" },
    { key: "competition", title: "Competition", to: "competitions" },
    { key: "venue", title: "Venue", to: "venues" },
  ],
  competitions: [],
  venues: [],
};

const SAID: Record<Kind, readonly string[]> = {
  teams: [],
  players: ["team", "number", "position"],
  matches: ["home", "away", "competition", "venue", "round", "leg", "start", "status", "channel"],
  competitions: ["sport", "season"],
  venues: ["city", "country"],
};

const NO_KIT: Kit = { main: "", second: "", number: "" };

/** A thing nobody has made yet. */
export function newThing(kind: Kind, language = "en"): Thing {
  const said = Object.fromEntries(SAID[kind].map((key) => [key, ""]));
  if (kind === "matches") said["status"] = "scheduled";
  return {
    id: "",
    revision: 0,
    names: kind === "matches" ? [] : [{ language, long: "", short: "", code: "" }],
    picture: "",
    hasOwnPicture: false,
    home: { ...NO_KIT },
    away: { ...NO_KIT },
    nexts: [],
    said,
  };
}

export function thingOf(kind: Kind, body: Body): Thing {
  const kits = isBody(body["kits"]) ? body["kits"] : {};
  const nexts = body["nexts"];
  return {
    id: textOf(body["id"]),
    revision: numberOf(body["revision"]),
    names: namesOf(body),
    picture: textOf(body["crest_url"]) || textOf(body["photo_url"]),
    hasOwnPicture: body["has_own_crest"] === true || typeof body["photo_url"] === "string",
    home: kitOf(kits["home"]),
    away: kitOf(kits["away"]),
    nexts: Array.isArray(nexts) ? nexts.map(textOf) : [],
    said: Object.fromEntries(SAID[kind].map((key) => [key, saidOf(body[key])])),
  };
}

/** What is to be written of a thing; what was emptied is null. */
export function bodyOf(kind: Kind, thing: Thing): Body {
  const body: Body = {};
  for (const [key, value] of Object.entries(thing.said)) body[key] = value.trim() || null;
  if (kind === "matches") {
    const leg = thing.said["leg"]?.trim() ?? "";
    return { ...body, leg: leg ? Number(leg) : null };
  }
  body["names"] = Object.fromEntries(
    thing.names.map(({ language, long, short, code }) => [
      language.trim(),
      { long, short: short.trim() || null, code: code.trim() || null },
    ]),
  );
  body["language"] = thing.names[0]?.language.trim();
  return kind === "teams" ? { ...body, kits: { home: kitBody(thing.home), away: kitBody(thing.away) } } : body;
}

export function nameOf(thing: Thing): string {
  return thing.names[0]?.long ?? "";
}

/** How a thing is called in a list; `called` are the names of others by id. */
export function titleOf(kind: Kind, thing: Thing, called: (id: string) => string): string {
  if (kind !== "matches") return nameOf(thing);
  const sides = [thing.said["home"], thing.said["away"]].map((id) => (id ? called(id) : "?"));
  return sides.join(" – ");
}

/** What else a list says of it. */
export function lineOf(kind: Kind, thing: Thing, called: (id: string) => string): string {
  const { said } = thing;
  const known = (id: string | undefined): string => (id ? called(id) : "");
  const parts: Record<Kind, (string | undefined)[]> = {
    teams: [thing.names[0]?.code, ...thing.names.slice(1).map(({ long }) => long)],
    players: [said["position"], known(said["team"])],
    matches: [whenOf(said["start"] ?? ""), known(said["competition"]), said["round"]],
    competitions: [said["season"], sentence(said["sport"] ?? "")],
    venues: [said["city"], said["country"]],
  };
  return parts[kind].filter((part) => part).join(" · ");
}

/** A start as people here read it. */
export function whenOf(start: string): string {
  const time = Date.parse(start);
  if (Number.isNaN(time)) return "No date yet";
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }).format(time);
}

/** An ISO time as a field of this browser's own zone has it, and back. */
export function localOf(start: string): string {
  const time = Date.parse(start);
  if (Number.isNaN(time)) return "";
  return new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function isoOf(local: string): string {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}

function namesOf(body: Body): Name[] {
  const names = isBody(body["names"]) ? Object.entries(body["names"]) : [];
  const own = textOf(body["language"]);
  return names
    .map(([language, name]) => {
      const said = isBody(name) ? name : {};
      return { language, long: textOf(said["long"]), short: textOf(said["short"]), code: textOf(said["code"]) };
    })
    .sort((one, other) => Number(other.language === own) - Number(one.language === own));
}

function kitOf(body: unknown): Kit {
  const said = isBody(body) ? body : {};
  return { main: textOf(said["main"]), second: textOf(said["second"]), number: textOf(said["number"]) };
}

function kitBody({ main, second, number }: Kit): Body | null {
  return main ? { main, second: second || null, number: number || null } : null;
}

function saidOf(value: unknown): string {
  return typeof value === "number" ? String(value) : textOf(value);
}

export function thingsOf(kind: Kind, page: unknown): Thing[] {
  return isBody(page) ? bodiesOf(page["items"]).map((body) => thingOf(kind, body)) : [];
}
