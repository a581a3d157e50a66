// Frustum, PerspectiveFrustum, OrthographicFrustum, FisheyeFrustum: what cameras see, as lines.

import { MathUtils } from "three";
import type { FisheyeFrustumProps, FrustumProps, OrthographicFrustumProps, PerspectiveFrustumProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { cornersAt, fisheyePoint, prism, rays, roof, slopeOf } from "./frustums/draw";
import { DEFAULT_ASPECT, frustumSlope, imagePlane, showsImagePlane } from "./frustums/image-plane";
import { wireNode } from "./frustums/node";
import type { Point } from "./lines/wires";

/** The left and the right end of the upper edge, among four corners. */
const upperEdge = ([, , right, left]: readonly Point[]): [Point, Point] => [left ?? [0, 0, 0], right ?? [0, 0, 0]];

export const frustum: NodeType<FrustumProps> = wireNode<FrustumProps>({
  name: "Frustum",
  shape: [
    "fov",
    "aspect",
    "near",
    "far",
    "focus",
    "focalLength",
    "upScale",
    "showUp",
    "showFrustum",
    "showFocalPlane",
    "colorFrustum",
    "colorCone",
    "colorFocalPlane",
    "colorUp",
    "colorTarget",
    "colorCross",
    "colorX",
    "colorY",
    "colorOrigin",
  ],
  alsoOn: showsImagePlane,
  draw(wires, read) {
    const slope = frustumSlope(read);
    const near = cornersAt(slope, read.number("near", 0.1));
    if (read.boolean("showFrustum", true)) {
      const color = read.color("colorFrustum", "#ffaa00");
      prism(wires, near, cornersAt(slope, read.number("far", 0.2)), { near: color, far: color, sides: color });
      rays(wires, read.color("colorCone", "#ff0000"), near);
    }
    if (read.boolean("showUp", true)) roof(wires, read.color("colorUp", "#00aaff"), upperEdge(near), read.number("upScale", 1));
    if (read.boolean("showFocalPlane", true)) {
      const distance = read.number("focus", 10);
      const x = slope.x * distance;
      const y = slope.y * distance;
      const cross = read.color("colorCross");
      wires.loop(read.color("colorFocalPlane", "white"), cornersAt(slope, distance));
      wires.line(read.color("colorX") ?? cross ?? read.color("colorX", "red"), [-x, 0, -distance], [x, 0, -distance]);
      wires.line(read.color("colorY") ?? cross ?? read.color("colorY", "green"), [0, -y, -distance], [0, y, -distance]);
      const target = read.color("colorTarget");
      if (target) wires.line(target, [0, 0, 0], [0, 0, -distance]);
    }
    if (showsImagePlane(read)) wires.loop(read.color("colorOrigin", "#888888"), cornersAt(slope, read.number("focalLength", 0.035)));
  },
  extra: imagePlane,
});

export const perspectiveFrustum: NodeType<PerspectiveFrustumProps> = wireNode<PerspectiveFrustumProps>({
  name: "PerspectiveFrustum",
  shape: ["fov", "aspect", "zoom", "near", "far", "showFrustum", "showUp", "colorFrustum", "colorCone", "colorUp"],
  layered: true,
  draw(wires, read) {
    const slope = slopeOf(read.number("fov", 50), read.clamped("aspect", DEFAULT_ASPECT, 0.01, 100), read.clamped("zoom", 1, 0.001, 1000));
    const near = cornersAt(slope, read.number("near", 0.1));
    if (read.boolean("showFrustum", true)) {
      const color = read.color("colorFrustum", "#ffaa00");
      prism(wires, near, cornersAt(slope, read.number("far", 1)), { near: color, far: color, sides: color });
      rays(wires, read.color("colorCone", "#ff0000"), near);
    }
    if (read.boolean("showUp", true)) roof(wires, read.color("colorUp", "#00aaff"), upperEdge(near));
  },
});

export const orthographicFrustum: NodeType<OrthographicFrustumProps> = wireNode<OrthographicFrustumProps>({
  name: "OrthographicFrustum",
  shape: [
    "left",
    "right",
    "top",
    "bottom",
    "width",
    "height",
    "zoom",
    "near",
    "far",
    "showFrustum",
    "showUp",
    "colorFrustum",
    "colorUp",
    "colorNearPlane",
    "colorFarPlane",
  ],
  layered: true,
  draw(wires, read) {
    const zoom = read.clamped("zoom", 1, 0.001, 1000);
    const edge = (side: "left" | "right" | "top" | "bottom", fallback: number, whole: "width" | "height"): number =>
      (read.raw(whole) === undefined ? read.number(side, fallback) : (fallback * read.number(whole, 1)) / 2) / zoom;
    const left = edge("left", -1, "width");
    const right = edge("right", 1, "width");
    const top = edge("top", 1, "height");
    const bottom = edge("bottom", -1, "height");
    const corners = (distance: number): readonly Point[] => [
      [left, bottom, -distance],
      [right, bottom, -distance],
      [right, top, -distance],
      [left, top, -distance],
    ];
    const near = corners(read.number("near", 0.1));
    if (read.boolean("showFrustum", true)) {
      prism(wires, near, corners(read.number("far", 10)), {
        near: read.color("colorNearPlane", "#44ff44"),
        far: read.color("colorFarPlane", "#4444ff"),
        sides: read.color("colorFrustum", "#00aaff"),
      });
    }
    if (read.boolean("showUp", true)) roof(wires, read.color("colorUp", "#00aaff"), upperEdge(near));
  },
});

export const fisheyeFrustum: NodeType<FisheyeFrustumProps> = wireNode<FisheyeFrustumProps>({
  name: "FisheyeFrustum",
  shape: [
    "fov",
    "aspect",
    "near",
    "far",
    "segments",
    "showFrustum",
    "showUp",
    "colorFrustum",
    "colorUp",
    "colorNear",
    "colorOrigin",
    "colorCone",
  ],
  layered: true,
  draw(wires, read) {
    const half = MathUtils.degToRad(read.clamped("fov", 180, 0.01, 360)) / 2;
    const aspect = read.clamped("aspect", 1, 0.01, 100);
    const across = half * Math.min(aspect, 1);
    const up = half * Math.min(1 / aspect, 1);
    const segments = Math.round(read.clamped("segments", 64, 3, 1024));
    const near = read.number("near", 0.1);
    const far = read.number("far", 10);
    const turns = Array.from({ length: segments }, (_, i) => (i / segments) * 2 * Math.PI);
    const rim = (distance: number): readonly Point[] => turns.map((turn) => fisheyePoint(across * Math.cos(turn), up * Math.sin(turn), distance));
    const spans = Array.from({ length: segments + 1 }, (_, i) => (2 * i) / segments - 1);
    const ends = (distance: number): readonly Point[] => [
      fisheyePoint(across, 0, distance),
      fisheyePoint(0, up, distance),
      fisheyePoint(-across, 0, distance),
      fisheyePoint(0, -up, distance),
    ];
    if (read.boolean("showFrustum", true)) {
      const color = read.color("colorFrustum", "#aa44ff");
      for (const [distance, tint] of [[near, read.color("colorNear", "#ff9900")], [far, color]] as const) {
        wires.loop(tint, rim(distance));
        wires.path(tint, spans.map((part) => fisheyePoint(across * part, 0, distance)));
        wires.path(tint, spans.map((part) => fisheyePoint(0, up * part, distance)));
      }
      const outer = ends(far);
      ends(near).forEach((from, i) => {
        const to = outer[i];
        if (to) wires.line(color, from, to);
      });
      rays(wires, read.color("colorOrigin") ?? read.color("colorCone", "#ff0000"), ends(near));
    }
    if (read.boolean("showUp", true)) {
      const [, , top] = fisheyePoint(0, up, far);
      roof(wires, read.color("colorUp", "#aa44ff"), [[-far / 2, fisheyePoint(0, up, far)[1], top], [far / 2, fisheyePoint(0, up, far)[1], top]]);
    }
  },
});
