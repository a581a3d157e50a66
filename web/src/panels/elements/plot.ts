// Plot: curves over a common axis, drawn by uPlot, which is loaded with the first of them.

import type UPlot from "uplot";
import { parseColor, Reader } from "../../scene/read";
import type { PlotProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { h } from "../dom";
import { applyElement } from "./field";
import { plotColumns } from "./plot-data";

/** Curves without a colour of their own take these from the style sheet, in turn. */
const CURVES = 6;

async function loadUPlot(): Promise<typeof UPlot> {
  const [module] = await Promise.all([import("uplot"), import("uplot/dist/uPlot.min.css")]);
  return module.default;
}

export const plot: NodeType<PlotProps> = {
  create(ctx, props) {
    const heading = h("div", { class: "plot-title", hidden: true });
    const place = h("div", { class: "plot-place" });
    const element = h("div", { class: "plot" }, heading, place);
    let Chart: typeof UPlot | undefined;
    let chart: UPlot | undefined;
    let current = props;
    let data = plotColumns(props.data);
    let zoomed = false;

    const font = (): string => `11px ${getComputedStyle(element).fontFamily}`;
    /** A colour of the style sheet as it is now: canvases know no variables. */
    const colorOf = (variable: string): string => {
      heading.style.color = `var(${variable})`;
      const color = getComputedStyle(heading).color;
      heading.style.color = "";
      return color;
    };
    const draw = (): void => {
      chart?.destroy();
      chart = undefined;
      zoomed = false;
      const width = place.clientWidth;
      // It is drawn when it comes in sight: see the observer.
      if (!Chart || width === 0) return;
      const read = new Reader<PlotProps>(ctx, current);
      const names = listOf(read.raw("names"));
      const colors = listOf(read.raw("colors"));
      const range = yRange(read.raw("yRange"));
      const axis = (label: string | undefined): UPlot.Axis => ({
        ...(label === undefined ? {} : { label, labelSize: 18, labelFont: font() }),
        stroke: () => colorOf("--muted"),
        grid: { stroke: () => colorOf("--line-soft"), width: 1 },
        ticks: { stroke: () => colorOf("--line"), width: 1, size: 4 },
        font: font(),
        gap: 3,
      });
      const curve = (index: number): UPlot.Series => {
        const own = parseColor(colors[index]);
        const name = names[index];
        return {
          label: typeof name === "string" ? name : `${index + 1}`,
          stroke: own ? `#${own.getHexString()}` : () => colorOf(`--curve-${(index % CURVES) + 1}`),
          width: 1.5,
          points: { show: data[0].length === 1 },
        };
      };
      const xLabel = read.string("xLabel");
      chart = new Chart(
        {
          width,
          height: heightOf(read),
          padding: [8, 8, 0, 0],
          scales: { x: { time: read.boolean("time", false) }, y: range ? { range: () => range } : {} },
          axes: [{ ...axis(xLabel), size: 26 }, { ...axis(read.string("yLabel")), size: 44 }],
          series: [xLabel === undefined ? {} : { label: xLabel }, ...data.slice(1).map((_, index) => curve(index))],
          legend: { show: data.length > 1 },
          hooks: {
            setSelect: [() => void (zoomed = true)],
          },
        },
        data,
        place,
      );
      chart.over.addEventListener("dblclick", () => {
        zoomed = false;
      });
    };

    const sizes = new ResizeObserver(() => {
      const width = place.clientWidth;
      if (width === 0) return;
      if (chart) chart.setSize({ width, height: chart.height });
      else draw();
    });
    sizes.observe(place);
    // A chart has its colours in its pixels.
    const redraw = (): void => chart?.redraw();
    const themes = new MutationObserver(redraw);
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal: ctx.signal });

    const applyLook = (changed: Readonly<Partial<PlotProps>>): void => {
      applyElement(ctx, element, { ...changed, title: undefined });
      const title = new Reader<PlotProps>(ctx, current).string("title", "");
      heading.textContent = title;
      heading.hidden = title === "";
    };
    applyLook(props);
    ctx.run(async (signal) => {
      const loaded = await loadUPlot();
      signal.throwIfAborted();
      Chart = loaded;
      draw();
    });
    return {
      element,
      update(changed, props) {
        const onlyData = Object.keys(changed).every((name) => name === "data");
        current = props;
        const before = data.length;
        if ("data" in changed) data = plotColumns(changed.data);
        applyLook(changed);
        if (onlyData && chart && data.length === before) chart.setData(data, !zoomed);
        else draw();
        return undefined;
      },
      dispose() {
        sizes.disconnect();
        themes.disconnect();
        chart?.destroy();
        element.remove();
      },
    };
  },
};

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function heightOf(read: Reader<PlotProps>): number {
  return read.clamped("height", 180, 60, 2000);
}

function yRange(value: unknown): [number, number] | undefined {
  if (!Array.isArray(value)) return undefined;
  const [low, high] = value as readonly unknown[];
  return typeof low === "number" && typeof high === "number" && low < high ? [low, high] : undefined;
}
