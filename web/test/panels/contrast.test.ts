// Text keeps a contrast of 4.5 to what it stands on, in both themes, and signs one of 3 (WCAG AA).

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../src/panels/styles/tokens.css", import.meta.url), "utf8");

/** The colour of a token in one theme, as red, green and blue from 0 to 1. */
function token(name: string, theme: "light" | "dark"): number[] {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1] ?? "";
  const pair = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value);
  const hex = pair ? pair[theme === "light" ? 1 : 2] : value;
  if (!hex || !/^#\w{6}$/.test(hex)) throw new Error(`--${name} is no colour: ${value}`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

function luminance(color: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string, theme: "light" | "dark"): number {
  const [low = 0, high = 0] = [luminance(token(one, theme)), luminance(token(other, theme))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ["surface", "surface-raised", "surface-sunken", "hover", "selected"];
const texts = [
  ...surfaces.flatMap((surface) => [["text", surface], ["muted", surface]]),
  ["accent", "surface"],
  ["accent", "selected"],
  ["on-accent", "accent-fill"],
  ["bad", "surface"],
  ["bad", "bad-soft"],
  ["busy", "surface"],
  ["surface", "bad"],
  ["surface", "busy"],
];
const signs = [
  ["good", "surface"],
  ["focus", "surface"],
  ["focus", "backdrop"],
  ["axis-x", "backdrop"],
  ["axis-y", "backdrop"],
  ["axis-z", "backdrop"],
];

for (const theme of ["light", "dark"] as const) {
  test.each(texts)(`%s on %s can be read (${theme})`, (text = "", surface = "") => {
    expect(contrast(text, surface, theme)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(signs)(`%s on %s can be seen (${theme})`, (sign = "", surface = "") => {
    expect(contrast(sign, surface, theme)).toBeGreaterThanOrEqual(3);
  });
}
