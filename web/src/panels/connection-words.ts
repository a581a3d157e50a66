// The connection's state in words.

import type { ConnectionState } from "../protocol/connection";

export interface ConnectionWords {
  readonly tone: "good" | "busy" | "bad" | "off";
  /** One or two words, for the chip. */
  readonly short: string;
  /** A sentence, for the notice and for screen readers; without what changes every second. */
  readonly long: string;
  /** The host of the server, or "" before there is one. */
  readonly host: string;
}

export function connectionWords(state: ConnectionState): ConnectionWords {
  switch (state.phase) {
    case "idle":
      return { tone: "off", short: "Not connected", long: "Not connected to a program.", host: "" };
    case "connecting": {
      const host = hostOf(state.url);
      const again = state.attempt > 1 ? ` Attempt ${state.attempt}.` : "";
      if (state.resuming) return { tone: "busy", short: "Resuming", long: `Resuming the session with ${host}.${again}`, host };
      return { tone: "busy", short: "Connecting", long: `Connecting to ${host}.${again}`, host };
    }
    case "open": {
      const host = hostOf(state.url);
      return { tone: "good", short: "Connected", long: `Connected to ${host}.`, host };
    }
    case "closed": {
      const host = hostOf(state.url);
      if (state.byProgram) {
        const reason = state.reason === "" ? "" : `: ${state.reason}`;
        return { tone: "off", short: "Ended", long: `The program ended the session${reason}.`, host };
      }
      if (state.resuming) return { tone: "busy", short: "Resuming", long: `The connection to ${host} was lost; the session is kept.`, host };
      return { tone: "bad", short: "Disconnected", long: `${lost(state.code, host)}${reasonOf(state.reason)}`, host };
    }
  }
}

/** "Trying again in 3 s", or undefined when nothing is planned. */
export function retryWords(state: ConnectionState, now: number): string | undefined {
  if (state.phase !== "closed" || state.retryAt === undefined) return undefined;
  const seconds = Math.ceil((state.retryAt - now) / 1000);
  return seconds > 1 ? `Trying again in ${seconds} s` : "Trying again";
}

/** What a websocket address must be, or undefined if this one can be used. */
export function addressProblem(address: string): string | undefined {
  try {
    const { protocol } = new URL(address);
    if (protocol === "ws:" || protocol === "wss:") return undefined;
  } catch {
    // Said below.
  }
  return "An address looks like ws://192.168.1.20:8012";
}

/** What somebody typed, completed: a bare host gets ws://, an http address its websocket counterpart. */
export function completeAddress(typed: string): string {
  const text = typed.trim();
  if (/^https?:\/\//i.test(text)) return text.replace(/^http/i, "ws");
  return /^[a-z]+:\/\//i.test(text) ? text : `ws://${text}`;
}

function lost(code: number, host: string): string {
  // 1006 is what a browser gives for any failure it may not explain: mostly nobody listens there.
  return code === 1006 ? `${host} cannot be reached.` : `The connection to ${host} was closed (code ${code}).`;
}

function reasonOf(reason: string): string {
  return reason === "" ? "" : ` Reason: ${reason}`;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}
