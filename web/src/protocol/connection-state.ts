// Where a connection stands, and what comes over it.

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
