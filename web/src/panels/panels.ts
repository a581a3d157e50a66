// Entry point of the panels: makes them, and says where each stands.
//
// Plain DOM over the canvas. `source.ts` is all they know of the rest of the client; each panel is a function
// from it to an element, subscribed in a `Scope` that ends with the panels. Where things stand on a wide and
// on a narrow page is the business of `styles/layout.css` alone.

import { connectionPanel } from "./connection";
import { consentDialog, helpDialog } from "./dialogs";
import { detailsPanel } from "./details";
import { h, Scope } from "./dom";
import { gizmo } from "./gizmo";
import { headsetNotice } from "./headset";
import { Layout, PANELS, type PanelName } from "./layout";
import { loadsList } from "./loads";
import { logPanel } from "./log";
import { measurePanel } from "./measure";
import { hasProgram, programNotices, programPanel } from "./program";
import { roleCard } from "./role";
import { columnSeparator, dragSheets, leaveRoomForSheets } from "./resize";
import { elsewhere, listenForShortcuts, type Shortcut } from "./shortcuts";
import type { PanelSource } from "./source";
import { statsPanel } from "./stats";
import { themeControl } from "./theme";
import { toasts } from "./toasts";
import { pageActions, panelTabs } from "./toolbar";
import { scenePanel } from "./tree/panel";

const COMMAND = /Mac|iP(hone|ad)/.test(navigator.userAgent) ? "⌘" : "Ctrl";

export interface Panels {
  dispose(): void;
}

/** Build the panels into `host`, which covers the page and lets pointer events through where it is empty. */
export function mountPanels(host: HTMLElement, source: PanelSource): Panels {
  const scope = new Scope();
  const themes = themeControl(scope, () => {
    source.themeChanged();
  });
  const layout = new Layout({ scene: true, program: true, stats: source.showStats, log: false }, scope);
  const closing = (name: PanelName) => () => {
    layout.set(name, false);
  };

  const connection = connectionPanel(source, scope);
  const scene = scenePanel(source, scope, closing("scene"));
  const details = detailsPanel(source, scope);
  const program = programPanel(source, scope, closing("program"));
  const stats = statsPanel(source, scope, closing("stats"));
  const log = logPanel(source, scope, closing("log"));
  const openLog = (): void => {
    layout.set("log", true);
  };

  const shortcuts: readonly Shortcut[] = [
    { key: "?", keys: "?", does: "this help", run: () => (help.open(), true) },
    {
      key: "/",
      keys: "/",
      does: "search the scene",
      run: () => {
        layout.set("scene", true);
        scene.focusSearch();
        return true;
      },
    },
    { key: "f", keys: "F", does: "frame the selection", run: () => withSelection(source, (id) => { source.frame(id); }) },
    {
      key: "m",
      keys: "M",
      does: "measure a distance",
      run: () => (source.setMeasuring(!source.measurement.get().active), true),
    },
    { key: "h", keys: "H", does: "hide or show the selection", run: () => withSelection(source, (id) => { toggleHidden(source, id); }) },
    {
      key: "escape",
      keys: "Esc",
      does: "close, then select nothing",
      run: () => connection.close() || endMeasuring(source) || withSelection(source, () => { source.selection.set(undefined); }),
    },
  ];
  const help = helpDialog(
    [
      { title: "Anywhere", lines: [...shortcuts, { keys: `${COMMAND}+\\`, does: "hide or show all panels" }] },
      ...elsewhere,
    ],
    source.version,
  );

  const side = h("aside", { class: "side sheet", "aria-label": "Scene" }, scene.element, details);
  const measure = measurePanel(source, scope);
  const right = h("div", { class: "right" }, measure.element, program, stats, gizmo(source, scope));
  program.classList.add("sheet");
  stats.classList.add("sheet");
  log.element.classList.add("sheet");
  const chrome = h(
    "div",
    { class: "chrome" },
    measure.label,
    connection.chip,
    h("div", { class: "tools" }, panelTabs(source, scope, { layout, alarm: log.alarm }), pageActions(source, scope, themes, help.open)),
    connection.popover,
    side,
    right,
    log.element,
    connection.notice,
    h(
      "div",
      { class: "messages" },
      roleCard(source, scope),
      programNotices(source, scope),
      headsetNotice(source, scope),
      loadsList(source, scope),
      toasts(source, scope, () => layout.open("log").get(), openLog),
    ),
    connection.announcer,
  );
  side.append(columnSeparator(chrome, scope, { side: "left", name: "side", label: "Width of the scene panel", width: 288 }));
  right.append(columnSeparator(chrome, scope, { side: "right", name: "right", label: "Width of the program panel", width: 288 }));
  leaveRoomForSheets(chrome, scope, () => layout.narrow.get());
  dragSheets(chrome, scope, {
    enabled: () => layout.narrow.get(),
    close: () => {
      for (const name of PANELS) layout.set(name, false);
    },
  });
  listenForShortcuts(shortcuts, host, source, scope);

  scope.watch(layout.open("scene"), (open) => {
    side.hidden = !open;
  });
  const showProgram = (): void => {
    program.hidden = !layout.open("program").get() || !hasProgram(source.html.get());
  };
  scope.watch(layout.open("program"), showProgram);
  scope.watch(source.html, showProgram);
  scope.watch(layout.open("stats"), (open) => {
    stats.hidden = !open;
  });
  scope.watch(layout.open("log"), (open) => {
    log.element.hidden = !open;
  });
  scope.watch(source.panelsShown, (shown) => {
    chrome.hidden = !shown;
  });

  // Dialogs stand beside the rest: a question has to be answered with the panels hidden, too.
  host.replaceChildren(chrome, consentDialog(source, scope), help.element, connection.page);
  return {
    dispose() {
      scope.dispose();
      host.replaceChildren();
    },
  };
}

function endMeasuring(source: PanelSource): boolean {
  const { active } = source.measurement.get();
  source.setMeasuring(false);
  return active;
}

function withSelection(source: PanelSource, act: (id: number) => void): boolean {
  const id = source.selection.get();
  if (id !== undefined) act(id);
  return id !== undefined;
}

function toggleHidden(source: PanelSource, id: number): void {
  const row = source.tree.get().find((each) => each.id === id);
  if (row) source.setHidden(id, !row.hidden);
}
