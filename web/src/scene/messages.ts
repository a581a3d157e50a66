// The messages that change the scene, and what each does to the store.

import { isMap } from "../protocol/codec";
import type { ServerMessage } from "../protocol/types";
import type { Peer, SceneStore } from "./store";

type Apply = (store: SceneStore, data: Readonly<Record<string, unknown>>, message: ServerMessage, peer: Peer) => void;

const MESSAGES: Readonly<Record<string, Apply>> = {
  SET: (store, data) => {
    store.set(data);
  },
  ADD: (store, { nodes, to }) => {
    store.add(nodes, to);
  },
  UPDATE: (store, { nodes }, { strict }, peer) => {
    store.update(nodes, strict === true, peer);
  },
  UPSERT: (store, { nodes, to }, _message, peer) => {
    store.upsert(nodes, to, peer);
  },
  REMOVE: (store, { keys }) => {
    store.remove(keys);
  },
};

export function isSceneMessage({ etype }: ServerMessage): boolean {
  return Object.hasOwn(MESSAGES, etype);
}

/** Apply a scene message. Throws if its data is no map. */
export function applySceneMessage(store: SceneStore, message: ServerMessage, peer: Peer): void {
  const { etype, data } = message;
  if (!isMap(data)) throw new TypeError(`${etype}: data is no map`);
  MESSAGES[etype]?.(store, data, message, peer);
}
