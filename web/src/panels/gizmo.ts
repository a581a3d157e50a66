// Which way the camera looks: the axes of the world as it sees them, or a cube. A click looks along an axis.

import { h, svg, type Scope } from "./dom";
import type { PanelSource } from "./source";

interface Axis {
  readonly name: string;
  readonly direction: readonly [number, number, number];
  readonly letter: "x" | "y" | "z";
}

const axes: readonly Axis[] = [
  { name: "+X", letter: "x", direction: [1, 0, 0] },
  { name: "+Y", letter: "y", direction: [0, 1, 0] },
  { name: "+Z", letter: "z", direction: [0, 0, 1] },
  { name: "−X", letter: "x", direction: [-1, 0, 0] },
  { name: "−Y", letter: "y", direction: [0, -1, 0] },
  { name: "−Z", letter: "z", direction: [0, 0, -1] },
];

/** Half the width of the picture, and how far the tips of the axes are from its middle, in CSS pixels. */
const HALF = 44;
const REACH = 30;

/** The rows of a rotation from the world's frame to the camera's. Reused: the gizmo is drawn every frame. */
type Rows = Float64Array;

export function gizmo(source: PanelSource, scope: Scope): HTMLElement | undefined {
  if (source.gizmo === "none") return undefined;
  const buttons = axes.map((axis, index) => axisButton(source, axis, index));
  const { element, draw } = source.gizmo === "cube" ? cube(buttons) : cross(buttons);
  scope.listen(element, "keydown", (event) => {
    moveFocus(event, buttons);
  });

  const rotation: [number, number, number, number] = [0, 0, 0, 1];
  const last = new Float64Array(4).fill(Number.NaN);
  const rows: Rows = new Float64Array(9);
  scope.add(
    source.onFrame(() => {
      source.cameraRotation(rotation);
      // A camera whose matrix is degenerate looks nowhere.
      if (!rotation.every(Number.isFinite) || rotation.every((part, index) => part === last[index])) return;
      last.set(rotation);
      toCameraFrame(rotation, rows);
      draw(rows);
    }),
  );
  return element;
}

function axisButton(source: PanelSource, { name, letter, direction }: Axis, index: number): HTMLButtonElement {
  const button = h(
    "button",
    {
      type: "button",
      class: `axis ${letter} ${index < 3 ? "positive" : "negative"} face-${index}`,
      tabindex: index === 0 ? 0 : -1,
      "aria-label": `Look from ${name.replace("−", "minus ").replace("+", "plus ")}`,
      title: `Look from ${name}`,
    },
    name,
  );
  button.addEventListener("click", () => {
    source.viewFrom(...direction);
  });
  return button;
}

/** The axes as lines from the middle, with a button at each end. */
function cross(buttons: readonly HTMLButtonElement[]): { element: HTMLElement; draw: (rows: Rows) => void } {
  const lines = axes
    .slice(0, 3)
    .map(({ letter }) => svg("line", { x1: HALF, y1: HALF, x2: HALF, y2: HALF, class: letter }));
  const picture = svg("svg", { viewBox: `0 0 ${2 * HALF} ${2 * HALF}`, "aria-hidden": "true" }, ...lines);
  for (const [index, button] of buttons.entries()) if (index < 3) button.textContent = axes[index]?.name[1] ?? "";
  for (const button of buttons.slice(3)) button.textContent = "";
  return {
    element: h("div", { class: "gizmo cross", role: "group", "aria-label": "View along an axis" }, picture, ...buttons),
    draw(rows) {
      for (const [index, axis] of axes.entries()) {
        const [x, y, z] = axis.direction;
        const right = dot(rows, 0, x, y, z);
        const up = dot(rows, 3, x, y, z);
        const near = dot(rows, 6, x, y, z);
        const button = buttons[index];
        if (button) {
          button.style.transform = `translate(${(right * REACH).toFixed(1)}px, ${(-up * REACH).toFixed(1)}px)`;
          button.style.zIndex = String(Math.round(near * 10) + 11);
          button.style.opacity = near < -0.05 ? "0.65" : "1";
        }
        lines[index]?.setAttribute("x2", (HALF + right * REACH).toFixed(1));
        lines[index]?.setAttribute("y2", (HALF - up * REACH).toFixed(1));
      }
    },
  };
}

/** A cube of six buttons, turned by CSS. */
function cube(buttons: readonly HTMLButtonElement[]): { element: HTMLElement; draw: (rows: Rows) => void } {
  const body = h("div", { class: "cube-body" }, ...buttons);
  return {
    element: h("div", { class: "gizmo cube", role: "group", "aria-label": "View along an axis" }, body),
    draw(rows) {
      const at = (index: number): string => (rows[index] ?? 0).toFixed(4);
      const flip = (index: number): string => (-(rows[index] ?? 0)).toFixed(4);
      // CSS has y downwards: the rotation is mirrored on both sides. matrix3d is column-major.
      body.style.transform =
        `matrix3d(${at(0)},${flip(3)},${at(6)},0,${flip(1)},${at(4)},${flip(7)},0,` +
        `${at(2)},${flip(5)},${at(8)},0,0,0,0,1)`;
    },
  };
}

/** One tab stop for all six; arrow keys go round. */
function moveFocus(event: KeyboardEvent, buttons: readonly HTMLButtonElement[]): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const at = buttons.findIndex((button) => button === event.target);
  if (step === undefined || at < 0) return;
  const next = buttons[(at + step + buttons.length) % buttons.length];
  event.preventDefault();
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next?.focus();
}

function dot(rows: Rows, start: number, x: number, y: number, z: number): number {
  return (rows[start] ?? 0) * x + (rows[start + 1] ?? 0) * y + (rows[start + 2] ?? 0) * z;
}

/** The transpose of the camera's rotation matrix. */
function toCameraFrame([x, y, z, w]: readonly [number, number, number, number], out: Rows): void {
  out[0] = 1 - 2 * (y * y + z * z);
  out[1] = 2 * (x * y + w * z);
  out[2] = 2 * (x * z - w * y);
  out[3] = 2 * (x * y - w * z);
  out[4] = 1 - 2 * (x * x + z * z);
  out[5] = 2 * (y * z + w * x);
  out[6] = 2 * (x * z + w * y);
  out[7] = 2 * (y * z - w * x);
  out[8] = 1 - 2 * (x * x + y * y);
}
