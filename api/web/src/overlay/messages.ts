/** The events of the overlay's socket, checked as they come in. */

export interface PlacedBox {
  version: string;
  left: number;
  top: number;
  /** 0 to 255. */
  opacity: number;
  /** Left, top, width and height of what shows, in the picture's own pixels; null is all of it. */
  crop: [number, number, number, number] | null;
}

/** What stands from a programme time on (ms since 1970). */
export interface BoxSet {
  kind: "boxes";
  frame: number;
  programTime: number;
  size: [number, number];
  boxes: PlacedBox[];
  /** PNG files in base64 by their version: those that were not told before. */
  pictures: Map<string, string>;
}

/** Said every other second: the line stands, and whether the channel answers. */
export interface Alive {
  kind: "alive";
  isOnAir: boolean;
}

export type OverlayEvent = Alive | BoxSet;

type Fields = Record<string, unknown>;

/** The events of a frame of text; unknown ones are left out, null where it is none of ours. */
export function eventsOf(text: unknown): OverlayEvent[] | null {
  let told: unknown;
  try {
    told = JSON.parse(String(text));
  } catch {
    return null;
  }
  if (!Array.isArray(told)) return null;
  return told.flatMap((event: unknown) => (isFields(event) ? (eventOf(event) ?? []) : []));
}

function eventOf(event: Fields): OverlayEvent | null {
  if (event["type"] === "alive") return { kind: "alive", isOnAir: event["on_air"] === true };
  return event["type"] === "boxes" ? setOf(event) : null;
}

/** A set as it is told; null where it is none. */
export function setOf(event: Fields): BoxSet | null {
  const { frame, program_time: at, size, boxes, pictures } = event;
  const programTime = typeof at === "string" ? Date.parse(at) : Number.NaN;
  const placed = Array.isArray(boxes) ? boxes.map(boxOf) : [null];
  const whole = placed.filter((box) => box !== null);
  if (!Number.isFinite(programTime) || whole.length < placed.length) return null;
  if (typeof frame !== "number" || !isNumbers(size, 2) || !isFields(pictures)) return null;
  const [width = 0, height = 0] = size;
  const named = Object.entries(pictures).map(([name, file]) => [name, String(file)] as const);
  return {
    kind: "boxes",
    frame,
    programTime,
    size: [width, height],
    boxes: whole,
    pictures: new Map(named),
  };
}

function boxOf(box: unknown): PlacedBox | null {
  if (!isFields(box)) return null;
  const { version, left, top, opacity, crop } = box;
  if (typeof version !== "string" || !isNumbers([left, top, opacity], 3)) return null;
  const place = { version, left: Number(left), top: Number(top), opacity: Number(opacity) };
  if (!isNumbers(crop, 4)) return { ...place, crop: null };
  const [x = 0, y = 0, width = 0, height = 0] = crop;
  return { ...place, crop: [x, y, width, height] };
}

function isNumbers(value: unknown, count: number): value is number[] {
  return (
    Array.isArray(value) && value.length === count && value.every((one) => typeof one === "number")
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
