// Text: letters on a plane, sharp at any distance. What it says are its string children.

import { DoubleSide, Group, MeshBasicMaterial } from "three";
import type { TextProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isNumber, Reader } from "../scene/read";
import { bundledFontUrl, loadEngine, loadFont, type TextEngine } from "./text/engine";

type TextMesh = InstanceType<TextEngine["Text"]>;

/** Props beyond the documented ones that the original hands to the same library, by what they are. */
const NUMBERS = [
  "curveRadius",
  "depthOffset",
  "fillOpacity",
  "outlineBlur",
  "outlineOffsetX",
  "outlineOffsetY",
  "outlineOpacity",
  "strokeOpacity",
  "strokeWidth",
  "textIndent",
] as const;
const CHOICES = {
  direction: ["auto", "ltr", "rtl"],
  overflowWrap: ["normal", "break-word"],
  whiteSpace: ["normal", "nowrap"],
} as const;

type MoreProps = TextProps & { [N in (typeof NUMBERS)[number]]?: number } & { [C in keyof typeof CHOICES]?: string } & { strokeColor?: unknown };

/** Powers of two that make sense for the picture of a letter. */
const GLYPH_SIZES = [16, 32, 64, 128, 256] as const;

/** An anchor: a name, a percentage or metres. */
function anchor(ctx: NodeContext, props: Readonly<TextProps>, name: "anchorX" | "anchorY", names: RegExp, fallback: string): string | number {
  const value = props[name] ?? fallback;
  if (isNumber(value)) return value;
  if (typeof value === "string" && (names.test(value) || /^-?\d+(\.\d+)?%$/.test(value))) return value;
  ctx.warn(`${name} cannot be ${JSON.stringify(value)}; ignored`);
  return fallback;
}

/** While letters are typeset, in a worker, the text counts as loading. */
function countTypesetting(ctx: NodeContext, text: TextMesh): void {
  text.addEventListener("syncstart", () => {
    ctx.run(
      (signal) =>
        new Promise((resolve) => {
          const end = (): void => {
            text.removeEventListener("synccomplete", end);
            resolve();
          };
          text.addEventListener("synccomplete", end);
          signal.addEventListener("abort", end, { once: true });
        }),
    );
  });
}

function style(ctx: NodeContext, text: TextMesh, props: Readonly<TextProps>): void {
  const read = new Reader<MoreProps>(ctx, props);
  text.fontSize = Math.max(read.number("fontSize", 1), 0);
  text.color = read.color("color", "white");
  text.anchorX = anchor(ctx, props, "anchorX", /^(left|center|right)$/, "center");
  text.anchorY = anchor(ctx, props, "anchorY", /^(top|top-baseline|top-cap|top-ex|middle|bottom-baseline|bottom)$/, "middle");
  text.maxWidth = read.raw("maxWidth") === undefined ? Infinity : read.number("maxWidth", Infinity);
  text.lineHeight = read.raw("lineHeight") === undefined ? "normal" : read.number("lineHeight", 1.2);
  text.letterSpacing = read.number("letterSpacing", 0);
  text.textAlign = read.oneOf("textAlign", ["left", "center", "right", "justify"], "left");
  text.outlineWidth = read.number("outlineWidth", 0);
  text.outlineColor = read.color("outlineColor", "black");
  text.strokeColor = read.color("strokeColor", "black");
  const size = read.number("sdfGlyphSize", 64);
  text.sdfGlyphSize = GLYPH_SIZES.find((known) => known >= size) ?? 256;
  for (const name of NUMBERS) text[name] = read.number(name, /Opacity$/.test(name) ? 1 : 0);
  for (const [name, names] of Object.entries(CHOICES)) {
    const choice = name as keyof typeof CHOICES;
    text[choice] = read.oneOf(choice, names, names[0]);
  }
}

export const text: NodeType<TextProps> = {
  create(ctx, props) {
    // The tree places the group; the letters in it come when the engine is there.
    const object = new Group();
    const material = new MeshBasicMaterial({ side: DoubleSide, transparent: true });
    let content = "";
    let engine: TextEngine | undefined;
    let mesh: TextMesh | undefined;
    let font = bundledFontUrl();
    let endFont: (() => void) | undefined;

    const set = (): void => {
      if (!mesh || !engine) return;
      const { atlases } = engine;
      const current = mesh;
      style(ctx, current, props);
      current.text = content;
      current.font = font;
      current.unicodeFontsURL = bundledFontUrl();
      current.sync(() => {
        if (ctx.signal.aborted) return;
        if (current.textRenderInfo) atlases.add(current.textRenderInfo.sdfTexture);
        ctx.invalidate();
      });
    };
    const useFont = (): void => {
      const url = new Reader(ctx, props).string("font");
      const endBefore = endFont;
      if (!url) {
        font = bundledFontUrl();
        endFont = undefined;
        ctx.recover();
        endBefore?.();
        set();
        return;
      }
      endFont = ctx.run(async (signal) => {
        font = await loadFont(ctx.assets, url, signal);
        endBefore?.();
        set();
      });
    };

    ctx.run(async (signal) => {
      engine = await loadEngine(ctx.assets, signal);
      mesh = new engine.Text();
      mesh.material = material;
      object.add(mesh);
      countTypesetting(ctx, mesh);
      const { characters } = props;
      if (typeof characters === "string" && characters) engine.preloadFont({ font, characters }, () => undefined);
      set();
    });
    if (props.font) useFont();

    return {
      object,
      update(changed, now) {
        props = now;
        if ("font" in changed) useFont();
        set();
        return undefined;
      },
      setText(text) {
        content = text;
        set();
      },
      dispose() {
        mesh?.dispose();
        material.dispose();
      },
    };
  },
};
