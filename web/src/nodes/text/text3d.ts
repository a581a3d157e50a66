// Text3D: letters with depth. What they say are the node's string children.

import { BufferGeometry, ExtrudeGeometry, Group, Mesh } from "three";
import type { FontData } from "three/addons/loaders/FontLoader.js";
import { mergeVertices } from "three/addons/utils/BufferGeometryUtils.js";
import type { Text3DProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";
import { shapesOf } from "./letters";
import { loadTypeface } from "./typeface";

const MAX_LETTERS = 10_000;
const MAX_SEGMENTS = 64;

function shape(font: FontData, text: string, read: Reader<Text3DProps>): BufferGeometry {
  const curveSegments = Math.round(read.clamped("curveSegments", 8, 1, MAX_SEGMENTS));
  const shapes = shapesOf(font, text, {
    size: Math.max(read.number("size", 1), 1e-6),
    letterSpacing: read.number("letterSpacing", 0),
    // Python's class of the original sends 0, which would put all lines into one.
    lineHeight: read.number("lineHeight", 1) || 1,
    curveSegments,
  });
  const geometry = new ExtrudeGeometry(shapes, {
    curveSegments,
    depth: read.number("height", 0.2),
    bevelEnabled: read.boolean("bevelEnabled", false),
    bevelThickness: read.number("bevelThickness", 0.1),
    bevelSize: read.number("bevelSize", 0.01),
    bevelOffset: read.number("bevelOffset", 0),
    bevelSegments: Math.round(read.clamped("bevelSegments", 4, 0, MAX_SEGMENTS)),
  });
  const tolerance = read.raw("smooth") === undefined ? 0 : read.number("smooth", 0);
  if (tolerance <= 0) return geometry;
  geometry.deleteAttribute("normal");
  geometry.deleteAttribute("uv");
  const merged = mergeVertices(geometry, tolerance);
  merged.computeVertexNormals();
  geometry.dispose();
  return merged;
}

export const text3D: NodeType<Text3DProps> = {
  create(ctx, props) {
    const object = new Group();
    const mesh = new Mesh<BufferGeometry>(new BufferGeometry());
    mesh.castShadow = mesh.receiveShadow = true;
    object.add(mesh);
    const parts = new DrawnParts(mesh);
    const surface = new Surface(ctx, parts.painted, props, { type: "standard" });
    let content = "";
    let font: FontData | undefined;
    let geometry: BufferGeometry = mesh.geometry;
    let endFont: (() => void) | undefined;

    const set = (): void => {
      if (!font) return;
      if (content.length > MAX_LETTERS) throw new Error(`the text has ${content.length} letters; ${MAX_LETTERS} can be drawn`);
      const before = geometry;
      geometry = shape(font, content, new Reader(ctx, props));
      parts.geometry = geometry;
      before.dispose();
      ctx.invalidate();
    };
    const useFont = (): void => {
      const url = new Reader(ctx, props).string("font");
      const before = endFont;
      endFont = ctx.run(async (signal) => {
        font = await loadTypeface(ctx.assets, url ? url : undefined, signal);
        before?.();
        set();
      });
    };
    useFont();
    return {
      object,
      parts,
      update(changed, now) {
        props = now;
        surface.update(props);
        if ("font" in changed) useFont();
        else set();
        return undefined;
      },
      setText(text) {
        content = text;
        set();
      },
      dispose() {
        surface.dispose();
        geometry.dispose();
      },
    };
  },
};
