// The socket to the server: opens it, keeps it, and puts decoded messages into an inbox.
//
// Messages are not acted on here. Whoever owns the connection takes them from the inbox when it suits the
// picture (`take`, at the start of a frame) and is told by `onMessages` that there are some.

import { Traffic } from "./traffic";
import { Store, type Readable } from "../store";
import { decodeMessage, encodeMessage, isMap } from "./codec";
import type { Init } from "./events.gen";
import type { ClientMessage, ServerMessage } from "./types";

/** Where the connection stands. */
export type ConnectionState =
  | { readonly phase: "idle" }
  | { readonly phase: "connecting"; readonly url: string; readonly attempt: number }
  | { readonly phase: "open"; readonly url: string; readonly since: number }
  | {
      readonly phase: "closed";
      readonly url: string;
      readonly code: number;
      readonly reason: string;
      /** Whether the program ended the session on purpose (code 1000). */
      readonly byProgram: boolean;
      /** When it will be tried again (ms, `Date.now()`); undefined if it will not. */
      readonly retryAt: number | undefined;
    };

/** One open socket, from INIT to its end. */
export interface Session {
  /** 1 for the first since the page was loaded. */
  readonly number: number;
  /** Whether the server has said that it is one of ours, which is what HELLO says. */
  own: boolean;
}

/** A message and the session it came in: it may be taken when that is over. */
export interface Received {
  readonly message: ServerMessage;
  readonly session: Readonly<Session>;
}

/** The part of a WebSocket that is used, so that tests can bring their own. */
export interface Socket {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
}

export interface ConnectionOptions {
  /** Attempts after a loss; undefined = endless. */
  readonly reconnect: number | undefined;
  /** Fixed delay between attempts in ms; undefined = growing. */
  readonly interval: number | undefined;
  /** What INIT says about this client. */
  readonly init: () => Init;
  readonly openSocket: (url: string) => Socket;
  /** Messages are in the inbox. */
  readonly onMessages: () => void;
  /** A new session has begun: INIT was sent, nothing has come yet. */
  readonly onSession: () => void;
  /** Something came that could not be used. `kind` is for saying it only so often. */
  readonly onBadFrame: (kind: string, detail: string) => void;
}

/**
 * What this client can do beyond the original's protocol. A server of ours names in its HELLO those that it
 * can do too, and only they are used. "ping": PING events are answered by PONG with the same value.
 */
export const FEATURES = ["ping"] as const;
type Feature = (typeof FEATURES)[number];

const FIRST_DELAY_MS = 100;
const LAST_DELAY_MS = 1000;
/** A connection that was lost sooner than this counts as a failed attempt: the next one waits longer. */
const SHORT_SESSION_MS = 1000;
/** After a close by the program: it said it is done, so there is no hurry. */
const PROGRAM_CLOSE_DELAY_MS = 3000;
const NORMAL_CLOSE = 1000;
const PING_INTERVAL_MS = 2000;
/**
 * How long messages wait for HELLO at least: what some of them mean depends on whose server it is, and a program
 * may send its scene before the server has answered INIT. Servers of ours answer within a round trip, so on a slow
 * way they wait longer: twice what it took to connect, which is two round trips or more.
 */
const HELLO_WAIT_MS = 250;
/** Poses and the like are left out while this much waits to be sent: the newest is what counts. */
const LATEST_ONLY_BYTES = 256 * 1024;

