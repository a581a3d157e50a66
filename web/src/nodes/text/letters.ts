// Lines of letters as shapes: where each letter of a font goes, and what its outlines fill.

import { Shape, ShapePath, Vector2 } from "three";
import type { FontData } from "three/addons/loaders/FontLoader.js";
import { filled, type Place, type Region } from "./nonzero";

export interface Typesetting {
  /** Height of an em. */
  readonly size: number;
  /** Added between letters. */
  readonly letterSpacing: number;
  /** Factor of the font's own distance of lines. */
  readonly lineHeight: number;
  /** Lines that a curve is drawn with. */
  readonly curveSegments: number;
}

/** The numbers behind each word of an outline: the end of the curve, then its control points. */
const LENGTHS: Readonly<Record<string, number>> = { m: 2, l: 2, q: 4, b: 6 };

/** The closed paths of a letter, in units of the font, their curves as lines. */
function pathsOf(outline: string, curveSegments: number): readonly (readonly Place[])[] {
  const path = new ShapePath();
  const words = outline.split(" ");
  for (let i = 0; i < words.length; ) {
    const word = words[i] ?? "";
    const length = LENGTHS[word] ?? 0;
    const [x = 0, y = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0] = words.slice(i + 1, i + 1 + length).map(Number);
    if (word === "m") path.moveTo(x, y);
    else if (word === "l") path.lineTo(x, y);
    else if (word === "q") path.quadraticCurveTo(x1, y1, x, y);
    else if (word === "b") path.bezierCurveTo(x1, y1, x2, y2, x, y);
    i += 1 + length;
  }
  return path.subPaths.map((part) => part.getPoints(curveSegments).map(({ x, y }): Place => [x, y]));
}

/** The shapes of a text, its first line on the x axis. Letters that the font has not are its question mark. */
export function shapesOf(font: FontData, text: string, { size, letterSpacing, lineHeight, curveSegments }: Typesetting): Shape[] {
  const scale = size / font.resolution;
  const line = (font.boundingBox.yMax - font.boundingBox.yMin + font.underlineThickness) * lineHeight;
  const known = new Map<string, readonly Region[]>();
  const shapes: Shape[] = [];
  let x = 0;
  let y = 0;
  for (const letter of text) {
    if (letter === "\n") {
      x = 0;
      y -= line * scale;
      continue;
    }
    const glyph = font.glyphs[letter] ?? font.glyphs["?"];
    if (!glyph) continue;
    let regions = known.get(letter);
    if (!regions) known.set(letter, (regions = filled(pathsOf(glyph.o ?? "", curveSegments))));
    const placed = (loop: readonly Place[]): Vector2[] => loop.map(([px, py]) => new Vector2(x + px * scale, y + py * scale));
    for (const { outline, holes } of regions) {
      const shape = new Shape(placed(outline));
      shape.holes.push(...holes.map((hole) => new Shape(placed(hole))));
      shapes.push(shape);
    }
    x += glyph.ha * scale + letterSpacing;
  }
  return shapes;
}
