// Pictures of depth: as numbers, and as a texture of whole numbers that shaders read.

import { DataTexture, RedIntegerFormat, UnsignedShortType } from "three";
import { decodeImage } from "../../scene/textures";
import { isPng16, readPng16, type DepthImage } from "./png";

/** The numbers of a picture: all 16 bits of a PNG that has them, else 8 bits of red. */
export async function readDepth(bytes: Uint8Array, name: string): Promise<DepthImage> {
  if (isPng16(bytes)) return readPng16(bytes);
  const bitmap = await decodeImage(bytes as Uint8Array<ArrayBuffer>, name);
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser gives no canvas to read pictures with");
    // Bitmaps are made upside down, as textures are.
    context.setTransform(1, 0, 0, -1, 0, height);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const raw = new Uint16Array(width * height);
    for (let i = 0; i < raw.length; i++) raw[i] = data[4 * i] ?? 0;
    return { width, height, raw, white: 0xff };
  } finally {
    bitmap.close();
  }
}

/** A picture of depth on the GPU. Another of the same size is written over it. */
export class DepthTexture {
  readonly texture: DataTexture;
  #image: DepthImage;

  constructor(image: DepthImage) {
    this.#image = image;
    this.texture = new DataTexture(image.raw, image.width, image.height, RedIntegerFormat, UnsignedShortType);
    this.texture.internalFormat = "R16UI";
    // Rows of an odd number of pixels have no padding.
    this.texture.unpackAlignment = 2;
    this.texture.needsUpdate = true;
  }

  get image(): DepthImage {
    return this.#image;
  }

  /** False, and nothing done, if it has another size. */
  replace(image: DepthImage): boolean {
    if (image.width !== this.#image.width || image.height !== this.#image.height) return false;
    this.#image = image;
    this.texture.image.data = image.raw;
    this.texture.needsUpdate = true;
    return true;
  }

  dispose(): void {
    this.texture.dispose();
  }
}
