/** Fields of bodies nobody has checked yet. */

export type Body = Record<string, unknown>;

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a page's `items`, or of any list; none where it is no list. */
export function bodiesOf(list: unknown): Body[] {
  return Array.isArray(list) ? list.filter(isBody) : [];
}

export function itemsOf(page: unknown): Body[] {
  return isBody(page) ? bodiesOf(page["items"]) : [];
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

export function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** A name of the API as people read it. */
export function sentence(name: string): string {
  return capital(name.replaceAll("_", " "));
}

/** With its first letter as a sentence has it. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Milliseconds since 1970 of an ISO time; null where it is none. */
export function timeOf(value: unknown): number | null {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
