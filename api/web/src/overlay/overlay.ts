/** The overlay: what the socket tells, shown at its programme time plus the page's delay. */

import { type Answer } from "../channel";
import { ChannelWatch } from "../channel-watch";
import { ServerClock } from "../server-clock";
import { History, type PicturedSet } from "./history";
import { Link, socketAddress } from "../link";
import { eventsOf, type OverlayEvent } from "./messages";
import type { Options } from "./options";
import type { Painter } from "./painter";
import { Pictures } from "./pictures";

/** What `window.touchline.state()` tells. */
export interface OverlayState {
  channel: string;
  connected: boolean;
  on_air: boolean;
  delay_ms: number;
  /** Programme time less delay that the page is at, ms since 1970; null before the first answer. */
  program_time: number | null;
  /** The first frame of what is drawn; null where nothing is. */
  frame: number | null;
  boxes: number;
  /** Sets that are held, the one drawn among them. */
  held: number;
  error: string | null;
}

export class Overlay {
  readonly #options: Options;
  readonly #painter: Painter;
  readonly #report: (error: string) => void;
  readonly #clock = new ServerClock();
  readonly #history = new History();
  readonly #link: Link;
  readonly #pictures = new Pictures((version, error) => {
    this.#fail(`picture ${version}: ${String(error)}`);
    this.#link.renew();
  });
  #isTimed = false;
  #isOnAir = false;
  #error: string | null = null;

  constructor(options: Options, painter: Painter, report: (error: string) => void) {
    this.#options = options;
    this.#painter = painter;
    this.#report = report;
    const address = socketAddress(`/ws/overlay/${encodeURIComponent(options.channel)}`);
    this.#link = new Link(address, {
      heard: (text) => {
        this.#heard(text);
      },
      lost: (code) => {
        this.#isOnAir = false;
        this.#fail(code === 4404 ? "no such channel" : `connection lost (${code})`);
      },
    });
  }

  /** Connect, keep the server's time, and draw from now on. */
  start(): void {
    const watch = new ChannelWatch(
      this.#options.channel,
      () => this.#isTimed,
      (answer) => {
        this.#take(answer);
      },
    );
    void watch.ask();
    this.#link.connect();
    this.#draw();
  }

  state(): OverlayState {
    const { painted } = this.#painter;
    return {
      channel: this.#options.channel,
      connected: this.#link.isConnected,
      on_air: this.#isOnAir,
      delay_ms: this.#options.delayMs,
      program_time: this.#isTimed ? this.#clock.at(this.#live()) : null,
      frame: painted?.frame ?? null,
      boxes: painted?.boxes.length ?? 0,
      held: this.#history.length,
      error: this.#error,
    };
  }

  /** When, by `performance.now()`, the frame was live that the page is at. */
  #live(): number {
    return performance.now() - this.#options.delayMs;
  }

  #due(): PicturedSet | null {
    return this.#history.at(this.#clock.at(this.#live()), this.#live());
  }

  #draw(): void {
    this.#paint();
    requestAnimationFrame(() => {
      this.#draw();
    });
  }

  #paint(): void {
    const size = this.#options.size ?? [innerWidth, innerHeight];
    this.#painter.resize(size, devicePixelRatio);
    // The device's own clock is never trusted: until the server has said its time nothing shows.
    this.#painter.show(this.#isTimed ? this.#due() : null);
  }

  #take(answer: Answer): void {
    if (answer.kind !== "channel" || !answer.sample) return;
    this.#clock.add(answer.sample);
    this.#isTimed = true;
  }

  #heard(text: unknown): void {
    const events = eventsOf(text);
    if (!events) this.#fail("the socket said what is no event");
    for (const event of events ?? []) this.#hear(event);
  }

  #hear(event: OverlayEvent): void {
    if (event.kind === "alive") this.#isOnAir = event.isOnAir;
    else {
      this.#pictures.add(event.pictures);
      if (!this.#history.add(event, (version) => this.#pictures.get(version))) {
        this.#fail("a picture lacks");
        this.#link.renew();
        return;
      }
    }
    if (event.kind === "alive" && !event.isOnAir) return;
    this.#error = null;
    this.#history.heard(performance.now());
    // A hidden page is given no frames; shown again it may not begin with what is over.
    this.#paint();
  }

  #fail(error: string): void {
    if (error !== this.#error) this.#report(error);
    this.#error = error;
  }
}
