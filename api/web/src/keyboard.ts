/** The keys of the player. */

export type Action =
  | { kind: "play" }
  | { kind: "skip"; seconds: number }
  | { kind: "start" }
  | { kind: "live" }
  | { kind: "share"; of: number }
  | { kind: "louder"; by: number }
  | { kind: "mute" }
  | { kind: "fullscreen" }
  | { kind: "help" }
  | { kind: "close" };

const ACTIONS: Record<string, Action> = {
  " ": { kind: "play" },
  k: { kind: "play" },
  ArrowLeft: { kind: "skip", seconds: -5 },
  ArrowRight: { kind: "skip", seconds: 5 },
  j: { kind: "skip", seconds: -10 },
  l: { kind: "skip", seconds: 10 },
  Home: { kind: "start" },
  End: { kind: "live" },
  ArrowUp: { kind: "louder", by: 0.1 },
  ArrowDown: { kind: "louder", by: -0.1 },
  m: { kind: "mute" },
  f: { kind: "fullscreen" },
  "?": { kind: "help" },
  Escape: { kind: "close" },
};

/** What the help card says: keys, and what they do. */
export const HELP: readonly [keys: string[], does: string][] = [
  [["Space", "K"], "Play or pause"],
  [["←", "→"], "5 seconds back or on"],
  [["J", "L"], "10 seconds back or on"],
  [["Home"], "Start of the window"],
  [["End"], "Go to live"],
  [["0", "–", "9"], "Tenths of the window"],
  [["↑", "↓"], "Louder or quieter"],
  [["M"], "Sound on or off"],
  [["F"], "Full screen"],
  [["?"], "This help"],
];

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** What a key press asks for; null for keys that are not ours. */
export function actionOf(press: Press): Action | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (/^[0-9]$/.test(press.key)) return { kind: "share", of: Number(press.key) / 10 };
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  return ACTIONS[key] ?? null;
}
