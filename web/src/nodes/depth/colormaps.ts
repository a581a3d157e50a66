// Scales of colours for numbers, as textures of one row.

import { ClampToEdgeWrapping, Color, DataTexture, LinearFilter, SRGBColorSpace } from "three";

/** Evenly spaced colours along each scale; between them it is blended. */
const STOPS = {
  turbo: ["#30123b", "#4145ab", "#4675ed", "#39a2fc", "#1bcfd4", "#24eca6", "#61fc6c", "#a4fc3b", "#d1e834", "#f3c63a", "#fe9b2d", "#f36315", "#d93806", "#b11901", "#7a0402"],
  viridis: ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"],
  inferno: ["#000004", "#1b0c41", "#4a0c6b", "#781c6d", "#a52c60", "#cf4446", "#ed6925", "#fb9b06", "#f7d13d", "#fcffa4"],
  jet: ["#00007f", "#0000ff", "#007fff", "#00ffff", "#7fff7f", "#ffff00", "#ff7f00", "#ff0000", "#7f0000"],
} as const;

export type ColormapName = keyof typeof STOPS;

export const COLORMAPS = Object.keys(STOPS) as readonly ColormapName[];

export function colormapTexture(name: ColormapName): DataTexture {
  const stops = STOPS[name];
  const data = new Uint8Array(stops.flatMap((stop) => [...new Color(stop).convertLinearToSRGB().toArray().map((part) => Math.round(part * 255)), 255]));
  const texture = new DataTexture(data, stops.length, 1);
  texture.colorSpace = SRGBColorSpace;
  texture.minFilter = texture.magFilter = LinearFilter;
  texture.wrapS = ClampToEdgeWrapping;
  texture.needsUpdate = true;
  return texture;
}
