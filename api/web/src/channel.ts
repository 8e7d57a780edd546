/** The channel resources of the control API, checked as they come in. */

export type ChannelState = "on_air" | "off" | "starting";

export interface Channel {
  name: string;
  title: string;
  state: ChannelState;
  playlistUrl: string;
  /** How far the programme is behind the venue, in µs. */
  distanceUs: number;
}

/** A moment of the server's clock, and when we asked and heard, by `performance.now()`. */
export interface ClockSample {
  serverTime: number;
  askedAt: number;
  heardAt: number;
}

export type Answer =
  | { kind: "channel"; channel: Channel; sample: ClockSample | null }
  | { kind: "unknown" }
  | { kind: "unreachable" };

export type Listing = { kind: "channels"; channels: Channel[] } | { kind: "unreachable" };

const CHANNELS = "/api/v1/channels";
const PATIENCE_MS = 8000;
const MOST_PAGES = 20;

/** Ask for one channel; never throws. */
export async function askChannel(name: string): Promise<Answer> {
  const askedAt = performance.now();
  const response = await get(`${CHANNELS}/${encodeURIComponent(name)}`);
  const heardAt = performance.now();
  if (response?.status === 404 || response?.status === 422) return { kind: "unknown" };
  const body = await objectOf(response);
  const channel = body && channelOf(body);
  if (!channel) return { kind: "unreachable" };
  return { kind: "channel", channel, sample: sampleOf(body, askedAt, heardAt) };
}

/** Ask for a playlist of the viewer's own, who is so far behind (ms); null where there is none. */
export async function askPlayback(name: string, behind: number): Promise<string | null> {
  const body = await objectOf(
    await get(`${CHANNELS}/${encodeURIComponent(name)}/playback`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ behind_us: Math.max(0, Math.round(behind * 1000)) }),
    }),
  );
  const url = body?.["playlist_url"];
  return typeof url === "string" ? url : null;
}

/** Ask for all channels, page by page; never throws. */
export async function askChannels(): Promise<Listing> {
  const channels: Channel[] = [];
  let url = CHANNELS;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const body = await objectOf(await get(url));
    if (!body || !Array.isArray(body["items"])) return { kind: "unreachable" };
    channels.push(...body["items"].filter(isObject).flatMap((item) => channelOf(item) ?? []));
    if (typeof body["next"] !== "string") break;
    url = `${CHANNELS}?cursor=${encodeURIComponent(body["next"])}`;
  }
  return { kind: "channels", channels };
}

/** A channel of its resource; null where that is none. */
export function channelOf(body: Record<string, unknown>): Channel | null {
  const { name, title, state, playlist_url: playlistUrl, distance_us: distanceUs } = body;
  if (typeof name !== "string" || typeof playlistUrl !== "string" || !isState(state)) return null;
  return {
    name,
    title: typeof title === "string" && title ? typeset(title) : name,
    state,
    playlistUrl,
    distanceUs: typeof distanceUs === "number" ? distanceUs : 0,
  };
}

function sampleOf(
  body: Record<string, unknown>,
  askedAt: number,
  heardAt: number,
): ClockSample | null {
  const said = body["server_time"];
  const serverTime = typeof said === "string" ? Date.parse(said) : Number.NaN;
  return Number.isFinite(serverTime) ? { serverTime, askedAt, heardAt } : null;
}

async function get(url: string, more: RequestInit = {}): Promise<Response | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return await fetch(url, { cache: "no-store", signal, ...more });
  } catch {
    return null;
  }
}

async function objectOf(response: Response | null): Promise<Record<string, unknown> | null> {
  if (!response?.ok) return null;
  try {
    const body: unknown = await response.json();
    return isObject(body) ? body : null;
  } catch {
    return null;
  }
}

/** A line does not begin with the dash between two teams. */
function typeset(title: string): string {
  return title.replace(/ ([–—-]) /g, "\u00a0$1 ");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isState(value: unknown): value is ChannelState {
  return value === "on_air" || value === "off" || value === "starting";
}
