/** A socket that comes back by itself, for ever. */

const SOONEST_MS = 500;
const LATEST_MS = 5000;
/** The server says something every other second; a line that is silent for so long is dead. */
const SILENT_MS = 8000;

export interface LinkEvents {
  heard(text: unknown): void;
  /** The line is lost; 4404 is an unknown channel. */
  lost(code: number): void;
}

export class Link {
  readonly #address: string;
  readonly #events: LinkEvents;
  #socket: WebSocket | null = null;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #pause = SOONEST_MS;

  constructor(address: string, events: LinkEvents) {
    this.#address = address;
    this.#events = events;
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Connect, and go on. */
  connect(): void {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#listen(socket);
    socket.onmessage = ({ data }) => {
      if (socket !== this.#socket) return;
      this.#pause = SOONEST_MS;
      this.#listen(socket);
      this.#events.heard(data);
    };
    socket.onclose = ({ code }) => {
      this.#lose(socket, code);
    };
  }

  /** Give this socket up and begin anew. */
  renew(): void {
    if (this.#socket) this.#lose(this.#socket, 0);
  }

  #listen(socket: WebSocket): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#lose(socket, 0);
    }, SILENT_MS);
  }

  /** Not waiting for its close event: on a dead line that comes late. */
  #lose(socket: WebSocket, code: number): void {
    if (socket !== this.#socket) return;
    this.#socket = null;
    clearTimeout(this.#silence);
    socket.close();
    this.#events.lost(code);
    setTimeout(() => {
      this.connect();
    }, this.#pause);
    this.#pause = Math.min(LATEST_MS, this.#pause * 2);
  }
}
