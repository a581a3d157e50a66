// The icons: one path each, drawn as strokes on a grid of 16.

import { svg } from "./dom";

const CIRCLE = "M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13z";

const paths = {
  // Actions
  chevron: "M6 4l4 4-4 4",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  done: "M3 8.5l3.5 3.5L13 4.5",
  expand: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  eyeOff:
    "M2.5 2.5l11 11M6.3 3.8A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-1.9 2.4" +
    "M4 4.9A10.6 10.6 0 0 0 1.5 8S4 12.5 8 12.5c1.1 0 2.1-.3 3-.8",
  focus:
    "M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M8 9.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z",
  headset: "M2 5h12v6.5h-3.6L8.9 9.6H7.1l-1.5 1.9H2zM4.5 5l.9-1.8h5.2l.9 1.8",
  help: `${CIRCLE}M6 6.3a2 2 0 1 1 2.9 1.8c-.6.3-.9.6-.9 1.2M8 11.5v.1`,
  measure: "M1.8 10.2l8.4-8.4 4 4-8.4 8.4zM4.3 7.7l1.6 1.6M6.8 5.2l2.2 2.2M9.2 2.8l1.6 1.6",
  passThrough: "M2 5h12v6.5h-3.6L8.9 9.6H7.1l-1.5 1.9H2zM4.5 5l.9-1.8h5.2l.9 1.8M4.6 8.2l1.3-1.5M9.2 8.2l1.3-1.5M1 14h14",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  photo:
    "M1.5 5.5a1 1 0 0 1 1-1h2.2l1.2-1.8h4.2l1.2 1.8h2.2a1 1 0 0 1 1 1v6.7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z" +
    "M8 11.2A2.6 2.6 0 1 0 8 6a2.6 2.6 0 0 0 0 5.2z",
  play: "M5 3.2l7.5 4.8L5 12.8z",
  reset: "M3 3v4h4M3.3 6.8A5.4 5.4 0 1 1 2.6 9.5",
  retry: "M13.2 9.2A5.4 5.4 0 1 1 12 4.3L13.5 6M13.5 2.5V6H10",
  search: "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.4 10.4L14 14",
  shrink: "M6 2.5V6H2.5M13.5 6H10V2.5M10 13.5V10h3.5M2.5 10H6v3.5",
  stepBack: "M11.5 3.5L6 8l5.5 4.5zM4 3.5v9",
  stepOn: "M4.5 3.5L10 8l-5.5 4.5zM12 3.5v9",
  trash: "M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.7 7v4M9.3 7v4",

  // Themes
  auto: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 2v12M8 5h4.2M8 8h6M8 11h4.2",
  dark: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
  light:
    "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6" +
    "M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1",

  // Panels
  log: "M2.5 4h11M2.5 8h11M2.5 12h7",
  program: "M2 3h12v10H2zM4.5 6.2L6.7 8l-2.2 1.8M8.5 10h3",
  scene: "M8 2l6 3-6 3-6-3zM2 8l6 3 6-3M2 11l6 3 6-3",
  stats: "M1.5 8.5h3l2-5.5 3 10 2-4.5h3",

  // Levels of the log
  error: "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM8 4.8v3.6M8 11v.1",
  info: `${CIRCLE}M8 7.3v4M8 4.8v.1`,
  warning: "M8 2.2l6.5 11.3h-13zM8 6.5v3M8 11.4v.1",

  // Kinds of nodes
  camera: "M1.8 4.5h8.4v7H1.8zM10.2 7.2l4-2.2v6l-4-2.2",
  control: "M2 5h6M11 5h3M9.5 3.5v3M2 11h2.5M7.5 11H14M6 9.5v3",
  grid: "M2 2h12v12H2zM6 2v12M10 2v12M2 6h12M2 10h12",
  group:
    "M1.8 4.2a1 1 0 0 1 1-1h3.4l1.4 1.6h5.6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H2.8a1 1 0 0 1-1-1z",
  image: "M2 3h12v10H2zM2 11l3.5-3.5 3 3L11 8l3 3M10.5 6v.1",
  lamp: "M5.8 11.2a4.4 4.4 0 1 1 4.4 0v1.3H5.8zM6.5 14.5h3",
  line: "M2.5 12.5l4-7 3.5 4 3.5-6",
  mesh: "M8 1.8l5.5 3v6.4l-5.5 3-5.5-3V4.8zM2.5 4.8l5.5 3 5.5-3M8 7.8v6.4",
  model: "M2.5 14h6M5.5 14v-3.5L4 5.5 9.5 3l3 3.2M12.5 6.2l-1.3 2M12.5 6.2l2 1M4 5.5v.1M5.5 10.5v.1",
  points: "M4 4v.1M8 3v.1M12 4.5v.1M3 8v.1M7 7.5v.1M11 8.5v.1M5 12v.1M9 11.5v.1M13 12v.1",
  text: "M3 5V3h10v2M8 3v10M6 13h4",
} as const;

export type IconName = keyof typeof paths;

/** An icon in the colour of the text around it. Hidden from screen readers: what it sits in has the name. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = svg("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" });
  drawing.append(svg("path", { d: paths[name] }));
  return drawing;
}

/** Show another icon in an element made by `icon`. */
export function setIcon(drawing: SVGSVGElement, name: IconName): void {
  const path = drawing.firstElementChild;
  if (path && path.getAttribute("d") !== paths[name]) path.setAttribute("d", paths[name]);
}

/** Which icon a node has, by the first of these that its tag matches. */
const kinds: readonly (readonly [RegExp, IconName])[] = [
  [/light|stage|^sky|env/i, "lamp"],
  [/^(button|slider|checkbox|dropdown|folder|imageupload)$|input$/i, "control"],
  [/^(plot|progressbar)$/i, "stats"],
  [/^notification$/i, "info"],
  [/controls?$|gamepad|hands?$|controllers|keyboard|movable|pivot|grabrender|monitor/i, "control"],
  [/camera|frustum/i, "camera"],
  [/^grid/i, "grid"],
  [/point|pcd|splat|cloud/i, "points"],
  [/image|plane$|img|video|hud/i, "image"],
  [/line|arrow|edges|wireframe|coords|tube/i, "line"],
  [/text|^(p|span|b|i|a|h\d|div|ul|ol|li|pre|article|table)$|markdown|html|autoscroll/i, "text"],
  [/urdf|glb|gltf|obj|dae|fbx|skeletal|gripper|mujoco/i, "model"],
  [/group$/i, "group"],
];

export function kindIcon(tag: string): IconName {
  return kinds.find(([pattern]) => pattern.test(tag))?.[1] ?? "mesh";
}
