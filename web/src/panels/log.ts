// What happened: warnings and errors of the page and the scene, equal ones on one line.

import { Store, type Readable } from "../store";
import { card, copyButton, iconButton, type IconButton } from "./controls";
import { h, setAttribute, setText, type Scope } from "./dom";
import { clock, plural } from "./format";
import { icon } from "./icons";
import type { LogEntry, LogLevel, PanelSource } from "./source";

/** Lines on the screen at most; the newest stay. */
const SHOWN = 400;

const levels: readonly { readonly level: LogLevel; readonly noun: string }[] = [
  { level: "error", noun: "error" },
  { level: "warning", noun: "warning" },
  { level: "info", noun: "message" },
];

interface Line {
  readonly element: HTMLElement;
  readonly time: HTMLElement;
  readonly count: HTMLElement;
  readonly text: HTMLElement;
}

export interface LogPanel {
  readonly element: HTMLElement;
  /** How many lines are worse than a message, and whether one is an error. */
  readonly alarm: Readable<{ readonly count: number; readonly error: boolean }>;
}

export function logPanel(source: PanelSource, scope: Scope, close: () => void): LogPanel {
  const shown = new Set<LogLevel>(["error", "warning", "info"]);
  const alarm = new Store({ count: 0, error: false });
  const list = h("ol", { class: "log-lines", tabindex: 0, "aria-label": "Log", role: "log" });
  const empty = h("p", { class: "empty" }, "Nothing to report.");
  const lines = new Map<number, Line>();
  const filters = new Map<LogLevel, IconButton>();
  for (const { level, noun } of levels) {
    const button = iconButton(level, `${noun}s`, () => {
      if (!shown.delete(level)) shown.add(level);
      update();
    });
    button.element.classList.add("level", level);
    filters.set(level, button);
  }
  const element = card("log", "Log", {
    actions: [
      ...[...filters.values()].map((button) => button.element),
      copyButton("Copy the log", () => source.log.get().map(asText).join("\n")),
      iconButton("trash", "Clear the log", () => {
        source.clearLog();
      }).element,
    ],
    body: [list, empty],
    close,
  });

  const update = (): void => {
    const entries = source.log.get();
    for (const { level, noun } of levels) {
      const total = entries.filter((entry) => entry.level === level).length;
      const verb = shown.has(level) ? "shown" : "hidden";
      filters.get(level)?.set({ label: `${plural(total, noun)}, ${verb}`, badge: String(total), pressed: shown.has(level) });
    }
    const serious = entries.filter((entry) => entry.level !== "info");
    alarm.set({ count: serious.length, error: serious.some((entry) => entry.level === "error") });

    const visible = entries.filter((entry) => shown.has(entry.level)).slice(-SHOWN);
    const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 4;
    const kept = new Set(visible.map((entry) => entry.id));
    for (const [id, line] of lines) {
      if (kept.has(id)) continue;
      line.element.remove();
      lines.delete(id);
    }
    let before: Element | null = list.firstElementChild;
    for (const entry of visible) {
      let line = lines.get(entry.id);
      if (!line) {
        line = makeLine(entry);
        lines.set(entry.id, line);
      }
      if (line.element === before) before = before.nextElementSibling;
      else list.insertBefore(line.element, before);
      setText(line.time, clock(entry.time));
      setText(line.text, entry.text);
      setText(line.count, entry.count > 1 ? `×${entry.count}` : "");
      setAttribute(line.count, "aria-label", entry.count > 1 ? plural(entry.count, "time") : undefined);
    }
    empty.hidden = visible.length > 0;
    list.hidden = visible.length === 0;
    if (atEnd) list.scrollTop = list.scrollHeight;
  };
  scope.watch(source.log, update);
  return { element, alarm };
}

function makeLine(entry: LogEntry): Line {
  const time = h("time", { class: "muted" });
  const text = h("span", { class: "log-text" });
  const count = h("span", { class: "count" });
  const sign = h("span", { class: "sign", role: "img", "aria-label": entry.level }, icon(entry.level));
  return { element: h("li", { class: entry.level }, time, sign, text, count), time, count, text };
}

function asText(entry: LogEntry): string {
  const times = entry.count > 1 ? ` (×${entry.count})` : "";
  return `${new Date(entry.time).toISOString()} ${entry.level} ${entry.text}${times}`;
}
