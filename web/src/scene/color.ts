// Colours as texts: those of CSS, and 0xRRGGBB. What three.js does not know it takes for white, without a word to us.

import { Color, SRGBColorSpace } from "three";

/** The numbers and percentages of `rgb(…)` and `hsl(…)`, with commas or blanks between them. */
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const BETWEEN = String.raw`(?:\s*,\s*|\s+)`;
const ALPHA = String.raw`(?:\s*[,/]\s*${NUMBER}%?)?`;
const three = (first: string, others: string): string => `\\(\\s*(${NUMBER})${first}${BETWEEN}(${NUMBER})${others}${BETWEEN}(${NUMBER})${others}${ALPHA}\\s*\\)$`;
const RGB = new RegExp(`^rgba?${three("", "")}`);
const RGB_PERCENT = new RegExp(`^rgba?${three("%", "%")}`);
const HSL = new RegExp(`^hsla?${three("(?:deg)?", "%")}`);

/** Undefined if it is no colour. Alpha, where CSS allows it, is left out. */
export function parseColorText(words: string): Color | undefined {
  const text = words.trim().toLowerCase();
  if (/^0x[0-9a-f]{1,6}$/.test(text)) return new Color(Number(text));
  const hex = /^(#[0-9a-f]{6})(?:[0-9a-f]{2})?$|^(#[0-9a-f]{3})[0-9a-f]?$/.exec(text);
  if (hex) return new Color(hex[1] ?? hex[2]);
  if (Object.hasOwn(Color.NAMES, text)) return new Color(text);
  return parseRgb(RGB.exec(text), 255) ?? parseRgb(RGB_PERCENT.exec(text), 100) ?? parseHsl(HSL.exec(text));
}

function parseRgb(found: RegExpExecArray | null, full: number): Color | undefined {
  const [r, g, b] = parts(found, full);
  return found ? new Color().setRGB(r, g, b, SRGBColorSpace) : undefined;
}

function parseHsl(found: RegExpExecArray | null): Color | undefined {
  const [, saturation, lightness] = parts(found, 100);
  return found ? new Color().setHSL(Number(found[1]) / 360, saturation, lightness, SRGBColorSpace) : undefined;
}

/** The three numbers as parts of `full`, as far as they are within. */
function parts(found: RegExpExecArray | null, full: number): [number, number, number] {
  const part = (at: number): number => Math.min(Math.max(Number(found?.[at]) / full, 0), 1);
  return [part(1), part(2), part(3)];
}
