// What the page's address asks for at its start: a scene to begin with, and a server to connect to. The user is
// asked about what is another's.

import { ConsentDesk } from "./consent";
import type { Consent } from "./panels/source";
import type { PageOptions } from "./protocol/options";
import { fetchScene, isSceneUrl, parseScene } from "./scene/initial";
import type { Props } from "./scene/store-node";
import type { UrlPolicy } from "./scene/urls";
import type { Readable } from "./store";

export class Address {
  readonly question: Readable<Consent | undefined>;
  readonly #desk = new ConsentDesk(new URL(location.href));
  readonly #options: PageOptions;
  readonly #urls: UrlPolicy;

  constructor(options: PageOptions, urls: UrlPolicy) {
    this.#options = options;
    this.#urls = urls;
    this.question = this.#desk.question;
  }

  /** The scene of `scene=`; undefined if there is none or it was not allowed. Throws if it cannot be had. */
  async scene(): Promise<Props | undefined> {
    const { scene } = this.#options;
    if (scene === undefined) return undefined;
    if (!isSceneUrl(scene)) return parseScene(scene);
    const url = new URL(scene, location.href);
    const text = `This link shows a scene from ${url.host}.`;
    if (!(await this.#desk.allows(url, "origin", "Load this scene?", text))) return undefined;
    return fetchScene(new URL(this.#urls.resolve(url.href)));
  }

  /** Whether the page may connect to its server: one that `ws=` names is asked about. */
  async mayConnect(): Promise<boolean> {
    const { server, serverGiven } = this.#options;
    const url = URL.parse(server);
    // Connecting will say what is wrong with an address that is none.
    if (!serverGiven || !url) return true;
    const text = `This link lets a program at ${url.host} show things on this page and receive what you do here.`;
    return this.#desk.allows(url, "host", "Connect to this server?", text);
  }
}
