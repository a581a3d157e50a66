// What the page has to say: the log panel shows it. Equal lines are one line with a count.

import type { LogEntry, LogLevel } from "./panels/source";
import { Seldom } from "./seldom";
import { Store, type Readable } from "./store";

const MAX_ENTRIES = 300;
/** Texts quote what came from outside, which may be of any length. */
const MAX_CHARACTERS = 1000;
/** No more warnings about outside input in a minute. */
const MAX_KINDS = 1000;

export class Log {
  readonly entries: Readable<readonly LogEntry[]>;
  readonly #entries = new Store<readonly LogEntry[]>([]);
  readonly #ofKinds = new Seldom(MAX_KINDS);
  #nextId = 1;

  constructor() {
    this.entries = this.#entries;
  }

  info(text: string): void {
    this.#add("info", text);
  }

  warn(text: string): void {
    this.#add("warning", text);
  }

  error(text: string): void {
    this.#add("error", text);
  }

  /** Warn about outside input: at most once a minute for each kind. */
  warnOfKind(kind: string, text: string): void {
    if (this.#ofKinds.maySay(kind)) this.warn(text);
  }

  clear(): void {
    this.#entries.set([]);
  }

  #add(level: LogLevel, whole: string): void {
    const text = whole.length > MAX_CHARACTERS ? `${whole.slice(0, MAX_CHARACTERS)}…` : whole;
    const entries = this.#entries.get();
    const earlier = entries.find((entry) => entry.text === text && entry.level === level);
    const entry = { id: earlier?.id ?? this.#nextId++, time: Date.now(), level, text, count: (earlier?.count ?? 0) + 1 };
    this.#entries.set([...entries.filter((other) => other !== earlier), entry].slice(-MAX_ENTRIES));
  }
}
