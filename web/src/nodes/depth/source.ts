// The depth of a cloud: follows a prop that is a URL or the bytes of a picture. Clouds of one URL share the
// numbers and the texture; bytes of a stream are written over those before.

import type { NodeContext } from "../../scene/node-type";
import { brief } from "../../scene/read";
import { isSource, NewestSource } from "../newest-source";
import { DepthTexture, readDepth } from "./image";

export class DepthSource {
  readonly #ctx: NodeContext;
  readonly #newest: NewestSource;
  /** The prop, for messages. */
  #name = "";
  #shown: DepthTexture | undefined;
  /** Ends the use of a shared texture that is on show; undefined for one of our own. */
  #endShared: (() => void) | undefined;

  /** `changed` is called when there is another picture, or none any more. */
  constructor(ctx: NodeContext, changed: () => void) {
    this.#ctx = ctx;
    this.#newest = new NewestSource(ctx, {
      load: async (source, signal, end) => {
        if (typeof source === "string") this.#showShared(await this.#shared(source, signal), end);
        else {
          const image = await readDepth(source, `What ${this.#name} holds`);
          signal.throwIfAborted();
          this.#showOwn(image);
        }
        changed();
      },
      shows: () => this.#shown !== undefined,
      free: () => {
        this.#free();
      },
      changed,
    });
  }

  get texture(): DepthTexture | undefined {
    return this.#shown;
  }

  set(name: string, value: unknown): void {
    if (!isSource(value)) throw new Error(`${name} should be a URL or the bytes of a picture, not ${brief(value)}`);
    this.#name = name;
    this.#newest.set(value);
  }

  dispose(): void {
    this.#newest.dispose();
  }

  #free(): void {
    if (this.#endShared) this.#endShared();
    else this.#shown?.dispose();
    this.#shown = undefined;
    this.#endShared = undefined;
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
