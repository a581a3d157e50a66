// Asks whether the page may talk to a host that its own address names: a link must not be enough to connect
// somebody's browser to a foreign server. Each host is asked about once.

import type { Consent } from "./panels/source";
import { Store, type Readable } from "./store";

const STORAGE_KEY = "vuer.trusted-hosts";

/** Names of the machine that the browser runs on. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export class ConsentDesk {
  readonly question: Readable<Consent | undefined>;
  readonly #question = new Store<Consent | undefined>(undefined);
  readonly #pageHost: string;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(pageHost: string) {
    this.#pageHost = pageHost;
    this.question = this.#question;
  }

  /** Resolves to whether the page may use this URL; asks if it is not known yet, one question at a time. */
  allows(url: URL, title: string, text: string): Promise<boolean> {
    const host = url.hostname;
    const answer = this.#queue.then(() => this.#trusts(host) || this.#ask(host, title, text));
    this.#queue = answer;
    return answer;
  }

  #trusts(host: string): boolean {
    const local = LOOPBACK.test(host) && LOOPBACK.test(this.#pageHost);
    return host === this.#pageHost || local || trustedHosts().includes(host);
  }

  #ask(host: string, title: string, text: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.#question.set({
        title,
        text,
        host,
        answer: (allow) => {
          this.#question.set(undefined);
          if (allow) trust(host);
          resolve(allow);
        },
      });
    });
  }
}

function trustedHosts(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((host): host is string => typeof host === "string") : [];
  } catch {
    return []; // No storage (a sandboxed frame), or something else wrote there: ask again.
  }
}

function trust(host: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...trustedHosts(), host]));
  } catch {
    // Without storage the answer holds for this page only.
  }
}
