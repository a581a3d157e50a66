// Keys that work anywhere on the page. One table: what they do, and what the help says.

import type { HelpGroup, HelpLine } from "./dialogs";
import type { Scope } from "./dom";
import type { PanelSource } from "./source";

export interface Shortcut extends HelpLine {
  /** `KeyboardEvent.key`, lower case. */
  readonly key: string;
  /** Returns false if there was nothing to do: then the key is left to others. */
  readonly run: () => boolean;
}

/** What the keys do outside this table: the scene's mouse, the tree's own keys, and the app's. */
export const elsewhere: readonly HelpGroup[] = [
  {
    title: "In the scene",
    lines: [
      { keys: "Drag", does: "turn the view" },
      { keys: "Right+Drag", does: "move the view" },
      { keys: "Wheel Pinch", does: "nearer and farther" },
      { keys: "Click", does: "select" },
    ],
  },
  {
    title: "In the scene tree",
    lines: [
      { keys: "↑ ↓", does: "previous, next" },
      { keys: "← →", does: "collapse, expand" },
      { keys: "*", does: "expand all beside it" },
      { keys: "Home End", does: "first, last" },
      { keys: "Enter", does: "frame in view" },
      { keys: "Space", does: "hide or show" },
      { keys: "A … Z", does: "go to a name" },
    ],
  },
];

/** Listen for the shortcuts. `panels` is the element around all panels. */
export function listenForShortcuts(
  shortcuts: readonly Shortcut[],
  panels: HTMLElement,
  source: PanelSource,
  scope: Scope,
): void {
  scope.listen(window, "keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !source.panelsShown.get()) return;
    const target = event.target instanceof Element ? event.target : undefined;
    if (target?.closest("input, textarea, select, dialog, [contenteditable]")) {
      if (event.key !== "Escape" || target.closest("dialog")) return;
    }
    // A program that reads the keyboard gets all of it, except where the panels have the focus.
    if (!panels.contains(target ?? null) && source.tree.get().some((row) => row.tag === "KeyboardMonitor")) return;
    const shortcut = shortcuts.find(({ key }) => key === event.key.toLowerCase());
    if (shortcut?.run()) event.preventDefault();
  });
}
