// Light or dark: the system's, or the one chosen here and remembered.
//
// All colours are `light-dark(…)` pairs in `styles/tokens.css`; the choice only sets `color-scheme`.

import { Store, type Readable } from "../store";
import type { Scope } from "./dom";
import { remember, remembered } from "./prefs";

const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const PREF = "theme";

/** What follows a theme when its button is pressed. */
export function nextTheme(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? "auto";
}

export interface ThemeControl {
  readonly theme: Readable<Theme>;
  set(theme: Theme): void;
}

/** `changed` is called after the page's colours have changed, and once at the start. */
export function themeControl(scope: Scope, changed: () => void): ThemeControl {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const saved = themes.find((theme) => theme === remembered(PREF));
  const theme = new Store<Theme>(saved ?? "auto");

  const apply = (): void => {
    const choice = theme.get();
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
    // The colour of the browser's own bars follows the page's.
    const backdrop = getComputedStyle(document.body).backgroundColor;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", backdrop);
    changed();
  };
  apply();
  system.addEventListener("change", apply);
  scope.add(() => {
    system.removeEventListener("change", apply);
  });
  return {
    theme,
    set(choice) {
      theme.set(choice);
      remember(PREF, choice);
      apply();
    },
  };
}
