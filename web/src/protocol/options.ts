// What the page's address asks for. Everything is read leniently: a value that makes no sense counts as absent.

export interface PageOptions {
  /** The websocket to connect to. */
  readonly server: string;
  /** Whether `ws=` named it, rather than the page's own address. */
  readonly serverGiven: boolean;
  /** `scene`: an initial scene, as a URL or as base64. */
  readonly scene: string | undefined;
  /** `reconnect`: attempts after a loss; undefined = endless, 0 = never. */
  readonly reconnect: number | undefined;
  /** `interval`: fixed delay between attempts in ms; undefined = growing from 100 ms to 1 s. */
  readonly interval: number | undefined;
  /** `frameloop`, for scenes that do not say. */
  readonly frameloop: string | undefined;
  readonly hideUI: boolean;
  /** `debug` or `perf`: show the figures. */
  readonly debug: boolean;
  readonly gizmo: "axes" | "cube" | "none";
  readonly offline: boolean;
  /** `antialias=false`: for pictures that are compared pixel by pixel. */
  readonly antialias: boolean;
}

/** The port of servers of Vuer. */
const DEFAULT_PORT = "8012";

/** The longest delay that browsers keep, in ms; after a longer one a timer fires at once. */
const MAX_COUNT = 2 ** 31 - 1;

/** The original's hosted client: its server is on the machine of whoever looks at it. */
const HOSTED_CLIENT = "vuer.ai";

export function readOptions(address: URL): PageOptions {
  const query = address.searchParams;
  const ws = query.get("ws");
  const gizmo = query.get("gizmo");
  return {
    server: ws ? normalise(ws) : ownServer(address),
    serverGiven: Boolean(ws),
    scene: query.get("scene") ?? undefined,
    reconnect: count(query.get("reconnect")),
    interval: count(query.get("interval")),
    frameloop: query.get("frameloop") ?? undefined,
    hideUI: isOn(query.get("hideUI")),
    debug: query.has("debug") || query.has("perf"),
    gizmo: gizmo === "cube" ? "cube" : gizmo === "false" ? "none" : "axes",
    offline: isOn(query.get("offline")),
    antialias: isOn(query.get("antialias") ?? "true"),
  };
}

/** The server that a page without `ws=` belongs to. */
function ownServer({ protocol, hostname, host, searchParams }: URL): string {
  if (hostname === HOSTED_CLIENT || !host) return `ws://localhost:${DEFAULT_PORT}`;
  const token = searchParams.get("token");
  const query = token === null ? "" : `/?token=${encodeURIComponent(token)}`;
  return `${protocol === "https:" ? "wss" : "ws"}://${host}${query}`;
}

/** `ws=` is taken as it is; a bare `host:port` and an http URL are understood as well. */
function normalise(ws: string): string {
  if (/^wss?:/i.test(ws)) return ws;
  if (/^https?:/i.test(ws)) return ws.replace(/^http/i, "ws");
  return `ws://${ws.replace(/^\/+/, "")}`;
}

/** A parameter that is there without a value is meant. */
function isOn(value: string | null): boolean {
  return value !== null && !["false", "0", "no", "off"].includes(value.toLowerCase());
}

function count(value: string | null): number | undefined {
  if (value === null || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? Math.min(Math.floor(number), MAX_COUNT) : undefined;
}
