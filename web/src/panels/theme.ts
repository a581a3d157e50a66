// Light or dark: the system's, or the one chosen here and remembered.
//
// All colours are `light-dark(…)` pairs in `styles/tokens.css`; the choice only sets `color-scheme`.

import { Store, type Readable } from "../store";
import type { Scope } from "./dom";
import { remember, remembered } from "./prefs";

const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const PREF = "theme";

/** What follows a theme when its button is pressed: first the one that the system does not have, so that it shows. */
export function nextTheme(theme: Theme, systemDark: boolean): Theme {
  const [other, same] = systemDark ? (["light", "dark"] as const) : (["dark", "light"] as const);
  return theme === "auto" ? other : theme === other ? same : "auto";
}

export interface ThemeControl {
  readonly theme: Readable<Theme>;
  /** Go on to the next. */
  turn(): void;
}

/** `changed` is called after the page's colours have changed, and once at the start. */
export function themeControl(scope: Scope, changed: () => void): ThemeControl {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const saved = THEMES.find((theme) => theme === remembered(PREF));
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
    turn() {
      const choice = nextTheme(theme.get(), system.matches);
      theme.set(choice);
      remember(PREF, choice);
      apply();
    },
  };
}
