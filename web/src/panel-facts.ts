// What the panels are told when they ask: about a node, and about the connection.

import type { ConnectionFacts, NodeDetails } from "./panels/source";
import type { Connection } from "./protocol/connection";
import type { Mount } from "./scene/mount";

/** Where a thing stands whose props do not say. */
const PLACE = { position: [0, 0, 0], rotation: [0, 0, 0], scale: [1, 1, 1] };

export function nodeDetails({ node, object }: Mount): NodeDetails {
  const { id, key, tag = "", path, props } = node;
  return { id, key, tag, path, props, place: object && !("matrix" in props) ? PLACE : {} };
}

export function connectionFacts(socket: Connection, offline: boolean): ConnectionFacts {
  const { url, sessions, features, bytesIn, bytesOut, messagesIn, messagesOut, waitingBytes, traffic, peerIsOwn, clockOffset, link } = socket;
  const own = socket.state.get().phase === "open" ? peerIsOwn : undefined;
  return { url, sessions, own, features, clockOffset, link, bytesIn, bytesOut, messagesIn, messagesOut, waitingBytes, traffic: traffic.lines(), offline };
}
