// The socket to the server: opens it, keeps it, and puts decoded messages into an inbox.
//
// Messages are not acted on here. Whoever owns the connection takes them from the inbox when it suits the
// picture (`take`, at the start of a frame) and is told by `onMessages` that there are some.

import { Store, type Readable } from "../store";
import { clientTime, ServerClock } from "./clock";
import { decodeMessage, encodeMessage, isMap } from "./codec";
import type { ConnectionOptions, ConnectionState, Received, Session, Socket } from "./connection-state";
import { linkFacts, type LinkFacts } from "./link";
import { Pulse } from "./pulse";
import { readRole, type Role } from "./role";
import { Traffic } from "./traffic";
import type { ClientMessage, ServerMessage } from "./types";
import { Unconfirmed } from "./unconfirmed";

export type { ConnectionOptions, ConnectionState, Received, Session, Socket };

/**
 * What this client can do beyond the original's protocol. A server of ours names in its HELLO those that it
 * can do too, and only they are used. "ping": PING events are answered by PONG with the same value. "link": a
 * PING carries this page's time and what it has measured, a PONG the server's time and what that knows of the link.
 * "resume": a session whose socket is lost goes on over another one; both ends keep what the other has not confirmed
 * by an ACK. "poses": it reads typed arrays of floats, and what events say of when they happened. "roles": it tells by ROLE
 * who operates, and is told by CONTROL who would like to.
 */
export const FEATURES = ["ping", "link", "resume", "poses", "roles"] as const;
type Feature = (typeof FEATURES)[number];

const FIRST_DELAY_MS = 100;
const LAST_DELAY_MS = 1000;
/** A connection that was lost sooner than this counts as a failed attempt: the next one waits longer. */
const SHORT_SESSION_MS = 1000;
/** After a close by the program: it said it is done, so there is no hurry. */
const PROGRAM_CLOSE_DELAY_MS = 3000;
const NORMAL_CLOSE = 1000;
/** Close codes between our own ends: this page hears nothing any more and comes back. */
const LOST_CLOSE = 4000;
const ABNORMAL_CLOSE = 1006;
/**
 * Codes by which a server of ours ends a session for good: done, what came was wrong (1002 to 1009) or the program
 * failed; 4001 and 4002: the session cannot be resumed, or was by another socket.
 */
const FINAL_CLOSES: ReadonlySet<number> = new Set([NORMAL_CLOSE, 1002, 1003, 1007, 1008, 1009, 1011, 4001, 4002]);
/** How long an attempt to resume may take, at least: the network may be back before it would fail by itself. */
const RESUME_ATTEMPT_MS = 2000;
/** From how many messages or bytes on their receipt is confirmed between two pings. */
const CONFIRM_MESSAGES = 256;
const CONFIRM_BYTES = 256 * 1024;
/** How many events are kept while it is open whose server it is. */
const UNKNOWN_EVENTS = 256;
/** Messages about the connection itself: not the program's, and not counted. */
const UNCOUNTED: ReadonlySet<string> = new Set(["HELLO", "PONG", "ACK"]);
/**
 * How long messages wait for HELLO at least: what some of them mean depends on whose server it is, and a program
 * may send its scene before the server has answered INIT. Servers of ours answer within a round trip, so on a slow
 * way they wait longer: twice what it took to connect, which is two round trips or more.
 */
const HELLO_WAIT_MS = 250;
/** Poses and the like are left out while this much waits to be sent: the newest is what counts. */
const LATEST_ONLY_BYTES = 256 * 1024;

/** How to come back into a session. */
interface Ticket {
  readonly token: string;
  readonly session: string;
  /** How long the server waits, in ms. */
  readonly grace: number;
}

