/** A socket that comes back by itself, for ever. */

const SOONEST_MS = 500;
const LATEST_MS = 5000;
/** The server says something every few seconds; a line that is silent for so long is dead. */
const SILENT_MS = 8000;

/** The address of a socket of this page's server. */
export function socketAddress(path: string): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${path}`;
}

export interface LinkEvents {
  /** There is a connection: what is to be said first. */
  opened?(): void;
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
  #isClosed = false;

  constructor(address: string, events: LinkEvents) {
    this.#address = address;
    this.#events = events;
  }

  get isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Send it, where there is a connection. */
  send(text: string): void {
    if (this.isConnected) this.#socket?.send(text);
  }

  /** Connect, and go on. */
  connect(): void {
    if (this.#isClosed) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    this.#listen(socket);
    socket.onopen = () => {
      if (socket === this.#socket) this.#events.opened?.();
    };
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

  /** Go for good. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#silence);
    this.#socket?.close();
    this.#socket = null;
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
    // Many lose their lines at once, and are not to come back at once.
    setTimeout(
      () => {
        this.connect();
      },
      this.#pause * (0.5 + Math.random()),
    );
    this.#pause = Math.min(LATEST_MS, this.#pause * 2);
  }
}
