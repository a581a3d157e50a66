// Text3D: letters with depth. What they say are the node's string children.

import { Group, Mesh, type BufferGeometry } from "three";
import type { Font } from "three/addons/loaders/FontLoader.js";
import type { Text3DProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { Reader } from "../../scene/read";
import { Surface } from "../../scene/surface";
import { BufferGeometry as EmptyGeometry } from "three";
import { loadLetters, loadTypeface, type Letters } from "./typeface";

const MAX_LETTERS = 10_000;
const MAX_SEGMENTS = 64;

function shape(letters: Letters, font: Font, text: string, read: Reader<Text3DProps>): BufferGeometry {
  const size = Math.max(read.number("size", 1), 1e-6);
  const spacing = read.number("letterSpacing", 0);
  // Python's class of the original sends 0, which would put all lines into one.
  const lineHeight = read.number("lineHeight", 1) || 1;
  const { data } = font;
  const box = data.boundingBox;
  const height = (box.yMax - box.yMin + data.underlineThickness) * (lineHeight - 1);
  // Spacing and distance of lines are the font's: one with its own of both.
  const spaced = new letters.Font({
    ...data,
    boundingBox: { ...box, yMax: box.yMax + height },
    glyphs: spacing === 0 ? data.glyphs : widened(data.glyphs, (spacing / size) * data.resolution),
  });
  const geometry = new letters.TextGeometry(text, {
    font: spaced,
    size,
    depth: read.number("height", 0.2),
    curveSegments: Math.round(read.clamped("curveSegments", 8, 1, MAX_SEGMENTS)),
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
  const merged = letters.mergeVertices(geometry, tolerance);
  merged.computeVertexNormals();
  geometry.dispose();
  return merged;
}

type Glyphs = Font["data"]["glyphs"];

function widened(glyphs: Glyphs, by: number): Glyphs {
  return Object.fromEntries(Object.entries(glyphs).map(([letter, glyph]) => [letter, { ...glyph, ha: glyph.ha + by }]));
}

export const text3D: NodeType<Text3DProps> = {
  create(ctx, props) {
    const object = new Group();
    const mesh = new Mesh<BufferGeometry>(new EmptyGeometry());
    mesh.castShadow = mesh.receiveShadow = true;
    object.add(mesh);
    const parts = new DrawnParts(mesh);
    const surface = new Surface(ctx, parts.painted, props, { type: "standard" });
    let content = "";
    let letters: Letters | undefined;
    let font: Font | undefined;
    let geometry: BufferGeometry = mesh.geometry;
    let endFont: (() => void) | undefined;

    const set = (): void => {
      if (!letters || !font) return;
      if (content.length > MAX_LETTERS) throw new Error(`the text has ${content.length} letters; ${MAX_LETTERS} can be drawn`);
      const before = geometry;
      geometry = shape(letters, font, content, new Reader(ctx, props));
      parts.geometry = geometry;
      before.dispose();
      ctx.invalidate();
    };
    const useFont = (): void => {
      const url = new Reader(ctx, props).string("font");
      const before = endFont;
      endFont = ctx.run(async (signal) => {
        letters ??= await loadLetters();
        font = await loadTypeface(ctx.assets, letters, url ? url : undefined, signal);
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
