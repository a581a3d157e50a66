// Whether this page operates or observes, where the server has one operator at a time; and how that changes hands.

import { textButton } from "./controls";
import { h, setText, type Scope } from "./dom";
import type { PanelSource } from "./source";

/** Requests that are shown at a time; the server has them all, in order. */
const SHOWN = 3;

export function roleCard(source: PanelSource, scope: Scope): HTMLElement {
  const text = h("p", {});
  const ask = textButton("Ask for control", () => { source.wish({ action: "ask" }); }, "primary");
  const withdraw = textButton("Ask no more", () => { source.wish({ action: "withdraw" }); });
  const release = textButton("Hand back", () => { source.wish({ action: "release" }); });
  const requests = h("div", { class: "role-requests", role: "group", "aria-label": "Who asks for control" });
  const element = h("div", { class: "card role", role: "status", hidden: true }, text, requests, h("div", { class: "button-row" }, ask, withdraw, release));
  scope.watch(source.role, (role) => {
    element.hidden = role === undefined;
    if (!role) return;
    const { visitor, operates, operator, asking } = role;
    const asks = asking.includes(visitor);
    const others = operator === undefined ? "Nobody operates." : operator === visitor ? "Control is being handed over." : `Visitor ${operator} operates.`;
    setText(text, operates ? `You operate (visitor ${visitor}).` : `You observe (visitor ${visitor}). ${others}${asks ? " You have asked for control." : ""}`);
    element.dataset.tone = operates ? "good" : "busy";
    ask.hidden = operates || asks;
    withdraw.hidden = operates || !asks;
    release.hidden = !operates;
    requests.replaceChildren(...(operates ? asking.slice(0, SHOWN).map((visitor) => request(source, visitor)) : []));
  });
  return element;
}

function request(source: PanelSource, visitor: number): HTMLElement {
  return h(
    "div",
    { class: "role-request" },
    h("span", {}, `Visitor ${visitor} asks for control.`),
    textButton("Grant", () => { source.wish({ action: "grant", visitor }); }, "primary"),
    textButton("Decline", () => { source.wish({ action: "decline", visitor }); }),
  );
}
