// Where a connection stands, what comes over it, and what it is given.

import type { Init } from "./events.gen";
import type { ServerMessage } from "./types";

/** Where the connection stands. */
export type ConnectionState =
  | { readonly phase: "idle" }
  | {
      readonly phase: "connecting";
      readonly url: string;
      readonly attempt: number;
      /** The session waits on the server and is to go on where it was. */
      readonly resuming?: boolean;
    }
  | { readonly phase: "open"; readonly url: string; readonly since: number }
  | {
      readonly phase: "closed";
      readonly url: string;
      readonly code: number;
      readonly reason: string;
      /** Whether the program ended the session on purpose (code 1000). */
      readonly byProgram: boolean;
      readonly resuming?: boolean;
      /** When it will be tried again (ms, `Date.now()`); undefined if it will not. */
      readonly retryAt: number | undefined;
    };

/** From INIT to its end; over several sockets, where a lost connection is resumed. */
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
  /** A new session has begun: INIT was sent, nothing of the program has come yet. A resumed one is not new. */
  readonly onSession: () => void;
  /** Something came that could not be used. `kind` is for saying it only so often. */
  readonly onBadFrame: (kind: string, detail: string) => void;
}
