// What the page may fetch, and where a relative URL leads.
//
// Relative URLs of the scene resolve against the connected server, which need not be the origin the page
// came from. With `offline` only the page's and the server's own origin are allowed.

/** Schemes that need no network. */
const LOCAL_SCHEMES = new Set(["data:", "blob:"]);

export class UrlPolicy {
  readonly #pageOrigin: string;
  readonly #offline: boolean;
  #serverOrigin: string;

  constructor(pageOrigin: string, offline: boolean) {
    this.#pageOrigin = pageOrigin;
    this.#offline = offline;
    this.#serverOrigin = pageOrigin;
  }

  /** The HTTP origin of the connected server. */
  get serverOrigin(): string {
    return this.#serverOrigin;
  }

  /** Follow the connection: `ws://host:port/…` means files under `http://host:port/`. */
  setServer(websocketUrl: string): void {
    const url = new URL(websocketUrl);
    this.#serverOrigin = `${url.protocol === "wss:" ? "https:" : "http:"}//${url.host}`;
  }

  /** The absolute form of a URL. Throws if it is malformed or may not be fetched. */
  resolve(url: string): string {
    const resolved = new URL(url, `${this.#serverOrigin}/`);
    if (LOCAL_SCHEMES.has(resolved.protocol)) return resolved.href;
    if (resolved.protocol !== "http:" && resolved.protocol !== "https:") {
      throw new Error(`${resolved.protocol} URLs are not fetched: ${url}`);
    }
    if (this.#offline && resolved.origin !== this.#pageOrigin && resolved.origin !== this.#serverOrigin) {
      throw new Error(`Not fetched because the page is offline: ${resolved.href}`);
    }
    return resolved.href;
  }

  /** Throws if a STUN or TURN server may not be asked. */
  checkIceServer(url: string): void {
    if (!this.#offline) return;
    const host = /^(?:stun|turn)s?:(\[[^\]]*\]|[^:?]*)/i.exec(url)?.[1];
    const own = [this.#pageOrigin, this.#serverOrigin].map((origin) => new URL(origin).hostname);
    if (host === undefined || !own.includes(host.toLowerCase())) throw new Error(`Not asked because the page is offline: ${url}`);
  }
}
