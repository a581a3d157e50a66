// The figures: how fast the page draws, how far away the program is, and what the scene costs.

import { card } from "./controls";
import { h, setText, type Scope } from "./dom";
import { bytes, count, milliseconds, rate } from "./format";
import { Sparkline } from "./sparkline";
import type { PanelSource, Stats } from "./source";

interface Figure {
  readonly name: string;
  readonly say: (stats: Stats) => string;
}

const groups: readonly { readonly title: string; readonly figures: readonly Figure[] }[] = [
  {
    title: "Network",
    figures: [
      { name: "In", say: (stats) => `${bytes(stats.bytesIn)}/s` },
      { name: "", say: (stats) => `${count(Math.round(stats.messagesIn))} msg/s` },
      { name: "Out", say: (stats) => `${bytes(stats.bytesOut)}/s` },
      { name: "", say: (stats) => `${count(Math.round(stats.messagesOut))} msg/s` },
    ],
  },
  {
    title: "Scene",
    figures: [
      { name: "Nodes", say: (stats) => count(stats.nodes) },
      { name: "Missed updates", say: (stats) => count(stats.missed) },
      { name: "Draw calls", say: (stats) => count(stats.drawCalls) },
      { name: "Triangles", say: (stats) => count(stats.triangles) },
    ],
  },
  {
    title: "On the GPU",
    figures: [
      { name: "Geometries", say: (stats) => count(stats.geometries) },
      { name: "Textures", say: (stats) => count(stats.textures) },
    ],
  },
];

export function statsPanel(source: PanelSource, scope: Scope, close: () => void): HTMLElement {
  const frames = bigFigure("Frames per second", new Sparkline(60, scope));
  const latency = bigFigure("Round trip", new Sparkline(20, scope));
  const values: { readonly figure: Figure; readonly element: HTMLElement }[] = [];
  const lists = groups.map(({ title, figures }) => {
    const list = h("dl", { class: "figures" });
    for (const figure of figures) {
      const element = h("dd", {});
      list.append(h("dt", {}, figure.name), element);
      values.push({ figure, element });
    }
    return h("section", { class: "figure-group" }, h("h3", {}, title), list);
  });
  const element = card("stats", "Statistics", {
    body: [h("div", { class: "stats-body" }, frames.element, latency.element, ...lists)],
    close,
  });
  scope.watch(source.stats, (stats) => {
    // Frames are drawn on demand: none means that nothing changes, not that something is slow.
    setText(frames.value, stats.fps === 0 ? "Idle" : rate(stats.fps));
    setText(frames.note, stats.fps === 0 ? "nothing moves" : `${milliseconds(stats.frameMs)} a frame`);
    frames.line.push(stats.fps);
    setText(latency.value, milliseconds(stats.rttMs));
    setText(latency.note, stats.rttMs === undefined ? "not measured" : "");
    latency.line.push(stats.rttMs);
    for (const { figure, element: value } of values) setText(value, figure.say(stats));
  });
  return element;
}

function bigFigure(
  name: string,
  line: Sparkline,
): { element: HTMLElement; value: HTMLElement; note: HTMLElement; line: Sparkline } {
  const value = h("strong", {});
  const note = h("span", { class: "muted" });
  const head = h("div", { class: "big-figure-head" }, value, note);
  return { element: h("div", { class: "big-figure" }, h("h3", {}, name), head, line.element), value, note, line };
}
