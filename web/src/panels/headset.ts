// The headset: the buttons that enter it, why they cannot in words, and what the running session lacks.

import { iconButton, textButton } from "./controls";
import { h, type Scope } from "./dom";
import type { IconName } from "./icons";
import type { HeadsetFeature, HeadsetMode, PanelSource } from "./source";

const MODES: readonly { readonly mode: HeadsetMode; readonly icon: IconName; readonly enter: string; readonly leave: string }[] = [
  { mode: "vr", icon: "headset", enter: "Enter VR", leave: "Leave VR" },
  { mode: "pass-through", icon: "passThrough", enter: "Enter pass-through: the scene in your room", leave: "Leave pass-through" },
];

const FEATURES: Readonly<Record<HeadsetFeature, string>> = {
  "hand-tracking": "hands",
  "body-tracking": "the body",
  "mesh-detection": "the shape of the room",
  "plane-detection": "the surfaces of the room",
  anchors: "anchors",
  "hit-test": "where the room is pointed at",
};

/** The buttons, for the toolbar. */
export function headsetButtons(source: PanelSource, scope: Scope): readonly HTMLElement[] {
  const dialog = reasonDialog();
  const buttons = MODES.map(({ mode, icon, enter, leave }) => {
    const button = iconButton(icon, enter, () => {
      const state = source.headset.get();
      if (state.phase === "in" && state.mode === mode) source.leaveHeadset();
      else if (state.modes.includes(mode)) source.enterHeadset(mode);
      else if (state.reason !== undefined) dialog.open(state.reason);
    });
    scope.watch(source.headset, ({ modes, reason, phase, mode: running }) => {
      const inside = phase !== "out" && running === mode;
      // VR stands for all of it where nothing can be entered: its press says why.
      button.element.hidden = mode === "vr" ? modes.length === 0 && reason === undefined : !modes.includes(mode);
      button.element.classList.toggle("impossible", !modes.includes(mode));
      button.set({ pressed: inside, label: inside ? leave : modes.includes(mode) ? enter : "VR: why it cannot be entered here" });
    });
    return button.element;
  });
  return [...buttons, dialog.element];
}

function reasonDialog(): { readonly element: HTMLDialogElement; readonly open: (reason: string) => void } {
  const text = h("p", { id: "headset-text" });
  const close = (): void => {
    element.close();
  };
  const element = h(
    "dialog",
    { class: "dialog reason", "aria-labelledby": "headset-title", "aria-describedby": "headset-text" },
    h("h2", { id: "headset-title" }, "VR cannot be entered here"),
    text,
    h("div", { class: "button-row end" }, textButton("Close", close, "primary")),
  );
  return {
    element,
    open(reason) {
      text.textContent = reason;
      if (!element.open) element.showModal();
    },
  };
}

/** What the scene wants of the headset and the session was not asked for, with the way to it. */
export function headsetNotice(source: PanelSource, scope: Scope): HTMLElement {
  const text = h("p", {});
  const again = textButton("Enter again", () => {
    const { mode } = source.headset.get();
    if (mode) source.enterHeadset(mode);
  }, "primary");
  const element = h("div", { class: "card headset-notice", role: "status" }, text, again);
  scope.watch(source.headset, ({ phase, missing }) => {
    element.hidden = phase !== "in" || missing.length === 0;
    text.textContent = `The scene now wants ${listed(missing.map((feature) => FEATURES[feature]))}, which the headset gives only if it is asked for on entering.`;
  });
  return element;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
