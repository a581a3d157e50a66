// What is being fetched: the panels show what takes longer than half a second.

import { Store, type Readable } from "../store";

/** One file on its way. */
export interface LoadRow {
  readonly id: number;
  /** Its URL, shortened where it is long. */
  readonly name: string;
  /** Bytes that have come. */
  readonly loaded: number;
  /** Bytes of the whole file; undefined if the server does not say. */
  readonly total: number | undefined;
}

/** One file, for whoever fetches it. */
export interface Load {
  /** So many bytes have come, of so many if that is known. */
  progress(loaded: number, total: number | undefined): void;
  /** It is there, or given up. */
  end(): void;
}

/** What is there sooner is not worth the flicker. */
const SHOWN_AFTER_MS = 500;

const REFRESH_MS = 100;

interface Entry {
  row: LoadRow;
  readonly since: number;
}

export class Loads {
  readonly #slow = new Store<readonly LoadRow[]>([]);
  readonly #entries = new Set<Entry>();
  #nextId = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Files that have been loading for more than half a second, the oldest first. */
  get slow(): Readable<readonly LoadRow[]> {
    return this.#slow;
  }

  begin(name: string): Load {
    const entry: Entry = { row: { id: this.#nextId++, name, loaded: 0, total: undefined }, since: performance.now() };
    this.#entries.add(entry);
    this.#timer ??= setInterval(() => {
      this.#refresh();
    }, REFRESH_MS);
    return {
      progress: (loaded, total) => {
        entry.row = { ...entry.row, loaded, total };
      },
      end: () => {
        this.#entries.delete(entry);
        if (this.#entries.size > 0) return;
        clearInterval(this.#timer);
        this.#timer = undefined;
        this.#refresh();
      },
    };
  }

  #refresh(): void {
    const now = performance.now();
    const rows = [...this.#entries].filter(({ since }) => now - since >= SHOWN_AFTER_MS).map(({ row }) => row);
    const shown = this.#slow.get();
    if (rows.length !== shown.length || rows.some((row, index) => row !== shown[index])) this.#slow.set(rows);
  }
}
