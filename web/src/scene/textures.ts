// Textures from image files: fetched and decoded once per file, off the main thread, and shared between
// materials that use the file in the same way.

import { EquirectangularReflectionMapping, NoColorSpace, RepeatWrapping, SRGBColorSpace, Texture, TextureSource } from "three";
import type { Assets } from "./assets";

export interface TextureUse {
  /** Whether the file holds colours (sRGB) rather than numbers, such as normals or roughness. */
  readonly color: boolean;
  /** How often it repeats along u and v; absent: once, clamped. */
  readonly repeat?: readonly [number, number] | undefined;
  /** Whether it is a panorama that objects reflect. */
  readonly panorama?: boolean;
}

/** How the bitmaps of textures are made: upright for WebGL, with the file's own numbers. */
const DECODING: ImageBitmapOptions = {
  imageOrientation: "flipY",
  premultiplyAlpha: "none",
  colorSpaceConversion: "none",
};

/** Decode the bytes of an image file (png, jpeg, webp, …) off the main thread. The caller closes it. */
export async function decodeImage(bytes: BlobPart, name: string): Promise<ImageBitmap> {
  try {
    // No type given: the browser looks at the bytes.
    return await createImageBitmap(new Blob([bytes]), DECODING);
  } catch (error) {
    throw new Error(`${name} is not an image that this browser reads`, { cause: error });
  }
}

/** Set a texture up for its use, and for its upload. */
function prepare(texture: Texture, use: TextureUse): Texture {
  if (use.panorama) texture.mapping = EquirectangularReflectionMapping;
  if (use.repeat) {
    texture.wrapS = texture.wrapT = RepeatWrapping;
    texture.repeat.fromArray(use.repeat);
  }
  texture.needsUpdate = true;
  return texture;
}

function bitmapTexture(source: TextureSource<ImageBitmap>, use: TextureUse): Texture {
  const texture = new Texture();
  texture.source = source;
  // The bitmap is upright already.
  texture.flipY = false;
  texture.colorSpace = use.color ? SRGBColorSpace : NoColorSpace;
  // Keeps floors sharp towards the horizon; three lowers it to what the hardware has.
  texture.anisotropy = 8;
  return texture;
}

async function sharedBitmap(assets: Assets, url: string, signal: AbortSignal): Promise<TextureSource<ImageBitmap>> {
  return assets.share(
    `image ${url}`,
    signal,
    async (signal) => new TextureSource(await decodeImage(await assets.bytes(url, signal), url)),
    ({ data }) => {
      data.close();
    },
  );
}

/** A high dynamic range image: Radiance or OpenEXR. */
async function floatTexture(assets: Assets, url: string, extension: string, signal: AbortSignal): Promise<Texture> {
  const loader =
    extension === "hdr"
      ? new (await import("three/addons/loaders/HDRLoader.js")).HDRLoader()
      : new (await import("three/addons/loaders/EXRLoader.js")).EXRLoader();
  return loader.createDataTexture(await assets.bytes(url, signal));
}

/** A KTX2 image, which stays compressed on the GPU. */
async function compressedTexture(assets: Assets, url: string, use: TextureUse, signal: AbortSignal): Promise<Texture> {
  const { renderer } = assets;
  if (!renderer) throw new Error(`${url}: nothing draws here`);
  const [{ ktx2Loader }, bytes] = await Promise.all([import("./ktx2"), assets.bytes(url, signal)]);
  const loader = ktx2Loader(renderer);
  try {
    const texture = prepare(await new Promise<Texture>((resolve, reject) => { loader.parse(bytes, resolve, reject); }), use);
    texture.colorSpace = use.color ? SRGBColorSpace : NoColorSpace;
    // Its rows go down, and compressed blocks cannot be turned over: the coordinates are.
    texture.repeat.y *= -1;
    texture.offset.y = 1;
    return texture;
  } catch (error) {
    throw new Error(`${url} is not a KTX2 image that is read: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    loader.dispose();
  }
}

/** The lower-case extension of a URL's path, without the dot. */
export function extensionOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "";
  return /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** The texture of an image file behind a URL of the scene, in use until the signal aborts. */
export function loadTexture(assets: Assets, url: string, use: TextureUse, signal: AbortSignal): Promise<Texture> {
  const resolved = assets.resolve(url);
  const extension = extensionOf(resolved);
  return assets.share(
    `texture ${JSON.stringify([resolved, use])}`,
    signal,
    async (signal) => {
      if (extension === "ktx2") return compressedTexture(assets, resolved, use, signal);
      const float = extension === "hdr" || extension === "exr";
      const texture = float
        ? await floatTexture(assets, resolved, extension, signal)
        : bitmapTexture(await sharedBitmap(assets, resolved, signal), use);
      return prepare(texture, use);
    },
    (texture) => {
      texture.dispose();
    },
  );
}

/** The texture of an image file that came over the wire, in use until the signal aborts. */
export async function textureOfBytes(bytes: Uint8Array, use: TextureUse, signal: AbortSignal): Promise<Texture> {
  const bitmap = await decodeImage(bytes as Uint8Array<ArrayBuffer>, "The image sent");
  const texture = prepare(bitmapTexture(new TextureSource(bitmap), use), use);
  const free = (): void => {
    texture.dispose();
    bitmap.close();
  };
  if (signal.aborted) free();
  else signal.addEventListener("abort", free, { once: true });
  signal.throwIfAborted();
  return texture;
}
