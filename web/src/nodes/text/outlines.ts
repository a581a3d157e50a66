// Letters of a font file as outlines, in the form that three.js makes shapes of.

import { parse } from "opentype.js";
import type { FontData } from "three/addons/loaders/FontLoader.js";

type Glyph = FontData["glyphs"][string];

/** Units of an em in the outlines: fine enough for any size. */
const RESOLUTION = 1000;

/** Read a TTF, OTF or WOFF file. Throws if it is none. */
export function readOutlines(bytes: ArrayBuffer): FontData {
  const font = parse(bytes);
  const scale = RESOLUTION / font.unitsPerEm;
  const round = (value: number | undefined): number => Math.round((value ?? 0) * scale);
  const glyphs: Record<string, Glyph> = {};
  for (let i = 0; i < font.glyphs.length; i++) {
    const glyph = font.glyphs.get(i);
    const commands = glyph.path.commands;
    // Curves are written with their end first, then their control points.
    const words = commands.map((command) => {
      switch (command.type) {
        case "M":
          return `m ${round(command.x)} ${round(command.y)}`;
        case "L":
          return `l ${round(command.x)} ${round(command.y)}`;
        case "Q":
          return `q ${round(command.x)} ${round(command.y)} ${round(command.x1)} ${round(command.y1)}`;
        case "C":
          return `b ${round(command.x)} ${round(command.y)} ${round(command.x1)} ${round(command.y1)} ${round(command.x2)} ${round(command.y2)}`;
        default:
          return "";
      }
    });
    const outline = { ha: round(glyph.advanceWidth), x_min: round(glyph.xMin), x_max: round(glyph.xMax), o: words.filter(Boolean).join(" ") } satisfies Glyph;
    for (const unicode of glyph.unicodes) glyphs[String.fromCodePoint(unicode)] = outline;
  }
  const { xMin, xMax, yMin, yMax } = font.tables.head as unknown as Record<"xMin" | "xMax" | "yMin" | "yMax", number>;
  const post = font.tables.post as unknown as { underlinePosition: number; underlineThickness: number };
  return {
    glyphs,
    familyName: font.getEnglishName("fullName"),
    ascender: round(font.ascender),
    descender: round(font.descender),
    underlinePosition: round(post.underlinePosition),
    underlineThickness: round(post.underlineThickness),
    boundingBox: { xMin: round(xMin), xMax: round(xMax), yMin: round(yMin), yMax: round(yMax) },
    resolution: RESOLUTION,
    original_font_information: {},
  };
}
