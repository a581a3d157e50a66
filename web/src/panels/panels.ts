// Entry point of the panels.

import type { PanelSource } from "./source";

export interface Panels {
  dispose(): void;
}

/** Build the panels into `host`, which covers the page and lets pointer events through where it is empty. */
export function mountPanels(host: HTMLElement, source: PanelSource): Panels {
  const show = (): void => {
    host.hidden = !source.panelsShown.get();
  };
  show();
  const unsubscribe = source.panelsShown.subscribe(show);
  return {
    dispose() {
      unsubscribe();
      host.replaceChildren();
    },
  };
}
