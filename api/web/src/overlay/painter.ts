/** Draws a set of boxes on the page's canvas. */

import type { PicturedBox, PicturedSet } from "./history";

/** How a picture lies in a canvas: as large as it fits, in the middle. */
export function fitted(
  [width, height]: [number, number],
  [across, down]: [number, number],
): [number, number, number, number] {
  const scale = Math.min(across / width, down / height);
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  return [Math.round((across - wide) / 2), Math.round((down - high) / 2), wide, high];
}

export class Painter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  // At the engine's own size: scaled one by one, boxes that touch would show a seam.
  readonly #stage: CanvasRenderingContext2D;
  #painted: PicturedSet | null = null;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = contextOf(canvas);
    this.#stage = contextOf(document.createElement("canvas"));
  }

  /** The set on the canvas. */
  get painted(): PicturedSet | null {
    return this.#painted;
  }

  /** Be so large, in CSS pixels; `density` is the device's pixels for one. */
  resize([width, height]: [number, number], density: number): void {
    const [across, down] = [Math.round(width * density), Math.round(height * density)];
    if (this.#canvas.width === across && this.#canvas.height === down) return;
    this.#canvas.width = across;
    this.#canvas.height = down;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    if (this.#painted) this.#draw(this.#painted);
  }

  /** Show a set; the one before stays while pictures are still decoded. */
  show(set: PicturedSet | null): void {
    if (set === this.#painted) return;
    if (set?.boxes.some(({ picture }) => !picture.bitmap)) return;
    this.#painted = set;
    if (set) this.#draw(set);
    else this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  #draw({ size, boxes }: PicturedSet): void {
    const [stage, context, { width, height }] = [this.#stage, this.#context, this.#canvas];
    [stage.canvas.width, stage.canvas.height] = size;
    for (const box of boxes) drawBox(stage, box);
    context.clearRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    const place = fitted(size, [width, height]);
    context.imageSmoothingEnabled = place[2] !== size[0] || place[3] !== size[1];
    context.drawImage(stage.canvas, ...place);
  }
}

function drawBox(context: CanvasRenderingContext2D, box: PicturedBox): void {
  const { bitmap } = box.picture;
  if (!bitmap) return;
  const [x, y, width, height] = box.crop ?? [0, 0, bitmap.width, bitmap.height];
  context.globalAlpha = box.opacity / 255;
  context.drawImage(bitmap, x, y, width, height, box.left + x, box.top + y, width, height);
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws on no canvas");
  return context;
}
