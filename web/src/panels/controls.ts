// The controls that all panels are made of.

import { h, setAttribute, setText } from "./dom";
import { icon, setIcon, type IconName } from "./icons";

export interface IconButton {
  readonly element: HTMLButtonElement;
  /** Change what the button shows and says; what is left out stays. */
  set(state: { icon?: IconName; label?: string; pressed?: boolean; badge?: string }): void;
}

/** A button with an icon. `label` is its name and tooltip; `shortcut` is added to the tooltip. */
export function iconButton(name: IconName, label: string, press: () => void, shortcut?: string): IconButton {
  const drawing = icon(name);
  const badge = h("span", { class: "count", hidden: true });
  const text = h("span", { class: "button-text" });
  const element = h("button", { type: "button", class: "icon-button", "aria-keyshortcuts": shortcut }, drawing, text, badge);
  element.addEventListener("click", press);
  const button: IconButton = {
    element,
    set(state) {
      if (state.icon) setIcon(drawing, state.icon);
      if (state.label !== undefined) {
        setAttribute(element, "aria-label", state.label);
        setAttribute(element, "title", shortcut ? `${state.label}  (${shortcut})` : state.label);
        setText(text, state.label);
      }
      if (state.pressed !== undefined) setAttribute(element, "aria-pressed", String(state.pressed));
      if (state.badge !== undefined) {
        setText(badge, state.badge);
        badge.hidden = state.badge === "";
      }
    },
  };
  button.set({ label });
  return button;
}

/** A button with words on it. */
export function textButton(label: string, press: () => void, look: "plain" | "primary" = "plain"): HTMLButtonElement {
  const element = h("button", { type: "button", class: look === "primary" ? "button primary" : "button" }, label);
  element.addEventListener("click", press);
  return element;
}

/** A card with a title, actions beside it and a body. `close` adds a button that closes it. */
export function card(
  name: string,
  title: string,
  parts: { readonly actions?: readonly HTMLElement[]; readonly body: readonly HTMLElement[]; readonly close?: () => void },
): HTMLElement {
  const actions = [...(parts.actions ?? [])];
  if (parts.close) actions.push(iconButton("close", `Close ${title.toLowerCase()}`, parts.close).element);
  return h(
    "section",
    { class: `card ${name}`, "aria-label": title },
    h("header", { class: "card-head" }, h("h2", {}, title), h("div", { class: "card-actions" }, ...actions)),
    ...parts.body,
  );
}

/** Copy to the clipboard; false where the browser does not allow it (an insecure page, no permission). */
export async function copyText(text: string): Promise<boolean> {
  // Missing on pages that are not secure, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) {
    try {
      await clipboard.writeText(text);
      return true;
    } catch {
      // Fall through to the older way, which plain-http pages on a LAN allow.
    }
  }
  const field = h("textarea", { class: "offscreen", readonly: true });
  field.value = text;
  document.body.append(field);
  field.select();
  // Deprecated, and still the only way on a page without TLS, as a robot's usually is.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand("copy");
  field.remove();
  return copied;
}

/** A button that copies what `text` gives, and shows for a moment that it did. */
export function copyButton(label: string, text: () => string): HTMLButtonElement {
  const button = iconButton("copy", label, () => {
    void copyText(text()).then((copied) => {
      button.set(copied ? { icon: "done", label: "Copied" } : { label: "The browser did not allow copying" });
      setTimeout(() => {
        button.set({ icon: "copy", label });
      }, 1500);
    });
  });
  return button.element;
}
