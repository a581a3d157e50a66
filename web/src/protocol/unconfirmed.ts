// Events that the server has not confirmed: what may have to be sent again when a lost connection is resumed.
//
// Events are not numbered on the wire. Both ends count them from the opening of the session on, so one number says
// what has arrived; what is left out here has no number any more when the rest is sent again.

/** Streams of which only the newest count: what goes first when too much waits. */
const POSES: ReadonlySet<string> = new Set([
  "HAND_MOVE",
  "CONTROLLER_MOVE",
  "BODY_MOVE",
  "BODY_TRACKING_MOVE",
  "HEAD_MOVE",
  "CAMERA_MOVE",
]);

/** How many poses are kept: about half a second of a headset's streams. What is older helps nobody. */
export const MAX_POSES = 128;

/** What all of them may hold. Beyond it the session cannot be resumed. */
const MAX_BYTES = 64 * 1024 * 1024;

interface Entry {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pose: boolean;
  /** Which event of the session it is; undefined until it is sent. */
  number: number | undefined;
}

export class Unconfirmed {
  #entries: Entry[] = [];
  #poses = 0;
  #bytes = 0;
  /** Events sent since the opening of the session. */
  #sent = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** More waits than may. */
  get full(): boolean {
    return this.#bytes > MAX_BYTES;
  }

  /** Keep a copy of an event that is sent now, or when there is a connection. */
  add(etype: string, bytes: Uint8Array, sent: boolean): void {
    const pose = POSES.has(etype);
    this.#entries.push({ bytes: new Uint8Array(bytes), pose, number: sent ? ++this.#sent : undefined });
    this.#bytes += bytes.length;
    if (pose && ++this.#poses > MAX_POSES) this.#remove(this.#entries.findIndex((entry) => entry.pose));
  }

  /** The server has so many events. */
  confirm(received: number): void {
    let count = 0;
    for (const { number } of this.#entries) {
      if (number === undefined || number > received) break;
      count++;
    }
    for (const entry of this.#entries.splice(0, count)) this.#forget(entry);
  }

  /** Everything that a server has still to get that has so many events, in order. It counts as sent. */
  resume(received: number): readonly Uint8Array<ArrayBuffer>[] {
    this.confirm(received);
    this.#sent = received;
    for (const entry of this.#entries) entry.number = ++this.#sent;
    return this.#entries.map(({ bytes }) => bytes);
  }

  #remove(index: number): void {
    for (const entry of this.#entries.splice(index, 1)) this.#forget(entry);
  }

  #forget({ bytes, pose }: Entry): void {
    this.#bytes -= bytes.length;
    if (pose) this.#poses--;
  }
}
