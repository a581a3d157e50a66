// What tests look at.

import type { Log } from "./log";
import type { Connection, ConnectionState } from "./protocol/connection";
import type { SceneStore } from "./scene/store";
import type { Viewer } from "./viewer/viewer";

export interface AppState {
  readonly connection: ConnectionState["phase"];
  readonly sessions: number;
  readonly nodes: readonly { readonly key: string | undefined; readonly tag: string | undefined; readonly path: string }[];
  readonly frames: number;
  /** Models, fonts and pictures that nodes are still loading. */
  readonly loading: number;
  readonly rtt: number | undefined;
  readonly warnings: readonly string[];
}

export function appState(socket: Connection, store: SceneStore, viewer: Viewer, log: Log, loading: number): AppState {
  const problems = log.entries.get().filter(({ level }) => level !== "info");
  return {
    connection: socket.state.get().phase,
    sessions: socket.sessions,
    nodes: [...store.nodes()].map(({ key, tag, path }) => ({ key, tag, path })),
    frames: viewer.frames,
    loading,
    rtt: socket.rttMs,
    warnings: problems.map(({ text }) => text),
  };
}