export class Connection {
  readonly state: Readable<ConnectionState>;
  bytesIn = 0;
  bytesOut = 0;
  messagesIn = 0;
  messagesOut = 0;
  readonly traffic = new Traffic();
  /** Milliseconds to the server and back; undefined until measured in this session. */
  rttMs: number | undefined;
  readonly #options: ConnectionOptions;
  readonly #state = new Store<ConnectionState>({ phase: "idle" });
  /** Those that HELLO named. */
  #features: ReadonlySet<string> = new Set();
  #url = "";
  #socket: Socket | undefined;
  /** The current one, or the last. */
  #session: Session = { number: 0, own: false };
  #inbox: Received[] = [];
  /** Attempts since the last open connection, the first not counted. */
  #retries = 0;
  /** The same, but with connections counted that ended at once: what the delay grows by. */
  #failures = 0;
  #openedAt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ping: ReturnType<typeof setInterval> | undefined;
  #helloWait: ReturnType<typeof setTimeout> | undefined;
  #initSentAt = 0;
  #pings = 0;
  #pingSentAt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.state = this.#state;
  }

  /** Sessions opened since the page was loaded. */
  get sessions(): number {
    return this.#session.number;
  }

  get url(): string {
    return this.#url;
  }

  /** Whether the server of this session has said that it is one of ours. */
  get peerIsOwn(): boolean {
    return this.#session.own;
  }

  /** What the server can do beyond the original's protocol. */
  get features(): readonly string[] {
    return [...this.#features];
  }

  /** Bytes that were sent and have not left this machine. */
  get waitingBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** Connect to this address and stay connected. An open connection is closed first. */
  connect(url: string): void {
    this.disconnect();
    this.#url = url;
    this.#retries = 0;
    this.#failures = 0;
    this.#open();
  }

  /** Close and stay closed. */
  disconnect(): void {
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#drop();
    socket?.close(NORMAL_CLOSE);
    if (this.#url !== "") {
      this.#state.set({ phase: "closed", url: this.#url, code: NORMAL_CLOSE, reason: "", byProgram: false, retryAt: undefined });
    }
  }

  /** Do not wait for the next attempt: the network is back, or somebody is looking again. */
  hurry(): void {
    const state = this.#state.get();
    if (state.phase !== "closed" || state.retryAt === undefined) return;
    clearTimeout(this.#retry);
    this.#retries++;
    this.#open();
  }

  /** Everything received since the last call, in order; nothing while it is open whose server it is. */
  take(): readonly Received[] {
    if (this.#helloWait !== undefined) return [];
    const messages = this.#inbox;
    if (messages.length > 0) this.#inbox = [];
    return messages;
  }

  /** Send an event now. False if there is no open connection: then it is gone. */
  send(message: ClientMessage): boolean {
    const socket = this.#socket;
    if (!socket || this.#state.get().phase !== "open") return false;
    const bytes = encodeMessage(message, Date.now());
    socket.send(bytes);
    this.bytesOut += bytes.length;
    this.messagesOut++;
    this.traffic.count(message.etype, "sent");
    return true;
  }

  /** Send an event of which only the newest counts (a pose): left out while the connection is behind. */
  sendLatest(message: ClientMessage): boolean {
    return (this.#socket?.bufferedAmount ?? 0) <= LATEST_ONLY_BYTES && this.send(message);
  }

  #open(): void {
    const url = this.#url;
    const begin = performance.now();
    this.#state.set({ phase: "connecting", url, attempt: this.#retries + 1 });
    let socket: Socket;
    try {
      socket = this.#options.openSocket(url);
    } catch (error) {
      // A malformed address, or ws:// from a secure page: trying again would not help.
      const reason = error instanceof Error ? error.message : String(error);
      this.#state.set({ phase: "closed", url, code: 0, reason, byProgram: false, retryAt: undefined });
      return;
    }
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onopen = () => {
      this.#opened(url, performance.now() - begin);
    };
    socket.onmessage = (event) => {
      this.#received(event.data);
    };
    socket.onclose = (event) => {
      this.#closed(url, event.code, event.reason);
    };
  }

  /** `took` is the time to connect, in milliseconds. */
  #opened(url: string, took: number): void {
    this.#retries = 0;
    this.#openedAt = performance.now();
    this.#session = { number: this.#session.number + 1, own: false };
    this.#state.set({ phase: "open", url, since: Date.now() });
    this.#initSentAt = performance.now();
    this.send({ etype: "INIT", value: { ...this.#options.init(), features: FEATURES } });
    this.#helloWait = setTimeout(() => {
      this.#release();
    }, Math.max(HELLO_WAIT_MS, 2 * took));
    this.#options.onSession();
  }

  /** It is known whose server it is. */
  #release(): void {
    clearTimeout(this.#helloWait);
    this.#helloWait = undefined;
    if (this.#inbox.length > 0) this.#options.onMessages();
  }

  #received(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) {
      this.#options.onBadFrame("text", "a text frame");
      return;
    }
    this.bytesIn += data.byteLength;
    this.messagesIn++;
    let message: ServerMessage;
    try {
      message = decodeMessage(data);
    } catch (error) {
      this.#options.onBadFrame("undecodable", error instanceof Error ? error.message : String(error));
      return;
    }
    this.traffic.count(message.etype, "received");
    const first = this.#inbox.length === 0;
    if (this.#handle(message)) return;
    this.#inbox.push({ message, session: this.#session });
    if (first && this.#helloWait === undefined) this.#options.onMessages();
  }

  /** Messages about the connection itself. */
  #handle({ etype, data }: ServerMessage): boolean {
    if (etype === "HELLO") {
      const features = isMap(data) && Array.isArray(data.features) ? data.features : [];
      this.#session.own = true;
      this.#features = new Set(features.filter((name): name is string => typeof name === "string"));
      this.rttMs = performance.now() - this.#initSentAt;
      this.#release();
      clearInterval(this.#ping);
      if (this.#has("ping")) {
        this.#ping = setInterval(() => {
          this.#sendPing();
        }, PING_INTERVAL_MS);
      }
      return true;
    }
    if (etype === "PONG" && this.#has("ping")) {
      if (data === this.#pings) this.rttMs = performance.now() - this.#pingSentAt;
      return true;
    }
    return false;
  }

  #sendPing(): void {
    this.#pings++;
    this.#pingSentAt = performance.now();
    this.send({ etype: "PING", value: this.#pings });
  }

  #has(feature: Feature): boolean {
    return this.#features.has(feature);
  }

  #closed(url: string, code: number, reason: string): void {
    const wasOpen = this.#state.get().phase === "open";
    if (wasOpen && performance.now() - this.#openedAt >= SHORT_SESSION_MS) this.#failures = 0;
    this.#drop();
    const byProgram = wasOpen && code === NORMAL_CLOSE;
    const { reconnect = Infinity } = this.#options;
    if (this.#retries >= reconnect) {
      this.#state.set({ phase: "closed", url, code, reason, byProgram, retryAt: undefined });
      return;
    }
    const delay = byProgram ? PROGRAM_CLOSE_DELAY_MS : this.#delay();
    this.#state.set({ phase: "closed", url, code, reason, byProgram, retryAt: Date.now() + delay });
    this.#retry = setTimeout(() => {
      this.#retries++;
      this.#open();
    }, delay);
  }

  #delay(): number {
    if (this.#options.interval !== undefined) return this.#options.interval;
    const full = Math.min(FIRST_DELAY_MS * 2 ** this.#failures++, LAST_DELAY_MS);
    // Jitter, so that the pages of one server do not come back all at once.
    return full * (0.5 + Math.random() / 2);
  }

  /** Forget the socket; what it still says is ignored. What it has delivered stays in the inbox. */
  #drop(): void {
    clearInterval(this.#ping);
    if (this.#helloWait !== undefined) this.#release();
    this.#features = new Set();
    this.rttMs = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
  }
}
