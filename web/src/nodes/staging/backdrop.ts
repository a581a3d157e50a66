// Backdrop and Shadow: a wall that bends into a floor, and a painted round shadow.

import { CanvasTexture, DoubleSide, Group, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace, type BufferAttribute } from "three";
import type { BackdropProps, PaintedShadowProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { passRays } from "../../scene/raycast";
import { Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";

/** The wall, a metre high and two wide, and its floor: a quarter of the way out it has become flat. */
function bend(floor: number, segments: number): PlaneGeometry {
  const geometry = new PlaneGeometry(2, 1, segments, segments);
  const position = geometry.attributes.position as BufferAttribute;
  for (let i = 0; i < position.count; i++) {
    const along = Math.floor(i / (segments + 1)) / segments; // 0 at the top, 1 at the front
    const eased = along < 0.5 ? 4 * along ** 3 : 1 - (-2 * along + 2) ** 3 / 2;
    const forward = along ** 3;
    position.setY(i, (1 - eased) * 1);
    position.setZ(i, forward * (1 + floor * 4));
  }
  geometry.computeVertexNormals();
  return geometry;
}

export const backdrop: NodeType<BackdropProps> = {
  create(ctx, props) {
    const shape = (props: Readonly<BackdropProps>): PlaneGeometry => {
      const read = new Reader(ctx, props);
      return bend(read.clamped("floor", 0.25, 0, 100), Math.round(read.clamped("segments", 20, 2, 256)));
    };
    const object = new Group();
    let geometry = shape(props);
    const mesh = new Mesh(geometry);
    mesh.receiveShadow = true;
    object.add(mesh);
    const parts = new DrawnParts(mesh);
    const surface = new Surface(ctx, parts.painted, props, { type: "standard", values: { side: DoubleSide } });
    const apply = (props: Readonly<BackdropProps>): void => {
      mesh.receiveShadow = new Reader(ctx, props).boolean("receiveShadow", true);
    };
    apply(props);
    return {
      object,
      parts,
      update(changed, props) {
        if ("floor" in changed || "segments" in changed) {
          geometry.dispose();
          geometry = shape(props);
          parts.geometry = geometry;
        }
        surface.update(props);
        apply(props);
        return undefined;
      },
      dispose() {
        surface.dispose();
        geometry.dispose();
      },
    };
  },
};

const PIXELS = 128;

export const shadow: NodeType<PaintedShadowProps> = {
  create(ctx, props) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = PIXELS;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("The browser has no 2D canvas.");
    const texture = new CanvasTexture(canvas);
    texture.colorSpace = SRGBColorSpace;
    const material = new MeshBasicMaterial({ map: texture, transparent: true, side: DoubleSide });
    const spot = new Mesh(new PlaneGeometry(), material);
    passRays(spot);
    const object = new Group();
    object.add(spot);
    const apply = (props: Readonly<PaintedShadowProps>): void => {
      const read = new Reader(ctx, props);
      // It lies on the ground unless it is turned.
      const isTurned = (["rotation", "quaternion", "matrix"] as const).some((name) => props[name] != null);
      spot.rotation.x = isTurned ? 0 : -Math.PI / 2;
      const color = read.color("color", "black").getStyle();
      const half = PIXELS / 2;
      const gradient = context.createRadialGradient(half, half, 0, half, half, half);
      gradient.addColorStop(read.clamped("colorStop", 0, 0, 1), color);
      gradient.addColorStop(1, color.replace("rgb(", "rgba(").replace(")", ",0)"));
      context.clearRect(0, 0, PIXELS, PIXELS);
      context.fillStyle = gradient;
      context.fillRect(0, 0, PIXELS, PIXELS);
      texture.needsUpdate = true;
      material.opacity = read.clamped("opacity", 0.5, 0, 1);
      material.fog = read.boolean("fog", false);
      material.depthWrite = read.boolean("depthWrite", false);
    };
    apply(props);
    return {
      object,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        spot.geometry.dispose();
        material.dispose();
        texture.dispose();
      },
    };
  },
};