export class Connection {
  readonly state: Readable<ConnectionState>;
  bytesIn = 0;
  bytesOut = 0;
  messagesIn = 0;
  messagesOut = 0;
  readonly traffic = new Traffic();
  /** Milliseconds to the server and back; undefined until measured in this session. */
  rttMs: number | undefined;
  /** What the server says of the way to this page; undefined until it has. */
  link: LinkFacts | undefined;
  /** Who operates; undefined where everybody does. */
  readonly role: Readable<Role | undefined>;
  readonly #role = new Store<Role | undefined>(undefined);
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
  /** Why the program closed the last session; undefined if it ended otherwise. */
  #goodbye: string | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #pulse: Pulse;
  readonly #clock = new ServerClock();
  #helloWait: ReturnType<typeof setTimeout> | undefined;
  #initSentAt = 0;
  #pings = 0;
  #pingSentAt = 0;
  /** What is needed to resume the session; none if that is not possible. */
  #ticket: Ticket | undefined;
  /** The socket is to resume the session, and the server has not answered yet. */
  #returning = false;
  #attemptEnd: ReturnType<typeof setTimeout> | undefined;
  #attemptAt = 0;
  /** When the socket was lost, and when the session was opened (`Date.now()`). */
  #lostAt = 0;
  #since = 0;
  /** How long the last connection took to open, in ms. */
  #took = 0;
  /** What this session has sent; none if nothing of it will be sent again. */
  #unconfirmed: Unconfirmed | undefined;
  /** Messages of this session that have come, and how many and how much of them the server does not know of. */
  #receivedCount = 0;
  #confirmed = 0;
  #unconfirmedBytes = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.state = this.#state;
    this.role = this.#role;
    this.#pulse = new Pulse({
      ping: () => {
        this.#sendPing();
      },
      replaceable: () => this.#ticket !== undefined,
      dead: () => {
        this.#abandon("the server said nothing for a while");
      },
    });
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

  /** Whether the server can do this too. */
  has(feature: Feature): boolean {
    return this.#features.has(feature);
  }

  /** The server's clock now, in ms since 1970; undefined for foreign servers, and before it is known. */
  serverTime(): number | undefined {
    const { offset } = this.#clock;
    return offset === undefined ? undefined : clientTime() + offset;
  }

  /** How far the server's clock is ahead of this machine's, in ms; undefined like `serverTime`. */
  get clockOffset(): number | undefined {
    return this.#clock.offset;
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
    this.#goodbye = undefined;
    const socket = this.#socket;
    this.#forget();
    this.#drop();
    socket?.close(NORMAL_CLOSE);
    if (this.#url !== "") this.#setClosed(this.#url, NORMAL_CLOSE, "", false, undefined);
  }

  /** Do not wait for the next attempt: the network is back, or somebody is looking again. */
  hurry(): void {
    const state = this.#state.get();
    // The socket may have died unnoticed, or may never open on the way that it has begun.
    if (state.phase === "open") this.#pulse.hurry();
    if (state.phase === "connecting" && state.resuming && performance.now() - this.#attemptAt > this.#took) {
      const socket = this.#socket;
      this.#drop();
      socket?.close();
      this.#open();
    }
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

  /** Send an event now, or when the session is resumed. False if there is no session: then it is gone. */
  send(message: ClientMessage): boolean {
    const open = this.#socket !== undefined && this.#state.get().phase === "open";
    if (!open && this.#ticket === undefined) return false;
    const bytes = encodeMessage(message, Date.now(), { poses: this.has("poses") });
    this.#unconfirmed?.add(message.etype, bytes, open);
    if (this.#unconfirmed?.full === true || (!this.#session.own && (this.#unconfirmed?.size ?? 0) > UNKNOWN_EVENTS)) this.#forget();
    if (open) this.#put(bytes);
    this.traffic.count(message.etype, "sent");
    return open || this.#ticket !== undefined;
  }

  /** Send an event of which only the newest counts (a pose): left out while the connection is behind. */
  sendLatest(message: ClientMessage): boolean {
    return (this.#socket?.bufferedAmount ?? 0) <= LATEST_ONLY_BYTES && this.send(message);
  }

  /** Send a message about the connection itself. */
  #tell(message: ClientMessage): void {
    this.#put(encodeMessage(message, Date.now()));
    this.traffic.count(message.etype, "sent");
  }

  #put(bytes: Uint8Array<ArrayBuffer>): void {
    this.#socket?.send(bytes);
    this.bytesOut += bytes.length;
    this.messagesOut++;
  }

  #setClosed(url: string, code: number, reason: string, byProgram: boolean, retryAt: number | undefined): void {
    const resuming = this.#ticket !== undefined;
    if (!resuming) this.#role.set(undefined);
    this.#state.set({ phase: "closed", url, code, reason, byProgram, resuming, retryAt });
  }

  #open(): void {
    const url = this.#url;
    const begin = performance.now();
    if (this.#ticket && begin - this.#lostAt > this.#ticket.grace) this.#forget();
    this.#returning = this.#ticket !== undefined;
    this.#attemptAt = begin;
    this.#state.set({ phase: "connecting", url, attempt: this.#retries + 1, resuming: this.#returning });
    let socket: Socket;
    try {
      socket = this.#options.openSocket(this.#returning ? withMarker(url) : url);
    } catch (error) {
      // A malformed address, or ws:// from a secure page: trying again would not help.
      const reason = error instanceof Error ? error.message : String(error);
      this.#setClosed(url, 0, reason, false, undefined);
      return;
    }
    if (this.#returning) {
      this.#attemptEnd = setTimeout(() => {
        this.#abandon("no answer in time");
      }, Math.max(RESUME_ATTEMPT_MS, 4 * this.#took));
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
    this.#took = took;
    this.#openedAt = this.#initSentAt = performance.now();
    const init = { ...this.#options.init(), features: FEATURES };
    if (this.#ticket && this.#returning) {
      const { token } = this.#ticket;
      this.#tell({ etype: "INIT", value: { ...init, resume: { token, received: this.#receivedCount } } });
      return;
    }
    this.#tell({ etype: "INIT", value: init });
    this.#helloWait = setTimeout(() => {
      this.#release();
    }, Math.max(HELLO_WAIT_MS, 2 * took));
    this.#begin(url);
  }

  /** A new session. */
  #begin(url: string): void {
    this.#forget();
    this.#features = new Set();
    this.#returning = false;
    clearTimeout(this.#attemptEnd);
    this.#retries = 0;
    this.#receivedCount = this.#confirmed = this.#unconfirmedBytes = 0;
    this.#unconfirmed = new Unconfirmed();
    this.#clock.reset();
    this.#role.set(undefined);
    this.#since = Date.now();
    this.#session = { number: this.#session.number + 1, own: false };
    this.#state.set({ phase: "open", url, since: this.#since });
    this.#options.onSession();
  }

  /** The session goes on, with a server that has so many of its events. */
  #resumed(received: number): void {
    this.#returning = false;
    clearTimeout(this.#attemptEnd);
    this.#retries = 0;
    this.#confirmed = this.#receivedCount;
    this.#unconfirmedBytes = 0;
    for (const bytes of this.#unconfirmed?.resume(received) ?? []) this.#put(bytes);
    this.#state.set({ phase: "open", url: this.#url, since: this.#since });
  }

  /** The session cannot be resumed any more. */
  #forget(): void {
    this.#ticket = undefined;
    this.#unconfirmed = undefined;
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
      this.#count(data.byteLength);
      this.#options.onBadFrame("undecodable", error instanceof Error ? error.message : String(error));
      return;
    }
    this.traffic.count(message.etype, "received");
    // A server of ours answers first. Another has nothing of this session.
    if (this.#returning && message.etype !== "HELLO") this.#begin(this.#url);
    if (message.etype !== "HELLO") this.#pulse.heard();
    if (!UNCOUNTED.has(message.etype)) this.#count(data.byteLength);
    const first = this.#inbox.length === 0;
    if (this.#handle(message)) return;
    this.#inbox.push({ message, session: this.#session });
    if (first && this.#helloWait === undefined) this.#options.onMessages();
  }

  /** Count a message of the program, and confirm what has come from time to time. */
  #count(bytes: number): void {
    this.#receivedCount++;
    this.#unconfirmedBytes += bytes;
    if (this.#receivedCount - this.#confirmed >= CONFIRM_MESSAGES || this.#unconfirmedBytes >= CONFIRM_BYTES) this.#confirm();
  }

  #confirm(): void {
    if (!this.has("resume") || this.#confirmed === this.#receivedCount) return;
    this.#confirmed = this.#receivedCount;
    this.#unconfirmedBytes = 0;
    this.#tell({ etype: "ACK", value: this.#receivedCount });
  }

  /** Messages about the connection itself. */
  #handle({ etype, data }: ServerMessage): boolean {
    if (etype === "HELLO") {
      this.#greeted(isMap(data) ? data : {});
      return true;
    }
    if (etype === "PONG" && this.has("ping")) {
      this.#answered(data);
      return true;
    }
    if (etype === "ACK" && this.has("resume")) {
      if (typeof data === "number") this.#unconfirmed?.confirm(data);
      return true;
    }
    if (etype === "ROLE" && this.has("roles")) {
      if (isMap(data)) this.#role.set(readRole(data));
      return true;
    }
    return false;
  }

  #greeted(hello: Readonly<Record<string, unknown>>): void {
    const features = Array.isArray(hello.features) ? hello.features : [];
    const offer = isMap(hello.resume) ? hello.resume : {};
    const received = typeof offer.received === "number" ? offer.received : 0;
    if (this.#returning) {
      if (hello.session === this.#ticket?.session) this.#resumed(received);
      else this.#begin(this.#url);
    }
    this.#session.own = true;
    this.#features = new Set(features.filter((name): name is string => typeof name === "string"));
    this.rttMs = performance.now() - this.#initSentAt;
    const { token, grace } = offer;
    const { session } = hello;
    const possible = this.has("resume") && typeof token === "string" && typeof grace === "number" && typeof session === "string";
    if (possible && this.#unconfirmed && this.#options.reconnect !== 0) this.#ticket = { token, session, grace };
    else this.#forget();
    this.#release();
    if (this.has("ping")) this.#pulse.start();
  }

  #sendPing(): void {
    const n = ++this.#pings;
    this.#pingSentAt = clientTime();
    const measured = { n, t: this.#pingSentAt, rtt: this.rttMs, offset: this.#clock.offset };
    this.#tell({ etype: "PING", value: this.has("link") ? measured : n });
    this.#confirm();
  }

  #answered(pong: unknown): void {
    const { n, server, link } = isMap(pong) ? pong : { n: pong };
    if (n !== this.#pings) return;
    this.rttMs = clientTime() - this.#pingSentAt;
    if (typeof server === "number") this.#clock.add(this.#pingSentAt, this.rttMs, server);
    if (isMap(link)) this.link = linkFacts(link);
  }

  /** The socket is dead, whatever the browser thinks of it. */
  #abandon(reason: string): void {
    const socket = this.#socket;
    this.#closed(this.#url, ABNORMAL_CLOSE, reason);
    socket?.close(LOST_CLOSE, reason);
  }

  #closed(url: string, code: number, reason: string): void {
    const wasOpen = this.#state.get().phase === "open";
    if (wasOpen && performance.now() - this.#openedAt >= SHORT_SESSION_MS) this.#failures = 0;
    if (wasOpen) this.#lostAt = performance.now();
    this.#drop();
    if (FINAL_CLOSES.has(code)) this.#forget();
    if (wasOpen) this.#goodbye = code === NORMAL_CLOSE ? reason : undefined;
    // It stays the program that has ended, however often it is not found again.
    const byProgram = this.#goodbye !== undefined;
    const why = this.#goodbye ?? reason;
    const { reconnect = Infinity } = this.#options;
    if (this.#retries >= reconnect) {
      this.#forget();
      this.#setClosed(url, code, why, byProgram, undefined);
      return;
    }
    const delay = byProgram ? PROGRAM_CLOSE_DELAY_MS : this.#delay();
    this.#setClosed(url, code, why, byProgram, Date.now() + delay);
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
    this.#pulse.stop();
    clearTimeout(this.#attemptEnd);
    if (this.#helloWait !== undefined) this.#release();
    // What is told meanwhile is for the same server, if it is for anybody.
    if (this.#ticket === undefined) this.#features = new Set();
    this.rttMs = this.link = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
  }
}

/** The address of a socket that is to resume a session: the server begins none before INIT. No secret is in it. */
function withMarker(url: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}resume`;
}
