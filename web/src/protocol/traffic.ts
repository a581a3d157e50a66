// How many messages of each type have gone over the connection since the page was opened.

/** Types beyond these are counted together: a peer could make up new ones without end. */
const MAX_TYPES = 200;
const OTHERS = "others";

export interface TrafficLine {
  readonly etype: string;
  readonly received: number;
  readonly sent: number;
}

export class Traffic {
  readonly #counts = new Map<string, { received: number; sent: number }>();

  count(etype: string, direction: "received" | "sent"): void {
    // Answers to requests carry the request's number behind their type.
    const at = etype.indexOf("@");
    const name = at < 0 ? etype : etype.slice(0, at);
    const known = this.#counts.get(name);
    if (known) {
      known[direction]++;
      return;
    }
    const counts = { received: 0, sent: 0 };
    counts[direction] = 1;
    if (name === OTHERS || this.#counts.size < MAX_TYPES) this.#counts.set(name, counts);
    else this.count(OTHERS, direction);
  }

  /** The busiest first. */
  lines(): readonly TrafficLine[] {
    const lines = [...this.#counts].map(([etype, counts]) => ({ etype, ...counts }));
    return lines.sort((a, b) => b.received + b.sent - a.received - a.sent);
  }
}
