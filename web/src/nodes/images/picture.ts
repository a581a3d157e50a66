// A texture that follows an image prop: a URL, a data URL or the bytes of an image file. Made for video by
// frames: images are decoded off the main thread, one at a time, and of those that come meanwhile only the
// newest is decoded next. Texture and GPU memory stay the same while the size does.

import { LinearFilter, NearestFilter, NoColorSpace, SRGBColorSpace, Texture } from "three";
import type { NodeContext } from "../../scene/node-type";
import { brief, isBytes } from "../../scene/read";
import { decodeImage } from "../../scene/textures";

type Source = string | Uint8Array;

export interface PictureOptions {
  /** The prop, for messages. */
  readonly name: string;
  /** Whether it holds colours; else numbers. */
  readonly color: boolean;
  /** Called when there is another picture, or none any more. */
  readonly changed: () => void;
}

export class Picture {
  readonly #ctx: NodeContext;
  readonly #options: PictureOptions;
  #texture: Texture | undefined;
  #bitmap: ImageBitmap | undefined;
  /** The newest source asked for, and the one being loaded. */
  #wanted: Source | undefined;
  #loading: Source | undefined;
  #endLoading: (() => void) | undefined;
  #interpolate = true;

  constructor(ctx: NodeContext, options: PictureOptions) {
    this.#ctx = ctx;
    this.#options = options;
  }

  /** Undefined until the first picture is there, and when none is wanted. */
  get texture(): Texture | undefined {
    return this.#texture;
  }

  get width(): number {
    return this.#bitmap?.width ?? 0;
  }

  get height(): number {
    return this.#bitmap?.height ?? 0;
  }

  /** Whether pixels are blended into each other when enlarged. Reduced, they always are. */
  set interpolate(interpolate: boolean) {
    this.#interpolate = interpolate;
    if (this.#texture) this.#filter(this.#texture);
  }

  /** Follow the prop. */
  set(value: unknown): void {
    let source: Source | undefined;
    if (isBytes(value) || typeof value === "string") source = value.length > 0 ? value : undefined;
    else if (value !== undefined && value !== null) this.#ctx.warn(`${this.#options.name} should be a URL or the bytes of an image, not ${brief(value)}; ignored`);
    if (source === this.#wanted) return;
    this.#wanted = source;
    if (source === undefined) {
      this.#cancel();
      this.#free();
      this.#options.changed();
      return;
    }
    // A slow download is given up for its successor; a decoding, which is short, is let finish, so that a
    // stream that is faster than the machine shows something.
    if (typeof this.#loading === "string") this.#cancel();
    if (this.#loading === undefined) this.#load(source);
  }

  dispose(): void {
    this.#cancel();
    this.#free();
  }

  #cancel(): void {
    this.#endLoading?.();
    this.#endLoading = undefined;
    this.#loading = undefined;
  }

  #free(): void {
    this.#texture?.dispose();
    this.#bitmap?.close();
    this.#texture = undefined;
    this.#bitmap = undefined;
  }

  #load(source: Source): void {
    const { name } = this.#options;
    this.#loading = source;
    this.#endLoading = this.#ctx.run(async (signal) => {
      try {
        const isUrl = typeof source === "string";
        const bytes = isUrl ? await this.#ctx.assets.bytes(source, signal) : (source as Uint8Array<ArrayBuffer>);
        const bitmap = await decodeImage(bytes, isUrl && !source.startsWith("data:") ? source : `What ${name} holds`);
        if (signal.aborted) bitmap.close();
        else this.#show(bitmap);
      } catch (error) {
        // One bad frame of a stream leaves the one before on show.
        if (!signal.aborted) this.#report(error);
      }
      if (signal.aborted) return;
      this.#loading = undefined;
      if (this.#wanted !== undefined && this.#wanted !== source) this.#load(this.#wanted);
    });
  }

  #report(error: unknown): void {
    if (this.#texture) this.#ctx.warn(error instanceof Error ? error.message : String(error));
    else this.#ctx.fail(error);
  }

  #show(bitmap: ImageBitmap): void {
    const before = this.#bitmap;
    const sameSize = before?.width === bitmap.width && before.height === bitmap.height;
    this.#bitmap = bitmap;
    const texture = (this.#texture ??= this.#newTexture());
    // GPU memory has a fixed size; another one is another allocation.
    if (before && !sameSize) texture.dispose();
    texture.image = bitmap;
    texture.needsUpdate = true;
    before?.close();
    this.#options.changed();
    this.#ctx.invalidate();
  }

  #newTexture(): Texture {
    const texture = new Texture();
    // The bitmap is upright already.
    texture.flipY = false;
    texture.generateMipmaps = false;
    texture.colorSpace = this.#options.color ? SRGBColorSpace : NoColorSpace;
    this.#filter(texture);
    return texture;
  }

  #filter(texture: Texture): void {
    const filter = this.#interpolate ? LinearFilter : NearestFilter;
    if (texture.magFilter === filter && texture.minFilter === LinearFilter) return;
    texture.magFilter = filter;
    texture.minFilter = LinearFilter;
    // Filters are set with the upload.
    if (this.#bitmap) texture.needsUpdate = true;
  }
}
