/** The keys of the operators' page. Only undo does anything on air at once, and can be undone. */

export type Action = "away" | "correct" | "decide" | "help" | "home" | "undo";

const ACTIONS: Record<string, Action> = {
  h: "home",
  a: "away",
  u: "undo",
  c: "correct",
  d: "decide",
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
