// What nodes share: files fetched once however many nodes ask, and geometries and materials made once
// however many nodes look the same. Everything is counted and freed with its last user.
//
// Whoever loads something hands in a signal, and its use of the thing lasts until that signal aborts. The
// signal of `NodeContext.run` is the right one: it ends with the node, or earlier when the node stops that
// piece of work because its props changed. If the last user leaves before the thing is there, the fetch is
// aborted.

import type { BufferGeometry } from "three";
import { Store, type Readable } from "../store";
import { Counted } from "./counted";
import { MaterialPool } from "./materials";
import type { UrlPolicy } from "./urls";

/** A load that has been going on for more than half a second. */
export interface Load {
  readonly url: string;
  /** Bytes so far. */
  readonly loaded: number;
  /** Bytes in all; undefined if the server did not say. */
  readonly total: number | undefined;
}

/** A URL for messages: data URLs are as long as their data. */
function shorten(url: string): string {
  return url.length > 200 ? `${url.slice(0, 200)}…` : url;
}

interface Shared {
  users: number;
  readonly abort: AbortController;
  readonly promise: Promise<unknown>;
  /** Frees the thing; undefined until it is there. */
  free: (() => void) | undefined;
}

/** Loads shorter than this are not worth a progress bar. */
const SHOW_AFTER_MS = 500;
/** Progress is for reading, not for animation. */
const REPORT_EVERY_MS = 100;

export class Assets {
  /** Equal materials are one. */
  readonly materials = new MaterialPool();
  /** Geometries by what they were made from. */
  readonly geometries = new Counted<BufferGeometry>((geometry) => {
    geometry.dispose();
  });
  readonly #urls: UrlPolicy;
  readonly #shared = new Map<string, Shared>();
  readonly #loads = new Store<readonly Load[]>([]);

  constructor(urls: UrlPolicy) {
    this.#urls = urls;
  }

  /** The long loads going on now. */
  get loads(): Readable<readonly Load[]> {
    return this.#loads;
  }

  /** The absolute form of a URL of the scene. Throws if the page may not fetch it (`offline`). */
  resolve(url: string): string {
    return this.#urls.resolve(url);
  }

  /** Fetch a URL of the scene. Rejects on a status other than 2xx and when the page may not fetch it. */
  async fetch(url: string, signal: AbortSignal, init?: RequestInit): Promise<Response> {
    const resolved = this.resolve(url);
    let response: Response;
    try {
      response = await fetch(resolved, { ...init, signal });
    } catch (error) {
      // fetch() says "Failed to fetch" whatever the file; the user needs to know which.
      signal.throwIfAborted();
      throw new Error(`${shorten(resolved)} could not be fetched`, { cause: error });
    }
    if (!response.ok) throw new Error(`${shorten(resolved)} answered ${response.status} ${response.statusText}`.trim());
    return response;
  }

  /** The bytes behind a URL of the scene. A long load shows in `loads`. */
  async bytes(url: string, signal: AbortSignal, init?: RequestInit): Promise<ArrayBuffer> {
    const response = await this.fetch(url, signal, init);
    const length = Number(response.headers.get("content-length"));
    const encoded = response.headers.has("content-encoding");
    const progress = new Progress(this.#loads, url, encoded || !length ? undefined : length);
    try {
      const chunks: BlobPart[] = [];
      if (response.body) {
        const reader = response.body.getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          chunks.push(part.value);
          progress.add(part.value.byteLength);
        }
      }
      return await new Blob(chunks).arrayBuffer();
    } finally {
      progress.end();
    }
  }

  /** The text (UTF-8) behind a URL of the scene. */
  async text(url: string, signal: AbortSignal, init?: RequestInit): Promise<string> {
    return new TextDecoder().decode(await this.bytes(url, signal, init));
  }

  /**
   * The thing of this key: loaded by the first who asks, shared by those who ask while it is in use, freed
   * when the signals of all of them have aborted. A load that failed is tried again by the next who asks.
   */
  async share<T>(
    key: string,
    signal: AbortSignal,
    load: (signal: AbortSignal) => Promise<T>,
    free: (value: T) => void,
  ): Promise<T> {
    signal.throwIfAborted();
    const shared = this.#shared.get(key) ?? this.#begin(key, load, free);
    shared.users++;
    signal.addEventListener(
      "abort",
      () => {
        if (--shared.users > 0) return;
        this.#forget(key, shared);
        shared.abort.abort();
        shared.free?.();
      },
      { once: true },
    );
    const value = await (shared.promise as Promise<T>);
    signal.throwIfAborted();
    return value;
  }

  #begin<T>(key: string, load: (signal: AbortSignal) => Promise<T>, free: (value: T) => void): Shared {
    const abort = new AbortController();
    const shared: Shared = {
      users: 0,
      abort,
      free: undefined,
      promise: load(abort.signal).then(
        (value) => {
          // It may have come after everybody left.
          if (abort.signal.aborted) free(value);
          else
            shared.free = () => {
              free(value);
            };
          return value;
        },
        (error: unknown) => {
          this.#forget(key, shared);
          throw error;
        },
      ),
    };
    this.#shared.set(key, shared);
    return shared;
  }

  #forget(key: string, shared: Shared): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
  }
}

/** Puts one load into the list of loads once it has lasted, and takes it out at its end. */
class Progress {
  readonly #list: Store<readonly Load[]>;
  readonly #url: string;
  readonly #total: number | undefined;
  readonly #begun = performance.now();
  #loaded = 0;
  #reported = 0;
  #shown: Load | undefined;

  constructor(list: Store<readonly Load[]>, url: string, total: number | undefined) {
    this.#list = list;
    this.#url = url;
    this.#total = total;
  }

  add(bytes: number): void {
    this.#loaded += bytes;
    const now = performance.now();
    if (now - this.#begun < SHOW_AFTER_MS || now - this.#reported < REPORT_EVERY_MS) return;
    this.#reported = now;
    this.#show({ url: this.#url, loaded: this.#loaded, total: this.#total });
  }

  end(): void {
    this.#show(undefined);
  }

  #show(load: Load | undefined): void {
    if (!load && !this.#shown) return;
    const others = this.#list.get().filter((other) => other !== this.#shown);
    this.#list.set(load ? [...others, load] : others);
    this.#shown = load;
  }
}
