// What is used of troika-three-text, which has no types of its own.

declare module "troika-three-text/src/index.js" {
  import type { BufferGeometry, Color, Material, Mesh, Object3DEventMap, Texture } from "three";

  /** What the typesetter found out. */
  export interface TextRenderInfo {
    /** The atlas of glyphs, shared by all texts of one glyph size. */
    readonly sdfTexture: Texture;
  }

  /** The worker has begun to typeset, and is done. */
  interface TextEvents extends Object3DEventMap {
    syncstart: object;
    synccomplete: object;
  }

  export class Text extends Mesh<BufferGeometry, Material, TextEvents> {
    text: string;
    font: string;
    unicodeFontsURL: string;
    fontSize: number;
    color: Color | string | number | null;
    anchorX: string | number;
    anchorY: string | number;
    maxWidth: number;
    lineHeight: number | "normal";
    letterSpacing: number;
    textAlign: string;
    textIndent: number;
    direction: string;
    whiteSpace: string;
    overflowWrap: string;
    curveRadius: number;
    fillOpacity: number;
    outlineWidth: number | string;
    outlineColor: Color | string | number;
    outlineOpacity: number;
    outlineBlur: number | string;
    outlineOffsetX: number | string;
    outlineOffsetY: number | string;
    strokeWidth: number | string;
    strokeColor: Color | string | number;
    strokeOpacity: number;
    depthOffset: number;
    sdfGlyphSize: number | null;
    material: Material;
    readonly textRenderInfo: TextRenderInfo | null;
    /** Typeset in a worker, then call back. */
    sync(callback?: () => void): void;
    /** Free the geometry. The material is the caller's. */
    dispose(): void;
  }

  export function preloadFont(options: { font: string; characters: string; sdfGlyphSize?: number }, callback: () => void): void;
}
