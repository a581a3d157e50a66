// What the program says: the nodes of `htmlChildren`, in a section of their own. Notifications among them
// stand apart: see `notices` in `panels.ts`.

import type { HtmlContent } from "../scene/node-type";
import { card } from "./controls";
import { h, type Scope } from "./dom";
import { arrange } from "./elements/content";
import { NOTIFICATION } from "./elements/notification";
import type { PanelSource } from "./source";

export function programPanel(source: PanelSource, scope: Scope, close: () => void): HTMLElement {
  const body = h("div", { class: "program-body prose" });
  scope.watch(source.html, (content) => {
    arrange(body, content.filter((item) => !isNotification(item)));
  });
  return card("program", "Program", { body: [body], close });
}

/** Whether the program has something to say in its panel. */
export function hasProgram(content: HtmlContent): boolean {
  return content.some((item) => !isNotification(item));
}

/** The program's notifications, over the scene whether or not its panel is shown. */
export function programNotices(source: PanelSource, scope: Scope): HTMLElement {
  const element = h("div", { class: "program-notices" });
  scope.watch(source.html, (content) => {
    arrange(element, content.filter(isNotification));
  });
  return element;
}

function isNotification(item: HTMLElement | string): boolean {
  return typeof item !== "string" && item.classList.contains(NOTIFICATION);
}
