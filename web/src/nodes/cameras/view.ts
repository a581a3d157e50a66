// What a camera shows of itself while it is not in charge of the page: its lines, and its picture in the
// scene and on the page. Nothing of that is made before a prop asks for it.

import { Color, type Camera, type Scene, type WebGLRenderer } from "three";
import type { CameraPreviewProps } from "../../protocol/components.gen";
import type { CameraRequest, CameraView, Grabbed, NodeContext, Rectangle } from "../../scene/node-type";
import type { Reader } from "../../scene/read";
import { CAMERA_LINES, seeBothEyes } from "../../viewer/layers";
import { Film } from "./film";
import { pictureSize } from "./lens";
import type { Optics } from "./optics";
import { Sheet } from "./sheet";
import { take } from "./take";

/** Sizes and samples beyond this are mistakes, and a GPU runs out of memory long before them. */
export const MAX_ROWS = 4096;
const MAX_SAMPLES = 16;
const DEFAULT_QUALITY = 0.8;

export class View implements CameraView {
  readonly camera: Camera;
  readonly key: string;
  readonly #ctx: NodeContext;
  /** Has the place of the node's camera, with a picture and an aspect ratio of its own. */
  readonly #optics: Optics;
  readonly #background = new Color();
  #backgroundOpacity = 1;
  #lines: ReturnType<Optics["lines"]> | undefined;
  #inScene: ReturnType<Optics["screen"]> | undefined;
  #onPage: Sheet | undefined;
  #film: Film | undefined;
  #rows = 1024;

  /** Its optics become the view's. */
  constructor(ctx: NodeContext, camera: Camera, optics: Optics) {
    this.#ctx = ctx;
    this.key = ctx.key;
    this.camera = camera;
    this.#optics = optics;
    seeBothEyes(optics.eye.layers);
    camera.add(optics.eye);
  }

  get aspectOnPage(): number | undefined {
    return this.#onPage && this.#optics.aspect;
  }

  /** Follow the props; the lens of the eye is set already. */
  set(read: Reader<CameraPreviewProps>): void {
    const { layers } = this.#optics.eye;
    if (read.boolean("showCameraHelpers", false)) layers.enable(CAMERA_LINES);
    else layers.disable(CAMERA_LINES);
    this.#background.copy(read.color("previewBackgroundColor", "#808080"));
    this.#backgroundOpacity = read.clamped("previewBackgroundOpacity", 0.5, 0, 1);
    const distance = Math.max(read.number("previewDistance", 1), 0);
    this.#rows = read.number("renderSizeH", 1024);
    this.#setLines(read.boolean("showFrustum", false), distance);
    this.#setSheets(read.boolean("previewInScene", false), read.boolean("previewInOverlay", false), distance);
    this.#setFilm(read);
  }

  show(shown: boolean): void {
    if (this.#lines) this.#lines.mesh.visible = shown;
    if (this.#inScene) this.#inScene.mesh.visible = shown;
    // Until it has a place.
    if (this.#onPage) this.#onPage.mesh.visible = false;
  }

  draw(renderer: WebGLRenderer, scene: Scene): void {
    const film = this.#film;
    if (!film) return;
    const own = this.#lines?.mesh;
    if (own) own.visible = false;
    this.#optics.expose(film, renderer, scene, { color: this.#background, opacity: this.#backgroundOpacity });
    if (own) own.visible = true;
  }

  place(rectangle: Rectangle): void {
    if (!this.#onPage) return;
    this.#onPage.place(rectangle);
    this.#onPage.mesh.visible = true;
  }

  grab(request: CameraRequest): Promise<Grabbed> {
    const { width, height } = pictureSize(this.#rows, this.#optics.aspect, MAX_ROWS);
    const own = this.#lines?.mesh;
    const visible = own?.visible ?? false;
    if (own) own.visible = false;
    try {
      return take(this.#ctx.stage, this.#optics, { quality: DEFAULT_QUALITY, downsample: 1, ...request, width, height });
    } finally {
      if (own) own.visible = visible;
    }
  }

  dispose(): void {
    this.#lines?.dispose();
    this.#inScene?.dispose();
    this.#onPage?.dispose();
    this.#film?.dispose();
    this.#optics.eye.removeFromParent();
    this.#optics.dispose();
  }

  #setLines(wanted: boolean, distance: number): void {
    if (!wanted) {
      this.#lines?.dispose();
      this.#lines = undefined;
      return;
    }
    this.#lines ??= this.#optics.lines();
    this.#optics.eye.add(this.#lines.mesh);
    this.#lines.set(distance);
  }

  #setSheets(inScene: boolean, onPage: boolean, distance: number): void {
    if (!inScene) this.#inScene?.dispose();
    if (!onPage) this.#onPage?.dispose();
    this.#inScene = inScene ? (this.#inScene ?? this.#optics.screen()) : undefined;
    this.#onPage = onPage ? (this.#onPage ?? new Sheet(true)) : undefined;
    if (this.#inScene) {
      this.#inScene.set(distance);
      this.#optics.eye.add(this.#inScene.mesh);
    }
    if (this.#onPage) this.#ctx.stage.views.overPage.add(this.#onPage.mesh);
  }

  #setFilm(read: Reader<CameraPreviewProps>): void {
    const sheets = [this.#inScene, this.#onPage].filter((sheet) => sheet !== undefined);
    if (sheets.length === 0) {
      this.#film?.dispose();
      this.#film = undefined;
      return;
    }
    this.#film ??= new Film();
    this.#film.set({
      ...pictureSize(this.#rows, this.#optics.aspect, MAX_ROWS),
      samples: Math.floor(read.clamped("samples", 1, 1, MAX_SAMPLES)),
      depthBuffer: read.boolean("depthBuffer", true),
    });
    const { texture } = this.#film;
    for (const sheet of sheets) if (texture) sheet.picture = texture;
  }
}
