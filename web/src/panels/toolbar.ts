// The buttons: one group opens panels (on a phone: tabs at the bottom), the other acts on the page.

import type { Readable } from "../store";
import { iconButton, type IconButton } from "./controls";
import { h, type Scope } from "./dom";
import { headsetButtons } from "./headset";
import type { IconName } from "./icons";
import type { Layout, PanelName } from "./layout";
import { hasProgram } from "./program";
import type { PanelSource } from "./source";
import type { Theme, ThemeControl } from "./theme";

const tabs: readonly { readonly name: PanelName; readonly icon: IconName; readonly label: string }[] = [
  { name: "scene", icon: "scene", label: "Scene" },
  { name: "program", icon: "program", label: "Program" },
  { name: "stats", icon: "stats", label: "Statistics" },
  { name: "log", icon: "log", label: "Log" },
];

export interface TabsOptions {
  readonly layout: Layout;
  readonly alarm: Readable<{ readonly count: number; readonly error: boolean }>;
}

export function panelTabs(source: PanelSource, scope: Scope, { layout, alarm }: TabsOptions): HTMLElement {
  const buttons = {} as Record<PanelName, IconButton>;
  for (const { name, icon, label } of tabs) {
    const button = iconButton(icon, label, () => {
      layout.toggle(name);
    });
    buttons[name] = button;
    scope.watch(layout.open(name), (open) => {
      button.set({ pressed: open });
    });
  }
  scope.watch(source.html, (content) => {
    buttons.program.element.hidden = !hasProgram(content);
  });
  scope.watch(alarm, ({ count, error }) => {
    buttons.log.set({ badge: count > 99 ? "99+" : count > 0 ? String(count) : "" });
    buttons.log.element.classList.toggle("has-error", error);
  });
  const elements = tabs.map(({ name }) => buttons[name].element);
  return h("nav", { class: "tabs card", "aria-label": "Panels" }, ...elements);
}

const themeWords: Readonly<Record<Theme, string>> = {
  auto: "Colours: as the system",
  light: "Colours: light",
  dark: "Colours: dark",
};

export function pageActions(source: PanelSource, scope: Scope, themes: ThemeControl, help: () => void): HTMLElement {
  const screenshot = iconButton("photo", "Save a picture of the view", () => {
    source.screenshot();
  });
  const measure = iconButton(
    "measure",
    "Measure a distance",
    () => {
      source.setMeasuring(!source.measurement.get().active);
    },
    "M",
  );
  scope.watch(source.measurement, ({ active }) => {
    measure.set({ pressed: active });
  });
  const theme = iconButton("auto", "Colours", () => {
    themes.turn();
  });
  scope.watch(themes.theme, (choice) => {
    theme.set({ icon: choice, label: themeWords[choice] });
  });
  const elements = [...headsetButtons(source, scope), measure.element, screenshot.element, fullScreenButton(scope), theme.element];
  elements.push(iconButton("help", "Help", help, "?").element);
  return h("div", { class: "actions card", role: "group", "aria-label": "Page" }, ...elements);
}

/** Hidden where the browser has no full screen for pages (iPhones). */
function fullScreenButton(scope: Scope): HTMLElement {
  const button = iconButton("expand", "Full screen", () => {
    // Refused, for instance inside a frame without permission: nothing to do about it.
    const refused = (): void => undefined;
    if (document.fullscreenElement) document.exitFullscreen().catch(refused);
    else document.documentElement.requestFullscreen().catch(refused);
  });
  button.element.hidden = !document.fullscreenEnabled;
  button.element.classList.add("full-screen");
  scope.listen(document, "fullscreenchange", () => {
    const full = document.fullscreenElement !== null;
    button.set({ icon: full ? "shrink" : "expand", label: full ? "Leave full screen" : "Full screen", pressed: full });
  });
  return button.element;
}
