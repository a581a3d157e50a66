// The depth of a cloud: follows a prop that is a URL or the bytes of a picture. Clouds of one URL share the
// numbers and the texture; bytes of a stream are written over those before. One picture is read at a time,
// and of those that come meanwhile only the newest is read next.

import type { NodeContext } from "../../scene/node-type";
import { brief, isBytes } from "../../scene/read";
import { DepthTexture, readDepth } from "./image";

type Source = string | Uint8Array;

export class DepthSource {
  readonly #ctx: NodeContext;
  readonly #changed: () => void;
  #shown: DepthTexture | undefined;
  /** Ends the use of a shared texture that is on show; undefined for one of our own. */
  #endShared: (() => void) | undefined;
  #wanted: Source | undefined;
  #loading: Source | undefined;
  #endLoading: (() => void) | undefined;

  /** `changed` is called when there is another picture, or none any more. */
  constructor(ctx: NodeContext, changed: () => void) {
    this.#ctx = ctx;
    this.#changed = changed;
  }

  get texture(): DepthTexture | undefined {
    return this.#shown;
  }

  set(name: string, value: unknown): void {
    let source: Source | undefined;
    if (isBytes(value) || typeof value === "string") source = value.length > 0 ? value : undefined;
    else if (value !== undefined && value !== null) throw new Error(`${name} should be a URL or the bytes of a picture, not ${brief(value)}`);
    if (source === this.#wanted) return;
    this.#wanted = source;
    if (source === undefined) {
      this.#cancel();
      this.#free();
      this.#changed();
      return;
    }
    // A download is given up for its successor; a decoding, which is short, is let finish.
    if (typeof this.#loading === "string") this.#cancel();
    if (this.#loading === undefined) this.#load(name, source);
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
    if (this.#endShared) this.#endShared();
    else this.#shown?.dispose();
    this.#shown = undefined;
    this.#endShared = undefined;
  }

  #load(name: string, source: Source): void {
    this.#loading = source;
    const end = this.#ctx.run(async (signal) => {
      try {
        if (typeof source === "string") this.#showShared(await this.#shared(source, signal), end);
        else {
          const image = await readDepth(source, `What ${name} holds`);
          signal.throwIfAborted();
          this.#showOwn(image);
        }
        this.#changed();
      } catch (error) {
        signal.throwIfAborted();
        // One bad picture of a stream leaves the one before on show.
        if (this.#shown) this.#ctx.warn(error instanceof Error ? error.message : String(error));
        else this.#ctx.fail(error);
      }
      this.#loading = undefined;
      this.#endLoading = undefined;
      if (this.#wanted !== undefined && this.#wanted !== source) this.#load(name, this.#wanted);
    });
    this.#endLoading = end;
  }

  #shared(url: string, signal: AbortSignal): Promise<DepthTexture> {
    const { assets } = this.#ctx;
    return assets.share(
      `depth ${assets.resolve(url)}`,
      signal,
      async (signal) => new DepthTexture(await readDepth(new Uint8Array(await assets.bytes(url, signal)), url)),
      (texture) => {
        texture.dispose();
      },
    );
  }

  #showShared(texture: DepthTexture, end: () => void): void {
    this.#free();
    this.#shown = texture;
    this.#endShared = end;
  }

  #showOwn(image: DepthTexture["image"]): void {
    if (!this.#endShared && this.#shown?.replace(image)) return;
    this.#free();
    this.#shown = new DepthTexture(image);
  }
}
