// What nodes share: files fetched once however many nodes ask, and geometries and materials made once
// however many nodes look the same. Everything is counted and freed with its last user.
//
// Whoever loads something hands in a signal, and its use of the thing lasts until that signal aborts. The
// signal of `NodeContext.run` is the right one: it ends with the node, or earlier when the node stops that
// piece of work because its props changed. If the last user leaves before the thing is there, the fetch is
// aborted.

import type { BufferGeometry, WebGLRenderer } from "three";
import { Counted } from "./counted";
import { Loads, type Load } from "./loads";
import { MaterialPool } from "./materials";
import type { UrlPolicy } from "./urls";

interface Shared {
  users: number;
  readonly abort: AbortController;
  readonly promise: Promise<unknown>;
  /** Frees the thing; undefined until it is there. */
  free: (() => void) | undefined;
}

export class Assets {
  /** Equal materials are one. */
  readonly materials = new MaterialPool();
  /** Geometries by what they were made from. */
  readonly geometries = new Counted<BufferGeometry>((geometry) => {
    geometry.dispose();
  });
  /** What is being fetched. */
  readonly loads = new Loads();
  /** What draws: formats of the GPU are unpacked into what it knows. */
  readonly renderer: WebGLRenderer | undefined;
  readonly #urls: UrlPolicy;
  readonly #shared = new Map<string, Shared>();

  constructor(urls: UrlPolicy, renderer?: WebGLRenderer) {
    this.#urls = urls;
    this.renderer = renderer;
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

  /** The bytes behind a URL of the scene. While they come the user can see how far they are. */
  async bytes(url: string, signal: AbortSignal, init?: RequestInit): Promise<ArrayBuffer> {
    const load = this.loads.begin(shorten(url));
    try {
      return await readBody(await this.fetch(url, signal, init), load);
    } catch (error) {
      signal.throwIfAborted();
      // The connection may break in the middle of a file, too.
      if (error instanceof TypeError) throw new Error(`${shorten(url)} broke off: ${error.message}`, { cause: error });
      throw error;
    } finally {
      load.end();
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

/** The body of an answer, piece by piece. */
async function readBody(response: Response, load: Load): Promise<ArrayBuffer> {
  if (!response.body) return response.arrayBuffer();
  // What is compressed on its way is longer here than the server says.
  const announced = response.headers.has("content-encoding") ? NaN : Number(response.headers.get("content-length") ?? NaN);
  const total = announced > 0 ? announced : undefined;
  const parts: Uint8Array[] = [];
  let loaded = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    loaded += value.byteLength;
    load.progress(loaded, total !== undefined && total >= loaded ? total : undefined);
  }
  const whole = new Uint8Array(loaded);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole.buffer;
}

/** A URL for messages: data URLs are as long as their data. */
function shorten(url: string): string {
  return url.length > 200 ? `${url.slice(0, 200)}…` : url;
}
