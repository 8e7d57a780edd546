/** When an operator means: bases and moments of presses. */

export type Basis = "monitor" | "now" | "venue";

/** The moment of a press: of the picture on this monitor and of the server's clock, ms since 1970. */
export interface Moment {
  programTime: number | null;
  serverTime: number;
}

export const BASES: readonly { basis: Basis; title: string; hint: string }[] = [
  { basis: "monitor", title: "My picture", hint: "of the frame on this page as you pressed" },
  { basis: "now", title: "Now", hint: "of the next frame" },
  { basis: "venue", title: "At the venue", hint: "as you pressed, seen there with your own eyes" },
];

/** Well within the frame whose time it is: players round it to the millisecond and below. */
const WITHIN_FRAME_MS = 4;
/** What passes between seeing something with one's own eyes and pressing. */
const REACTION_MS = 300;

/** What a command says of when; without a picture, `monitor` is now. */
export function whenOf(basis: Basis, moment: Moment): { basis: Basis; at?: string } {
  switch (basis) {
    case "now":
      return { basis };
    case "venue":
      return { basis, at: iso(moment.serverTime - REACTION_MS) };
    case "monitor":
      if (moment.programTime === null) return { basis: "now" };
      return { basis, at: withinFrame(moment.programTime) };
  }
}

/** A moment within the frame of a programme time, as the API takes it. */
export function withinFrame(programTime: number): string {
  return iso(programTime + WITHIN_FRAME_MS);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
