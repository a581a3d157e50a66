// A video that is played into a texture: from a file or from a stream. A frame of the video asks for a frame
// of the page, so that a page with a video at 30 Hz draws 30 times a second and not more often.

import { SRGBColorSpace, VideoTexture } from "three";
import type { VideoPlaybackProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { brief, isBytes, Reader } from "../../scene/read";

export class Player {
  readonly texture: VideoTexture;
  readonly #ctx: NodeContext;
  readonly #video: HTMLVideoElement;
  readonly #changed: () => void;
  #src: unknown;
  /** The URL of bytes that the prop holds. */
  #blobUrl: string | undefined;
  #callback = 0;
  #started = true;
  #endLoading: (() => void) | undefined;

  /** `changed` is called when the video has a first frame, or another size. */
  constructor(ctx: NodeContext, changed: () => void) {
    this.#ctx = ctx;
    this.#changed = changed;
    const video = document.createElement("video");
    this.#video = video;
    video.playsInline = true;
    this.texture = new VideoTexture(video);
    this.texture.colorSpace = SRGBColorSpace;
    const { signal } = ctx;
    for (const event of ["loadeddata", "resize"]) video.addEventListener(event, () => { this.#shown(); }, { signal });
    video.addEventListener("seeked", () => { ctx.invalidate(); }, { signal });
    video.addEventListener("error", () => { this.#failed(); }, { signal });
    // What makes a sound may only begin after somebody has touched the page.
    ctx.stage.canvas.ownerDocument.addEventListener("pointerdown", () => { this.#play(); }, { signal });
    this.#nextFrame();
  }

  /** Whether there is anything to show. */
  get ready(): boolean {
    return this.#video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  }

  /** Follow the props that say how it is played. */
  set(props: VideoPlaybackProps): void {
    const read = new Reader(this.#ctx, props);
    const video = this.#video;
    video.muted = read.boolean("muted", true);
    video.loop = read.boolean("loop", true);
    const credentials = read.string("crossOrigin", "anonymous").toLowerCase() === "use-credentials";
    // Without either, a file of another server could be seen but not drawn.
    video.crossOrigin = credentials ? "use-credentials" : "anonymous";
    this.#started = read.boolean("start", true);
    if (this.#started) this.#play();
    else video.pause();
  }

  /** Play a file: its URL or its bytes. */
  setSource(src: unknown): void {
    if (src === this.#src) return;
    this.#src = undefined;
    this.#unload();
    this.#ctx.recover();
    if (src === undefined || src === null || src === "") {
      this.#changed();
      return;
    }
    if (typeof src === "string") this.#video.src = this.#ctx.resolve(src);
    else if (isBytes(src)) {
      this.#blobUrl = URL.createObjectURL(new Blob([src as Uint8Array<ArrayBuffer>]));
      this.#video.src = this.#blobUrl;
    } else throw new TypeError(`src should be a URL or the bytes of a video, not ${brief(src)}`);
    // Not before: what was refused is refused again by the next update.
    this.#src = src;
    this.#endLoading = this.#ctx.run((signal) => this.#firstFrame(signal));
    if (this.#started) this.#play();
  }

  /** Play what comes in live. */
  setStream(stream: MediaStream | undefined): void {
    this.#unload();
    if (!stream) return;
    this.#video.srcObject = stream;
    if (this.#started) this.#play();
  }

  dispose(): void {
    this.#video.cancelVideoFrameCallback(this.#callback);
    this.#unload();
    this.texture.dispose();
  }

  /** Until there is something to show, or never will be, the node counts as loading. */
  #firstFrame(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => { resolve(); };
      for (const event of ["loadeddata", "error"]) this.#video.addEventListener(event, end, { once: true, signal });
      signal.addEventListener("abort", end, { once: true });
    });
  }

  #unload(): void {
    this.#endLoading?.();
    this.#endLoading = undefined;
    const video = this.#video;
    video.pause();
    video.srcObject = null;
    // Without a new load() the old file would be kept, and played on.
    video.removeAttribute("src");
    video.load();
    if (this.#blobUrl !== undefined) URL.revokeObjectURL(this.#blobUrl);
    this.#blobUrl = undefined;
  }

  #play(): void {
    const video = this.#video;
    if (!this.#started || !video.paused || (!video.hasAttribute("src") && !video.srcObject)) return;
    video.play().catch((reason: unknown) => {
      if (reason instanceof DOMException && reason.name === "NotAllowedError") {
        this.#ctx.warn("The browser plays sound only after you have clicked on the page; set muted for a video without");
      }
      // All else is either told by the element's own event, or the play was ended by another source.
    });
  }

  #shown(): void {
    this.texture.needsUpdate = true;
    this.#changed();
    this.#ctx.invalidate();
  }

  #failed(): void {
    const { error } = this.#video;
    if (!this.#video.hasAttribute("src") || !error) return;
    const what = typeof this.#src === "string" && !this.#src.startsWith("data:") ? this.#src : "What src holds";
    this.#ctx.fail(new Error(`${what} is not a video that this browser plays${error.message ? ` (${error.message})` : ""}`));
  }

  #nextFrame(): void {
    this.#callback = this.#video.requestVideoFrameCallback((_now, { captureTime }) => {
      // Known of live video whose sender tells it.
      if (captureTime !== undefined) this.#ctx.stage.frameAges.show(this.#ctx.key, performance.timeOrigin + captureTime, "page");
      this.#ctx.invalidate();
      this.#nextFrame();
    });
  }
}
