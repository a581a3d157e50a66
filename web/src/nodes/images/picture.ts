// A texture that follows an image prop: a URL, a data URL or the bytes of an image file. Made for video by
// frames: images are decoded off the main thread; texture and GPU memory stay the same while the size does.

import { LinearFilter, NearestFilter, NoColorSpace, SRGBColorSpace, Texture } from "three";
import type { NodeContext } from "../../scene/node-type";
import { brief } from "../../scene/read";
import { decodeImage } from "../../scene/textures";
import { isSource, NewestSource, type Source } from "../newest-source";

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
  readonly #newest: NewestSource;
  /** When the picture was taken that the prop holds. */
  #capturedAt: number | undefined;
  #texture: Texture | undefined;
  #bitmap: ImageBitmap | undefined;
  #interpolate = true;

  constructor(ctx: NodeContext, options: PictureOptions) {
    this.#ctx = ctx;
    this.#options = options;
    this.#newest = new NewestSource(ctx, {
      load: async (source, signal) => {
        // Loaded is what the prop holds now; when the bitmap is there the prop may hold the next one.
        const capturedAt = this.#capturedAt;
        const bitmap = await this.#decode(source, signal);
        if (signal.aborted) {
          bitmap.close();
          return;
        }
        this.#show(bitmap);
        if (capturedAt !== undefined) ctx.stage.frameAges.show(ctx.key, capturedAt);
      },
      shows: () => this.#texture !== undefined,
      free: () => {
        this.#free();
      },
      changed: options.changed,
    });
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

  /** Follow the prop. `capturedAt`: when the picture was taken, in milliseconds since 1970. */
  set(value: unknown, capturedAt?: number): void {
    this.#capturedAt = capturedAt;
    if (!isSource(value)) this.#ctx.warn(`${this.#options.name} should be a URL or the bytes of an image, not ${brief(value)}; ignored`);
    this.#newest.set(isSource(value) ? value : undefined);
  }

  dispose(): void {
    this.#newest.dispose();
  }

  #free(): void {
    this.#texture?.dispose();
    this.#bitmap?.close();
    this.#texture = undefined;
    this.#bitmap = undefined;
  }

  async #decode(source: Source, signal: AbortSignal): Promise<ImageBitmap> {
    const isUrl = typeof source === "string";
    const bytes = isUrl ? await this.#ctx.assets.bytes(source, signal) : (source as Uint8Array<ArrayBuffer>);
    return decodeImage(bytes, isUrl && !source.startsWith("data:") ? source : `What ${this.#options.name} holds`);
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
