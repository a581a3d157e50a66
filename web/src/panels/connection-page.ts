// The whole state of the connection on a page of its own: for whoever wants to know why something does not
// come through, and to be copied into a report of it.

import { copyButton, iconButton } from "./controls";
import { connectionWords, retryWords } from "./connection-words";
import { h, setText, type Scope } from "./dom";
import { bytes, count, milliseconds } from "./format";
import type { ConnectionFacts, PanelSource } from "./source";

const REFRESH_MS = 1000;

export interface ConnectionPage {
  readonly element: HTMLDialogElement;
  readonly open: () => void;
}

type Line = readonly [name: string, value: string];

export function connectionPage(source: PanelSource, scope: Scope): ConnectionPage {
  const groups = [
    { title: "Connection", lines: connectionLines },
    { title: "Traffic", lines: trafficLines },
    { title: "Scene", lines: sceneLines },
    { title: "This page", lines: pageLines },
  ].map(({ title, lines }) => ({ title, lines, list: h("dl", { class: "figures" }), values: new Map<string, HTMLElement>() }));
  const rows = h("tbody", {});
  const table = h(
    "table",
    { class: "message-table" },
    h("thead", {}, h("tr", {}, h("th", {}, "Message"), h("th", {}, "Received"), h("th", {}, "Sent"))),
    rows,
  );

  const report = (): string => {
    const facts = source.connectionFacts();
    const parts = groups.map(({ title, lines }) => [title, ...lines(source, facts).map(([name, value]) => `  ${name}: ${value}`)].join("\n"));
    const messages = facts.traffic.map(({ etype, received, sent }) => `  ${etype}: ${received} received, ${sent} sent`);
    return [...parts, ["Messages", ...messages].join("\n")].join("\n\n");
  };
  const close = iconButton("close", "Close", () => {
    element.close();
  });
  const element = h(
    "dialog",
    { class: "dialog connection-page", "aria-labelledby": "connection-page-title" },
    h(
      "header",
      {},
      h("h2", { id: "connection-page-title" }, "Connection"),
      h("div", { class: "card-actions" }, copyButton("Copy all of it", report), close.element),
    ),
    h(
      "div",
      { class: "connection-page-body" },
      ...groups.map(({ title, list }) => h("section", {}, h("h3", {}, title), list)),
      h("section", {}, h("h3", {}, "Messages by type"), table),
    ),
  );

  const show = (): void => {
    if (!element.open) return;
    const facts = source.connectionFacts();
    for (const { lines, list, values } of groups) {
      for (const [name, text] of lines(source, facts)) {
        let value = values.get(name);
        if (!value) {
          value = h("dd", {});
          values.set(name, value);
          list.append(h("dt", {}, name), value);
        }
        setText(value, text);
      }
    }
    while (rows.rows.length > facts.traffic.length) rows.deleteRow(-1);
    for (const [index, { etype, received, sent }] of facts.traffic.entries()) {
      const row = rows.rows.item(index) ?? rows.insertRow();
      for (const [column, text] of [etype, count(received), count(sent)].entries()) {
        setText(row.cells.item(column) ?? row.insertCell(), text);
      }
    }
  };
  const timer = setInterval(show, REFRESH_MS);
  scope.add(() => {
    clearInterval(timer);
  });
  scope.watch(source.connection, show);
  scope.listen(element, "click", (event) => {
    // A click beside the dialog hits its backdrop, which is the dialog itself.
    if (event.target === element) element.close();
  });
  return {
    element,
    open() {
      if (!element.open) element.showModal();
      show();
    },
  };
}

function connectionLines(source: PanelSource, facts: ConnectionFacts): readonly Line[] {
  const state = source.connection.get();
  const waiting = retryWords(state, Date.now());
  return [
    ["State", [connectionWords(state).long, waiting].filter(Boolean).join(" ")],
    ["Address", facts.url === "" ? "none" : facts.url],
    ["For", state.phase === "open" ? duration(Date.now() - state.since) : "–"],
    ["Encrypted", facts.url.startsWith("wss:") ? "yes" : "no"],
    ["Server", facts.own === undefined ? "–" : facts.own ? "Vuer in Rust" : "the original's"],
    ["Can do more", facts.features.length === 0 ? "nothing" : facts.features.join(", ")],
    ["Sessions so far", String(facts.sessions)],
    ["Closed with", state.phase === "closed" ? `${state.code} ${state.reason}`.trim() : "–"],
  ];
}

function trafficLines(source: PanelSource, facts: ConnectionFacts): readonly Line[] {
  const stats = source.stats.get();
  return [
    ["Round trip", stats.rttMs === undefined ? "not measured" : milliseconds(stats.rttMs)],
    ["Jitter", time(facts.link?.jitter)],
    ["Server's clock", facts.clockOffset === undefined ? "not measured" : `${facts.clockOffset < 0 ? "behind" : "ahead"} by ${milliseconds(Math.abs(facts.clockOffset))}`],
    ["Newest pose there", time(facts.link?.poseAge)],
    ["Updates left out", facts.link === undefined ? "–" : count(facts.link.coalesced)],
    ["Received", `${bytes(facts.bytesIn)} in ${count(facts.messagesIn)} messages`],
    ["Receiving", `${bytes(stats.bytesIn)}/s, ${count(stats.messagesIn)} messages/s`],
    ["Sent", `${bytes(facts.bytesOut)} in ${count(facts.messagesOut)} messages`],
    ["Sending", `${bytes(stats.bytesOut)}/s, ${count(stats.messagesOut)} messages/s`],
    ["Waiting to be sent", bytes(facts.waitingBytes)],
  ];
}

function time(ms: number | undefined): string {
  return ms === undefined ? "not measured" : milliseconds(ms);
}

function sceneLines(source: PanelSource): readonly Line[] {
  const stats = source.stats.get();
  const failing = source.tree.get().filter(({ failure }) => failure !== undefined).length;
  return [
    ["Nodes", count(stats.nodes)],
    ["Nodes that fail", count(failing)],
    ["Updates that met no node", count(stats.missed)],
  ];
}

function pageLines(source: PanelSource, facts: ConnectionFacts): readonly Line[] {
  return [
    ["Client", `Vuer ${source.version}`],
    ["Loaded from", location.origin],
    ["Secure context", isSecureContext ? "yes" : "no: the browser allows no headset here"],
    ["Fetches from elsewhere", facts.offline ? "never (offline)" : "what the program names"],
    ["Browser", navigator.userAgent],
  ];
}

/** 12 s, 3 min 20 s, 2 h 5 min. */
function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
