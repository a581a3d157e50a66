// New errors, shown for a moment where they do not disturb; the log keeps them.

import { iconButton } from "./controls";
import { h, type Scope } from "./dom";
import { icon } from "./icons";
import type { PanelSource } from "./source";

const SHOWN_MS = 7000;
const AT_ONCE = 3;

/** `muted` says that the log is in sight, so that nothing has to be shown twice. */
export function toasts(source: PanelSource, scope: Scope, muted: () => boolean, openLog: () => void): HTMLElement {
  const element = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  let newest = source.log.get().reduce((id, entry) => Math.max(id, entry.id), -1);
  scope.add(
    source.log.subscribe((entries) => {
      const fresh = entries.filter((entry) => entry.id > newest);
      newest = fresh.reduce((id, entry) => Math.max(id, entry.id), newest);
      if (muted()) return;
      for (const entry of fresh.filter(({ level }) => level === "error").slice(-AT_ONCE)) show(entry.text);
    }),
  );

  /** Ends the toasts that are there, by their elements. */
  const shown = new Map<Element, () => void>();
  scope.add(() => {
    for (const remove of shown.values()) remove();
  });

  const show = (text: string): void => {
    const remove = (): void => {
      clearTimeout(timer);
      shown.delete(toast);
      toast.remove();
    };
    const open = h("button", { type: "button", class: "toast-text", title: "Open the log" }, text);
    open.addEventListener("click", () => {
      remove();
      openLog();
    });
    const toast = h("div", { class: "toast" }, icon("error"), open, iconButton("close", "Dismiss", remove).element);
    const timer = setTimeout(remove, SHOWN_MS);
    for (const [, removeOldest] of [...shown].slice(0, -(AT_ONCE - 1))) removeOldest();
    shown.set(toast, remove);
    element.append(toast);
  };
  return element;
}
