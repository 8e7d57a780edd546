/** A rundown to begin with, made of the graphics there are. */

import type { Cue, Trigger } from "./cue";
import type { Graphic } from "./graphic";

interface Part {
  /** The graphic's name says whether it is meant. */
  graphic: RegExp;
  name: string;
  fields?: Record<string, string>;
  trigger?: Trigger;
}

const HAND: Trigger = { when: "hand" };

/** In the order of a match day; what a channel has no graphic for is left out. */
const PARTS: readonly Part[] = [
  { graphic: /countdown/, name: "Countdown to the start", fields: { minutes: "10" } },
  { graphic: /line_?up/, name: "Line-ups" },
  { graphic: /match_facts|venue/, name: "Match facts" },
  {
    graphic: /^lower_third/,
    name: "Commentators",
    fields: { title: "Commentator's name", line: "Commentary", seconds: "8" },
  },
  { graphic: /^lower_third/, name: "Referee", fields: { title: "Referee's name", line: "Referee", seconds: "8" } },
  { graphic: /sponsor/, name: "Sponsors" },
  { graphic: /ticker/, name: "Other matches" },
  {
    graphic: /statistic/,
    name: "Statistics at half time",
    fields: { seconds: "20" },
    trigger: { when: "fact", fact: { type: "period_ended", period: 1 } },
  },
  { graphic: /results/, name: "Other results" },
  { graphic: /table|standing/, name: "Table" },
  {
    graphic: /full_time|final/,
    name: "Full time",
    fields: { seconds: "20" },
    trigger: { when: "fact", fact: { type: "match_ended" } },
  },
  {
    graphic: /^lower_third/,
    name: "Player of the match",
    fields: { title: "Player's name", line: "Player of the match", seconds: "8" },
  },
];

/** Its cues; what a graphic must be told and nobody has said yet is named after its field. */
export function starter(graphics: readonly Graphic[]): Cue[] {
  const found = PARTS.flatMap((part) => {
    const graphic = graphics.find(({ name }) => part.graphic.test(name));
    return graphic ? [{ ...part, graphic }] : [];
  });
  return found.map(({ name, graphic, fields, trigger }, place) => ({
    id: `cue-${place + 1}`,
    name,
    graphic: graphic.name,
    fields: said(graphic, fields ?? {}),
    trigger: trigger ?? HAND,
    notOver: [],
  }));
}

function said(graphic: Graphic, wanted: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    graphic.fields.flatMap(({ name, title, isRequired, choices, least }) => {
      const must = isRequired ? (choices[0] ?? (least === null ? title : String(least))) : undefined;
      const text = wanted[name] ?? must;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
