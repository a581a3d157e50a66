// The two questions and answers that take the whole page: consent, and the help.

import { iconButton, textButton } from "./controls";
import { h, type Scope } from "./dom";
import type { Consent, PanelSource } from "./source";

/** Asks what the page may do; no answer (Esc) is a no. */
export function consentDialog(source: PanelSource, scope: Scope): HTMLElement {
  const place = h("div", {});
  scope.watch(source.consent, (consent) => {
    place.replaceChildren();
    if (consent) ask(place, consent);
  });
  return place;
}

function ask(place: HTMLElement, consent: Consent): void {
  let answered = false;
  const answer = (allow: boolean): void => {
    if (answered) return;
    answered = true;
    dialog.close();
    dialog.remove();
    consent.answer(allow);
  };
  const dialog = h(
    "dialog",
    { class: "dialog consent", "aria-labelledby": "consent-title", "aria-describedby": "consent-text" },
    h("h2", { id: "consent-title" }, consent.title),
    h("p", { id: "consent-text" }, consent.text),
    h("p", { class: "consent-host" }, consent.host),
    h(
      "div",
      { class: "button-row end" },
      textButton("Do not allow", () => {
        answer(false);
      }),
      textButton(
        "Allow",
        () => {
          answer(true);
        },
        "primary",
      ),
    ),
  );
  dialog.addEventListener("close", () => {
    answer(false);
  });
  place.append(dialog);
  dialog.showModal();
}

/** A line of the help: keys, and what they do. `+` joins keys pressed together, a space separates alternatives. */
export interface HelpLine {
  readonly keys: string;
  readonly does: string;
}

export interface HelpGroup {
  readonly title: string;
  readonly lines: readonly HelpLine[];
}

export interface HelpDialog {
  readonly element: HTMLDialogElement;
  readonly open: () => void;
}

export function helpDialog(groups: readonly HelpGroup[], version: string): HelpDialog {
  const close = iconButton("close", "Close", () => {
    element.close();
  });
  const sections = groups.map(({ title, lines }) =>
    h(
      "section",
      {},
      h("h3", {}, title),
      h("dl", { class: "keys" }, ...lines.flatMap(({ keys, does }) => [h("dt", {}, ...keyCaps(keys)), h("dd", {}, does)])),
    ),
  );
  const element = h(
    "dialog",
    { class: "dialog help", "aria-labelledby": "help-title" },
    h("header", {}, h("h2", { id: "help-title" }, "Keyboard and mouse"), close.element),
    h("div", { class: "help-body" }, ...sections),
    h("footer", { class: "muted" }, `Vuer ${version}`),
  );
  // A click beside the dialog hits its backdrop, which is the dialog itself.
  element.addEventListener("click", (event) => {
    if (event.target === element) element.close();
  });
  return {
    element,
    open() {
      if (!element.open) element.showModal();
    },
  };
}

function keyCaps(keys: string): Node[] {
  return keys.split(" ").flatMap((alternative, index) => [
    ...(index > 0 ? [document.createTextNode(" ")] : []),
    ...alternative
      .split(/(?<=.)\+(?=.)/)
      .flatMap((key, at) => [...(at > 0 ? [document.createTextNode("+")] : []), h("kbd", {}, key)]),
  ]);
}
