// The figures: how fast the page draws, how far away the program is, and what the scene costs.

import { card } from "./controls";
import { h, setText, type Scope } from "./dom";
import { bytes, count, milliseconds, rate } from "./format";
import { Sparkline } from "./sparkline";
import type { GpuFigures, PanelSource, Stats } from "./source";

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
      { name: "Age of pictures", say: (stats) => milliseconds(stats.frameAgeMs) },
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

/** Counted once a second, while somebody looks: it goes through the whole scene. */
const gpuLines: readonly { readonly name: string; readonly say: (gpu: GpuFigures) => string }[] = [
  { name: "Geometry data", say: (gpu) => bytes(gpu.geometryBytes) },
  { name: "Texture data", say: (gpu) => bytes(gpu.textureBytes) },
  { name: "Shader programs", say: (gpu) => count(gpu.programs) },
  { name: "Lines, points", say: (gpu) => `${count(gpu.lines)}, ${count(gpu.points)}` },
  { name: "Canvas", say: (gpu) => `${gpu.width} × ${gpu.height} px` },
];
const GPU_INTERVAL_MS = 1000;

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
  const gpuList = lists.at(-1)?.querySelector("dl");
  const gpuValues = gpuLines.map(({ name }) => {
    const value = h("dd", {});
    gpuList?.append(h("dt", {}, name), value);
    return value;
  });
  const renderer = h("p", { class: "stats-renderer muted" });
  lists.at(-1)?.append(renderer);
  const element = card("stats", "Statistics", {
    body: [h("div", { class: "stats-body" }, frames.element, latency.element, ...lists)],
    close,
  });
  let counted = -Infinity;
  const showGpu = (): void => {
    const now = performance.now();
    if (element.offsetParent === null || now - counted < GPU_INTERVAL_MS) return;
    counted = now;
    const gpu = source.gpuFigures();
    for (const [index, { say }] of gpuLines.entries()) {
      const value = gpuValues[index];
      if (value) setText(value, say(gpu));
    }
    setText(renderer, gpu.renderer);
  };
  const timer = setInterval(showGpu, GPU_INTERVAL_MS);
  scope.add(() => {
    clearInterval(timer);
  });
  // When the panel opens it does not wait for its turn.
  const opened = new ResizeObserver(showGpu);
  opened.observe(element);
  scope.add(() => {
    opened.disconnect();
  });
  scope.watch(source.stats, (stats) => {
    const { value, note } = frameWords(stats);
    setText(frames.value, value);
    setText(frames.note, note);
    frames.line.push(stats.fps);
    setText(latency.value, milliseconds(stats.rttMs));
    setText(latency.note, stats.rttMs === undefined ? "not measured" : "");
    latency.line.push(stats.rttMs);
    for (const { figure, element: value } of values) setText(value, figure.say(stats));
  });
  return element;
}

/**
 * Frames are drawn on demand: few of them mean that little changes, not that something is slow. So their number
 * is told only where it is near what the page can do.
 */
export function frameWords({ fps, frameMs }: Pick<Stats, "fps" | "frameMs">): { readonly value: string; readonly note: string } {
  if (fps === 0) return { value: "Idle", note: "nothing moves" };
  const possible = Math.min(1000 / frameMs, DISPLAY_FPS);
  const each = `${milliseconds(frameMs)} a frame`;
  if (fps >= possible / 2) return { value: rate(fps), note: each };
  return { value: "On demand", note: `${rate(fps)} in a second, ${each}` };
}

/** What displays show at least. */
const DISPLAY_FPS = 60;

function bigFigure(
  name: string,
  line: Sparkline,
): { element: HTMLElement; value: HTMLElement; note: HTMLElement; line: Sparkline } {
  const value = h("strong", {});
  const note = h("span", { class: "muted" });
  const head = h("div", { class: "big-figure-head" }, value, note);
  return { element: h("div", { class: "big-figure" }, h("h3", {}, name), head, line.element), value, note, line };
}
