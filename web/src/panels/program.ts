// What the program says: the nodes of `htmlChildren`, in a section of their own.

import { card } from "./controls";
import { h, type Scope } from "./dom";
import { arrange } from "./elements/content";
import type { PanelSource } from "./source";

export function programPanel(source: PanelSource, scope: Scope, close: () => void): HTMLElement {
  const body = h("div", { class: "program-body" });
  scope.watch(source.html, (content) => {
    arrange(body, content);
  });
  return card("program", "Program", { body: [body], close });
}
