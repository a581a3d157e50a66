// The tape measure: what to click, the distance, and a label where the line is.

import { card } from "./controls";
import { h, setText, type Scope } from "./dom";
import type { Measurement, PanelSource } from "./source";

type Point = readonly [number, number, number];

export interface MeasurePanel {
  readonly element: HTMLElement;
  /** Stands over the canvas, at the middle of the line. */
  readonly label: HTMLElement;
}

export function measurePanel(source: PanelSource, scope: Scope): MeasurePanel {
  const hint = h("p", { class: "muted", role: "status" });
  const distance = h("strong", { class: "measure-distance" });
  const parts = h("dl", { class: "figures" });
  const values = ["x", "y", "z"].map((axis) => {
    const value = h("dd", {});
    parts.append(h("dt", {}, `Δ${axis}`), value);
    return value;
  });
  const element = card("measure", "Measure", {
    body: [h("div", { class: "measure-body" }, hint, distance, parts)],
    close: () => {
      source.setMeasuring(false);
    },
  });
  const label = h("output", { class: "measure-label", hidden: true });

  const place: [number, number] = [0, 0];
  const showLabel = (): void => {
    const [first, second] = source.measurement.get().points;
    const middle: Point | undefined = first && second && [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2, (first[2] + second[2]) / 2];
    label.hidden = !middle || !source.project(middle, place);
    if (!label.hidden) label.style.transform = `translate(${Math.round(place[0])}px, ${Math.round(place[1])}px)`;
  };
  const update = (measurement: Measurement): void => {
    const [first, second] = measurement.points;
    element.hidden = !measurement.active;
    setText(hint, hintOf(measurement));
    distance.hidden = parts.hidden = !first || !second;
    if (first && second) {
      const between = second.map((value, axis) => value - (first[axis] ?? 0));
      const text = length(Math.hypot(...between));
      setText(distance, text);
      setText(label, text);
      for (const [axis, value] of values.entries()) setText(value, length(between[axis] ?? 0));
    }
    showLabel();
  };
  scope.watch(source.measurement, update);
  scope.add(source.onFrame(showLabel));
  return { element, label };
}

function hintOf({ points, missed }: Measurement): string {
  if (missed) return "Nothing is there. Click on something in the scene.";
  if (points.length === 0) return "Click on the first point.";
  return points.length === 1 ? "Click on the second point." : "In the units of the scene. Click to begin anew.";
}

/** Four digits, and no more than a thousandth: beyond that a click is a guess. */
function length(value: number): string {
  const digits = Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3;
  return value.toFixed(digits).replace("-", "−");
}
