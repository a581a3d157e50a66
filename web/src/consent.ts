// Asks whether the page may talk to a host that its own address names: a link must not be enough to connect
// somebody's browser to a foreign server. Each host is asked about once, and once more for the other kind of talk:
// whose scene may be shown is not yet told what the user does.

import type { Consent } from "./panels/source";
import { Store, type Readable } from "./store";

const STORAGE_KEY = "vuer.trusted-hosts";

/** Names of the machine that the browser runs on. */
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

export class ConsentDesk {
  readonly question: Readable<Consent | undefined>;
  readonly #question = new Store<Consent | undefined>(undefined);
  readonly #page: URL;
  #queue: Promise<unknown> = Promise.resolve();

  /** `page`: the page's own address. */
  constructor(page: URL) {
    this.#page = page;
    this.question = this.#question;
  }

  /**
   * Resolves to whether the page may use this URL; asks if it is not known yet, one question at a time. What
   * is the page's own needs no question: its host, or its origin alone.
   */
  allows(url: URL, own: "host" | "origin", title: string, text: string): Promise<boolean> {
    const answer = this.#queue.then(() => this.#trusts(url, own) || this.#ask(url, title, text));
    this.#queue = answer;
    return answer;
  }

  #trusts(url: URL, own: "host" | "origin"): boolean {
    const page = this.#page;
    if (own === "host" ? url.hostname === page.hostname : url.origin === page.origin) return true;
    const local = LOOPBACK.test(url.hostname) && LOOPBACK.test(page.hostname);
    return local || trustedHosts().includes(nameOf(url));
  }

  #ask(url: URL, title: string, text: string): Promise<boolean> {
    const host = url.hostname;
    return new Promise((resolve) => {
      this.#question.set({
        title,
        text,
        host,
        answer: (allow) => {
          this.#question.set(undefined);
          if (allow) trust(nameOf(url));
          resolve(allow);
        },
      });
    });
  }
}

/** By what a host is remembered: with what is done with it. */
function nameOf({ protocol, hostname }: URL): string {
  return `${protocol.startsWith("ws") ? "connect" : "load"} ${hostname}`;
}

function trustedHosts(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((host): host is string => typeof host === "string") : [];
  } catch {
    return []; // No storage (a sandboxed frame), or something else wrote there: ask again.
  }
}

function trust(name: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...trustedHosts(), name]));
  } catch {
    // Without storage the answer holds for this page only.
  }
}
