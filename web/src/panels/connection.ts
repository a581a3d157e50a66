// The connection: a chip that says where it stands, the panel behind it, and a notice while it is lost.

import { card, textButton } from "./controls";
import { connectionPage } from "./connection-page";
import { addressProblem, completeAddress, connectionWords, retryWords } from "./connection-words";
import { h, setAttribute, setText, svg, type Scope } from "./dom";
import { bytes, count, milliseconds } from "./format";
import type { PanelSource } from "./source";

/** A loss shorter than this shows in the chip only: a program that restarts is back before one reads a notice. */
const NOTICE_AFTER_MS = 1200;

export interface ConnectionPanel {
  readonly chip: HTMLElement;
  readonly popover: HTMLElement;
  readonly notice: HTMLElement;
  /** Says changes of state to screen readers. */
  readonly announcer: HTMLElement;
  /** All there is to know about it. */
  readonly page: HTMLDialogElement;
  close(): boolean;
}

export function connectionPanel(source: PanelSource, scope: Scope): ConnectionPanel {
  const chipText = h("span", { class: "connection-text" });
  const chipHost = h("span", { class: "connection-host muted" });
  const chip = h(
    "button",
    { type: "button", class: "connection card", "aria-expanded": "false", "aria-controls": "connection" },
    brandMark(),
    h("span", { class: "dot" }),
    chipText,
    chipHost,
  );
  const sentence = h("p", {});
  const retry = h("p", { class: "muted", hidden: true });
  const address = h("input", {
    type: "text",
    inputmode: "url",
    "aria-label": "Address of the program",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: "ws://localhost:8012",
  });
  const problem = h("p", { class: "problem", role: "alert" });
  const go = h("button", { type: "submit", class: "button primary" }, "Connect");
  const form = h("form", { class: "address" }, address, go);
  const reconnect = textButton("Reconnect", () => {
    source.reconnect();
  });
  const disconnect = textButton("Disconnect", () => {
    source.disconnect();
  });
  const page = connectionPage(source, scope);
  const details = textButton("Details", () => {
    popover.hidden = true;
    page.open();
  });
  const traffic = h("dl", { class: "figures" });
  const figures = ["Round trip", "In", "Out"].map((name) => {
    const value = h("dd", {}, "–");
    traffic.append(h("dt", {}, name), value);
    return value;
  });
  const popover = card("connection-card", "Connection", {
    body: [
      h(
        "div",
        { class: "connection-body" },
        sentence,
        retry,
        form,
        problem,
        traffic,
        h("div", { class: "button-row" }, reconnect, disconnect, details),
      ),
    ],
    close: () => {
      show(false);
    },
  });
  popover.id = "connection";
  popover.hidden = true;

  const noticeText = h("span", {});
  const noticeRetry = h("span", { class: "muted" });
  const notice = h(
    "div",
    { class: "notice", hidden: true },
    h("span", { class: "dot" }),
    h("span", { class: "notice-text" }, noticeText, " ", noticeRetry),
    textButton("Try now", () => {
      source.reconnect();
    }),
  );
  const announcer = h("p", { class: "offscreen", role: "status", "aria-live": "polite" });

  const show = (open: boolean): void => {
    popover.hidden = !open;
    setAttribute(chip, "aria-expanded", String(open));
    if (open) {
      address.focus();
      address.select();
    } else chip.focus();
  };
  scope.listen(chip, "click", () => {
    show(popover.hidden !== false);
  });
  scope.listen(document, "pointerdown", (event) => {
    const outside = event.target instanceof Node && !popover.contains(event.target) && !chip.contains(event.target);
    if (outside) popover.hidden = true;
    setAttribute(chip, "aria-expanded", String(popover.hidden === false));
  });
  scope.listen(form, "submit", (event) => {
    event.preventDefault();
    const url = completeAddress(address.value);
    const wrong = addressProblem(url);
    setText(problem, wrong ?? "");
    setAttribute(address, "aria-invalid", wrong === undefined ? undefined : "true");
    if (wrong !== undefined) return;
    source.connect(url);
    show(false);
  });

  /** When the connection was lost; undefined while there is one, and before the first failure. */
  let lostSince: number | undefined;
  let failing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = (): void => {
    clearTimeout(timer);
    const state = source.connection.get();
    const now = Date.now();
    const waiting = retryWords(state, now);
    setText(retry, waiting ? `${waiting}.` : "");
    retry.hidden = waiting === undefined;
    setText(noticeRetry, waiting ? `${waiting}.` : "");
    const shownIn = lostSince === undefined ? Infinity : lostSince + NOTICE_AFTER_MS - now;
    notice.hidden = shownIn > 0;
    if (lostSince !== undefined && shownIn > 0) timer = setTimeout(tick, shownIn);
    else if (waiting !== undefined) timer = setTimeout(tick, 1000);
  };
  scope.add(() => {
    clearTimeout(timer);
  });

  scope.watch(source.connection, (state) => {
    const words = connectionWords(state);
    for (const element of [chip, notice]) element.dataset.tone = words.tone;
    setText(chipText, words.short);
    setText(chipHost, words.host);
    setAttribute(chip, "title", words.long);
    setText(sentence, words.long);
    // Somebody with several robots has several tabs.
    document.title = words.host === "" ? "Vuer" : `${words.host} – Vuer`;
    if (state.phase === "open" || state.phase === "idle") lostSince = undefined;
    else if (state.phase === "closed") lostSince ??= Date.now();
    // While it keeps failing, only the first failure is worth interrupting somebody for.
    const repeated = failing && (state.phase === "connecting" || (state.phase === "closed" && !state.byProgram));
    if (!repeated) setText(announcer, words.long);
    failing = repeated || state.phase === "closed";
    // While trying again the notice goes on saying what happened.
    if (state.phase === "closed") setText(noticeText, words.long);
    if (state.phase !== "idle" && document.activeElement !== address) address.value = state.url;
    disconnect.disabled = state.phase === "idle" || (state.phase === "closed" && state.retryAt === undefined);
    tick();
  });
  const showTraffic = (): void => {
    const stats = source.stats.get();
    // The last figures of a connection that is gone would mislead.
    const open = source.connection.get().phase === "open";
    const values = [
      milliseconds(stats.rttMs),
      `${bytes(stats.bytesIn)}/s · ${count(Math.round(stats.messagesIn))} messages/s`,
      `${bytes(stats.bytesOut)}/s · ${count(Math.round(stats.messagesOut))} messages/s`,
    ];
    for (const [index, value] of values.entries()) if (figures[index]) setText(figures[index], open ? value : "–");
  };
  scope.watch(source.connection, showTraffic);
  scope.watch(source.stats, showTraffic);
  return {
    chip,
    popover,
    notice,
    announcer,
    page: page.element,
    close() {
      if (popover.hidden) return false;
      show(false);
      return true;
    },
  };
}

/** The mark of the page: two planes that meet, seen from above their edge. The same as `favicon.svg`. */
function brandMark(): SVGSVGElement {
  return svg(
    "svg",
    { class: "mark", viewBox: "0 0 32 32", "aria-hidden": "true" },
    svg("path", { class: "mark-left", d: "M4 7l9.5-2.5L16 27z" }),
    svg("path", { class: "mark-right", d: "M28 7l-9.5-2.5L16 27z" }),
  );
}
