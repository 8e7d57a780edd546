/** The keys of the operators' page. */

export type Action = "away" | "correct" | "decide" | "graphics" | "help" | "home" | "next" | "rundown" | "undo";

const ACTIONS: Record<string, Action> = {
  h: "home",
  a: "away",
  u: "undo",
  c: "correct",
  d: "decide",
  g: "graphics",
  r: "rundown",
  " ": "next",
  "?": "help",
};

/** What the help card says: keys, and what they do. */
export const HELP: readonly [keys: string[], does: string][] = [
  [["H"], "Goal for the home side: opens the form"],
  [["A"], "Goal for the away side"],
  [["Enter"], "Send the form"],
  [["Esc"], "Leave the form"],
  [["U"], "Take back the last fact by hand"],
  [["C"], "Correct the score"],
  [["D"], "To what is to be decided; again: to the next. Tab chooses, Enter answers"],
  [["Space"], "Take the next cue of the rundown"],
  [["G"], "Find a graphic: type a part of its name, Enter opens its form"],
  [["R"], "To the rundown"],
  [["↑", "↓"], "In the rundown: choose a cue; with Alt: move it"],
  [["Enter", "Esc"], "In the rundown: take the cue, clear it"],
  [["E", "Del"], "In the rundown: edit the cue, delete it"],
  [["?"], "This help"],
];

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  repeat: boolean;
}

/** What a key press asks for; null for keys that are not ours. */
export function actionOf({ key, ctrlKey, metaKey, altKey, repeat }: Press): Action | null {
  if (ctrlKey || metaKey || altKey || repeat) return null;
  return ACTIONS[key.toLowerCase()] ?? null;
}

/** What a key press does while a cue of the rundown has the focus. */
export type CueAction = "clear" | "delete" | "edit" | "next" | "take" | { move: -1 | 1 } | { step: -1 | 1 };

const CUE_ACTIONS: Record<string, CueAction> = {
  Enter: "take",
  Escape: "clear",
  " ": "next",
  e: "edit",
  Delete: "delete",
};

/** A key held down moves on through the list, and does nothing else. */
export function cueActionOf({ key, ctrlKey, metaKey, altKey, repeat }: Press): CueAction | null {
  if (ctrlKey || metaKey) return null;
  if (key === "ArrowUp" || key === "ArrowDown") {
    const by = key === "ArrowUp" ? -1 : 1;
    return altKey ? { move: by } : { step: by };
  }
  return repeat || altKey ? null : (CUE_ACTIONS[key] ?? null);
}
