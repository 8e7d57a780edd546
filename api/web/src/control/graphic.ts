/** Graphics that can be taken by hand, and the fields of their forms, as their manifests have them. */

import { bodiesOf, isBody, itemsOf, numberOrNull, textOf, type Body } from "../fields";

const KINDS = ["choice", "color", "flag", "image", "lines", "number", "seconds", "text", "time"] as const;
export type FieldKind = (typeof KINDS)[number];

export interface Field {
  name: string;
  title: string;
  kind: FieldKind;
  maxLength: number | null;
  isRequired: boolean;
  choices: string[];
  /** Of seconds and numbers. */
  least: number | null;
  most: number | null;
}

export interface Graphic {
  name: string;
  title: string;
  description: string;
  slot: string;
  isOn: boolean;
  fields: Field[];
  steps: number;
  /** What stands says, and the step it is at; null while it is off. */
  on: { fields: Record<string, string>; step: number } | null;
}

/** What is typed into a form, by the names of its fields. */
export type Typed = Record<string, boolean | number | string | null | undefined>;

/** The graphics of a page; those without a name are passed over. */
export function graphicsOf(page: unknown): Graphic[] {
  return itemsOf(page)
    .map(graphicOf)
    .filter(({ name }) => name);
}

function graphicOf(item: Body): Graphic {
  const [manifest = {}, on] = [bodyOf(item["manifest"]), bodyOf(item["on"])];
  const properties = bodyOf(bodyOf(manifest["schema"])?.["properties"]) ?? {};
  return {
    name: textOf(item["name"]),
    title: textOf(item["title"]) || textOf(item["name"]),
    description: textOf(manifest["description"]),
    slot: textOf(item["slot"]),
    isOn: item["is_on"] === true,
    fields: bodiesOf(item["fields"]).map((field) => fieldOf(field, properties)),
    steps: numberOrNull(manifest["stepCount"]) ?? 1,
    on: on ? { fields: textsOf(on["fields"]), step: numberOrNull(on["step"]) ?? 1 } : null,
  };
}

/** What is sent of the values typed: those that say something. */
export function filled(fields: readonly Field[], typed: Typed): Record<string, boolean | number | string> {
  const sent: Record<string, boolean | number | string> = {};
  for (const { name } of fields) {
    const value = typed[name] ?? "";
    const said = typeof value === "string" ? value.trim() : value;
    if (said !== "" && said !== false) sent[name] = said;
  }
  return sent;
}

/** What is sent so that what stands says the values typed, and nothing of what it said before. */
export function changed(fields: readonly Field[], typed: Typed): Record<string, boolean | number | string> {
  const sent = filled(fields, typed);
  const changeable = fields.filter(({ kind }) => kind !== "seconds");
  return Object.fromEntries(changeable.map(({ name }) => [name, sent[name] ?? ""]));
}

/** A graphic's words as its form has them. */
export function typedOf(fields: readonly Field[], said: Record<string, string>): Typed {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }) => {
      const text = said[name];
      if (text === undefined) return [];
      return [[name, kind === "flag" ? text === "true" : isNumber(kind) ? Number(text) : text]];
    }),
  );
}

/** What may be chosen: also what was, where that is no more. */
export function choicesOf({ name, choices }: Field, typed: Typed): string[] {
  const said = typed[name];
  return typeof said !== "string" || !said || choices.includes(said) ? choices : [...choices, said];
}

/** Whether a graphic is meant by what is typed to find it: each word begins one of its own. */
export function isFound({ title, name, isOn }: Graphic, sought: string): boolean {
  const words = `${title} ${name} ${isOn ? "on air" : ""}`.toLowerCase().split(/[\s_-]+/);
  return sought
    .toLowerCase()
    .split(/[\s_-]+/)
    .every((start) => words.some((word) => word.startsWith(start)));
}

export function isNumber(kind: FieldKind): boolean {
  return kind === "seconds" || kind === "number";
}

/** Texts by name, of a body nobody has checked yet. */
export function textsOf(value: unknown): Record<string, string> {
  if (!isBody(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, textOf(text)]));
}

/** A field of a kind not known here is typed as text; the server says what is wrong with it. */
function fieldOf(field: Body, properties: Body): Field {
  const { name, title, choices } = field;
  const schema = bodyOf(properties[textOf(name)]);
  return {
    name: textOf(name),
    title: textOf(title) || textOf(name),
    kind: KINDS.find((kind) => kind === field["kind"]) ?? "text",
    maxLength: numberOrNull(field["max_length"]),
    isRequired: field["required"] === true,
    choices: Array.isArray(choices) ? choices.map(textOf) : [],
    least: numberOrNull(schema?.["minimum"]),
    most: numberOrNull(schema?.["maximum"]),
  };
}

function bodyOf(value: unknown): Body | undefined {
  return isBody(value) ? value : undefined;
}
