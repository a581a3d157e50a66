// Files that nodes load: fetched once however many nodes ask, freed when the last of them is gone.

import type { UrlPolicy } from "./urls";

export class Assets {
  readonly #urls: UrlPolicy;

  constructor(urls: UrlPolicy) {
    this.#urls = urls;
  }

  /** Fetch a URL of the scene. Rejects on a status other than 2xx and when the page may not fetch it. */
  async fetch(url: string, signal: AbortSignal): Promise<Response> {
    const resolved = this.#urls.resolve(url);
    const response = await fetch(resolved, { signal });
    if (!response.ok) throw new Error(`${resolved} answered ${response.status} ${response.statusText}`.trim());
    return response;
  }
}
