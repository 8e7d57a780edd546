/** The keys of the marking page. */

export type Press =
  | { kind: "goal" }
  | { kind: "clock" }
  | { kind: "side"; side: "home" | "away" }
  | { kind: "undo" }
  | { kind: "play" }
  | { kind: "step"; frames: number }
  | { kind: "skip"; direction: number };

const PRESSES: Record<string, Press> = {
  g: { kind: "goal" },
  c: { kind: "clock" },
  h: { kind: "side", side: "home" },
  a: { kind: "side", side: "away" },
  z: { kind: "undo" },
  " ": { kind: "play" },
  k: { kind: "play" },
  ",": { kind: "step", frames: -1 },
  ".": { kind: "step", frames: 1 },
  ArrowLeft: { kind: "skip", direction: -1 },
  ArrowRight: { kind: "skip", direction: 1 },
};

/** What a key press asks for; null for keys that are not ours. */
export function pressOf(event: KeyboardEvent): Press | null {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event)) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return PRESSES[key] ?? null;
}

/** Whether the key belongs to what has the focus: a field, or a button that Space presses. */
function isTyped({ target, key }: KeyboardEvent): boolean {
  if (!isElement(target)) return false;
  if (target.matches("input[type=range]")) return false;
  return target.matches("input, select, textarea") || (key === " " && target.matches("button, a"));
}

function isElement(target: EventTarget | null): target is HTMLElement {
  return target !== null && "matches" in target;
}
