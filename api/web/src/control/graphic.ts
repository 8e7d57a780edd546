/** The catalogue of graphics: what can be taken on air, with which fields. */

import { bodiesOf, itemsOf, numberOrNull, textOf, type Body } from "../fields";

export type FieldKind = "choice" | "seconds" | "text";

export interface Field {
  name: string;
  title: string;
  kind: FieldKind;
  maxLength: number | null;
  isRequired: boolean;
  choices: string[];
}

export interface Graphic {
  name: string;
  title: string;
  isOn: boolean;
  fields: Field[];
}

/** The graphics of a page; those without a name are passed over. */
export function graphicsOf(page: unknown): Graphic[] {
  return itemsOf(page)
    .map((item) => ({
      name: textOf(item["name"]),
      title: textOf(item["title"]) || textOf(item["name"]),
      isOn: item["is_on"] === true,
      fields: bodiesOf(item["fields"]).map(fieldOf),
    }))
    .filter(({ name }) => name);
}

/** What is sent of the values typed: those that say something. */
export function filled(
  fields: readonly Field[],
  typed: Record<string, number | string | null>,
): Record<string, number | string> {
  const sent: Record<string, number | string> = {};
  for (const { name } of fields) {
    const value = typed[name] ?? "";
    const said = typeof value === "string" ? value.trim() : value;
    if (said !== "") sent[name] = said;
  }
  return sent;
}

/** A field of a kind not known here is typed as text; the server says what is wrong with it. */
function fieldOf(field: Body): Field {
  const { name, title, kind, choices } = field;
  return {
    name: textOf(name),
    title: textOf(title) || textOf(name),
    kind: kind === "choice" || kind === "seconds" ? kind : "text",
    maxLength: numberOrNull(field["max_length"]),
    isRequired: field["required"] === true,
    choices: Array.isArray(choices) ? choices.map(textOf) : [],
  };
}
