// Which panels are open. On a wide page any of them, remembered between visits; on a narrow one (a phone) one
// at a time, as a sheet from below.

import { Store, type Readable } from "../store";
import type { Scope } from "./dom";
import { remember, remembered } from "./prefs";

export const PANELS = ["scene", "program", "stats", "log"] as const;
export type PanelName = (typeof PANELS)[number];

/** The same as in `styles/layout.css`. */
const NARROW = "(max-width: 700px)";

export class Layout {
  readonly #narrow = new Store(false);
  readonly #open: { readonly [P in PanelName]: Store<boolean> };
  readonly #initial: { readonly [P in PanelName]: boolean };

  /** `initial` is what is open on a wide page at the first visit. */
  constructor(initial: { readonly [P in PanelName]: boolean }, scope: Scope) {
    this.#initial = initial;
    this.#open = { scene: new Store(false), program: new Store(false), stats: new Store(false), log: new Store(false) };
    const query = matchMedia(NARROW);
    const apply = (): void => {
      this.#narrow.set(query.matches);
      for (const name of PANELS) this.#open[name].set(query.matches ? name === "program" : this.#wide(name));
    };
    apply();
    query.addEventListener("change", apply);
    scope.add(() => {
      query.removeEventListener("change", apply);
    });
  }

  get narrow(): Readable<boolean> {
    return this.#narrow;
  }

  open(name: PanelName): Readable<boolean> {
    return this.#open[name];
  }

  set(name: PanelName, open: boolean): void {
    if (this.#narrow.get()) {
      if (open) for (const other of PANELS) this.#open[other].set(other === name);
    } else remember(`open.${name}`, String(open));
    this.#open[name].set(open);
  }

  toggle(name: PanelName): void {
    this.set(name, !this.#open[name].get());
  }

  #wide(name: PanelName): boolean {
    const saved = remembered(`open.${name}`);
    // The address asked for the figures: that beats what was closed last time.
    if (name === "stats" && this.#initial.stats) return true;
    return saved === undefined ? this.#initial[name] : saved === "true";
  }
}
