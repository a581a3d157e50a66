// What has come from the server, handed on in order: changes to the scene's store, questions to whoever
// answers them, and the rest to the log. Knows nothing of sockets and drawing.

import type { Received } from "./protocol/connection";
import type { ServerMessage } from "./protocol/types";
import { applySceneMessage, isSceneMessage } from "./scene/messages";
import { FOREIGN_PEER, OWN_PEER, type Peer, type SceneStore } from "./scene/store";

/** Sent by servers of the original for purposes that need nothing here. */
const IGNORED: ReadonlySet<string> = new Set(["NOOP", "TERMINATE", "RPC", "FRAME"]);

export interface DispatchHost {
  readonly store: SceneStore;
  /** Take the store back to what it is before a program says anything. */
  resetScene(): void;
  /** Bring the picture to the store. */
  flush(): void;
  /** Answer a question. False if it is none. */
  answer(message: ServerMessage): boolean;
  /** Tell the user, once for each kind. */
  warnOfKind(kind: string, text: string): void;
}

export class Dispatch {
  readonly #host: DispatchHost;
  /** Number of the session that the last message came in; 0 before the first. */
  #sessionOfScene = 0;
  /** The session is new and has not said anything about the scene yet, which is still that of the last one. */
  #sceneIsOld = false;

  constructor(host: DispatchHost) {
    this.#host = host;
  }

  /** Apply messages in their order and bring the picture to the result. One that fails takes no other with it. */
  applyAll(messages: readonly Received[]): void {
    if (messages.length === 0) return;
    for (const { message, session } of messages) {
      if (session.number !== this.#sessionOfScene) {
        this.#sceneIsOld = this.#sessionOfScene > 0;
        this.#sessionOfScene = session.number;
      }
      try {
        this.apply(message, session.own ? OWN_PEER : FOREIGN_PEER);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        this.#host.warnOfKind(`apply ${message.etype}`, `${message.etype} could not be applied: ${reason}`);
      }
    }
    this.#host.flush();
  }

  /** Apply one message. Throws if it is a scene message without data. */
  apply(message: ServerMessage, peer: Peer): void {
    const host = this.#host;
    const { etype } = message;
    if (isSceneMessage(message)) {
      if (this.#sceneIsOld) {
        this.#sceneIsOld = false;
        host.resetScene();
      }
      applySceneMessage(host.store, message, peer);
    } else if (etype === "TIMEOUT") {
      // It would evaluate a string from the server. Never.
      host.warnOfKind(etype, "A TIMEOUT message was refused: it would run code from the server.");
    } else if (!IGNORED.has(etype)) {
      // A picture that is asked for shows all that was sent before.
      host.flush();
      if (!host.answer(message)) host.warnOfKind(`etype ${etype}`, `A message of unknown type ${etype} was dropped.`);
    }
  }
}
