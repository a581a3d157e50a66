/**
 * What is done inside the page: drawing one moment, reading pixels, counting differences. `install` is
 * sent there as text, so it may use nothing from outside itself.
 */

/**
 * @typedef {object} InPage
 * @property {(caption: string) => Promise<void>} settle Waits until that scene is applied and loaded, and
 *   draws it.
 * @property {(png: string) => Promise<void>} keepReference Sets what is compared with, in base64.
 * @property {() => number} compareCanvas The share of pixels in which the canvas differs from it.
 * @property {(png: string) => Promise<number>} compareWith The same of a picture, in base64.
 * @property {() => Promise<string>} canvasPng What the canvas shows, in base64.
 * @property {(png: string) => Promise<string>} difference A picture, in base64, of where that one differs.
 */

/** @param {number} tolerance By how much a channel may differ, of 255. */
export function install(tolerance) {
  /** The moment that is drawn, in ms: what moves by itself always stands where it stands then. */
  const NOW = 1_000;
  /** A page that is busy with the models of the scene shows it for so many turns before it is believed. */
  const QUIET_TURNS = 2;

  const { vuer } = /** @type {any} */ (window);
  const viewer = vuer?.viewer;
  /** @type {ImageData} */
  let reference;

  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  const draw = () => viewer.draw(NOW);

  /** @param {string} png */
  const decode = async (png) => {
    const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }), { colorSpaceConversion: "none" });
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
      new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true })
    );
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };

  /** @param {Blob} blob */
  const toBase64 = async (blob) => {
    const url = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    return /** @type {string} */ (url).slice("data:image/png;base64,".length);
  };

  /** Must follow `draw` in the same task: afterwards the buffer is the browser's. */
  const canvasPixels = () => {
    const gl = /** @type {WebGL2RenderingContext} */ (viewer.renderer.getContext());
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl;
    const flipped = new Uint8ClampedArray(4 * width * height);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, flipped);
    const data = new Uint8ClampedArray(flipped.length);
    const row = 4 * width;
    for (let y = 0; y < height; y++) data.set(flipped.subarray((height - 1 - y) * row, (height - y) * row), y * row);
    return new ImageData(data, width, height);
  };

  /**
   * @param {Uint8ClampedArray} one
   * @param {Uint8ClampedArray} other
   * @param {number} at
   */
  const differs = (one, other, at) => {
    for (let channel = at; channel < at + 3; channel++) {
      if (Math.abs((one[channel] ?? 0) - (other[channel] ?? 0)) > tolerance) return true;
    }
    return false;
  };

  /** @param {ImageData} picture */
  const share = (picture) => {
    if (picture.width !== reference.width || picture.height !== reference.height) return 1;
    let count = 0;
    for (let at = 0; at < picture.data.length; at += 4) {
      if (differs(picture.data, reference.data, at)) count++;
    }
    return count / (picture.width * picture.height);
  };

  /** @type {InPage} */
  const inPage = {
    async settle(caption) {
      while (vuer.store.root.props.picture !== caption) await turn();
      for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
        await turn();
        draw();
        if (vuer.state().loading > 0) quiet = -1;
      }
    },
    async keepReference(png) {
      reference = await decode(png);
    },
    compareCanvas() {
      draw();
      return share(canvasPixels());
    },
    async compareWith(png) {
      return share(await decode(png));
    },
    async canvasPng() {
      draw();
      /** @type {Promise<Blob>} */
      const blob = new Promise((resolve) => viewer.canvas.toBlob(resolve));
      return toBase64(await blob);
    },
    async difference(png) {
      const picture = await decode(png);
      const { width, height } = reference;
      const same = picture.width === width && picture.height === height;
      const image = new ImageData(width, height);
      for (let at = 0; at < image.data.length; at += 4) {
        const differing = !same || differs(picture.data, reference.data, at);
        const grey = 160 + 0.3 * (reference.data[at + 1] ?? 0);
        image.data.set(differing ? [220, 0, 60, 255] : [grey, grey, grey, 255], at);
      }
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext("2d")?.putImageData(image, 0, 0);
      return toBase64(await canvas.convertToBlob());
    },
  };
  /** @type {any} */ (window).vuerPictures = inPage;
}
