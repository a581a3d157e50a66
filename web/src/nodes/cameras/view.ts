// What a camera shows of itself while it is not in charge of the page: its lines, and its picture in the
// scene and on the page. Nothing of that is made before a prop asks for it.

import { Color, HalfFloatType, PerspectiveCamera, WebGLRenderTarget, type Scene, type WebGLRenderer } from "three";
import type { PerspectiveCameraProps } from "../../protocol/components.gen";
import type { CameraView, NodeContext, Rectangle } from "../../scene/node-type";
import type { Reader } from "../../scene/read";
import { CAMERA_LINES, seeBothEyes } from "../../viewer/layers";
import { Frustum } from "./frustum";
import { cornersAt, pictureSize, setLens } from "./lens";
import { Sheet } from "./sheet";

const DEFAULT_ASPECT = 4 / 3;
/** Sizes and samples beyond this are mistakes, and a GPU runs out of memory long before them. */
const MAX_ROWS = 4096;
const MAX_SAMPLES = 16;

const _pageColor = new Color();

export class View implements CameraView {
  readonly camera: PerspectiveCamera;
  readonly #ctx: NodeContext;
  /** Has the place of the node's camera, with a picture and an aspect ratio of its own. */
  readonly #eye = new PerspectiveCamera();
  readonly #background = new Color();
  #backgroundOpacity = 1;
  #frustum: Frustum | undefined;
  #inScene: Sheet | undefined;
  #onPage: Sheet | undefined;
  #target: WebGLRenderTarget | undefined;

  constructor(ctx: NodeContext, camera: PerspectiveCamera) {
    this.#ctx = ctx;
    this.camera = camera;
    seeBothEyes(this.#eye.layers);
    camera.add(this.#eye);
  }

  get aspectOnPage(): number | undefined {
    return this.#onPage && this.#eye.aspect;
  }

  set(read: Reader<PerspectiveCameraProps>): void {
    const eye = this.#eye;
    eye.aspect = read.clamped("aspect", DEFAULT_ASPECT, 0.01, 100);
    setLens(eye, read);
    if (read.boolean("showCameraHelpers", false)) eye.layers.enable(CAMERA_LINES);
    else eye.layers.disable(CAMERA_LINES);
    this.#background.copy(read.color("previewBackgroundColor", "#808080"));
    this.#backgroundOpacity = read.clamped("previewBackgroundOpacity", 0.5, 0, 1);
    const distance = Math.max(read.number("previewDistance", 1), 0);
    this.#setFrustum(read.boolean("showFrustum", false), distance);
    this.#setSheets(read.boolean("previewInScene", false), read.boolean("previewInOverlay", false), distance);
    this.#setTarget(read);
  }

  show(shown: boolean): void {
    if (this.#frustum) this.#frustum.lines.visible = shown;
    if (this.#inScene) this.#inScene.mesh.visible = shown;
    // Until it has a place.
    if (this.#onPage) this.#onPage.mesh.visible = false;
  }

  draw(renderer: WebGLRenderer, scene: Scene): void {
    if (!this.#target) return;
    const { xr } = renderer;
    const own = this.#frustum?.lines;
    const [xrEnabled, target, opacity] = [xr.enabled, renderer.getRenderTarget(), renderer.getClearAlpha()];
    renderer.getClearColor(_pageColor);
    // Or it would draw for the eyes of the headset.
    xr.enabled = false;
    if (own) own.visible = false;
    renderer.setRenderTarget(this.#target);
    renderer.setClearColor(this.#background, this.#backgroundOpacity);
    renderer.render(scene, this.#eye);
    renderer.setRenderTarget(target);
    renderer.setClearColor(_pageColor, opacity);
    if (own) own.visible = true;
    xr.enabled = xrEnabled;
  }

  place(rectangle: Rectangle): void {
    if (!this.#onPage) return;
    this.#onPage.place(rectangle);
    this.#onPage.mesh.visible = true;
  }

  dispose(): void {
    this.#frustum?.dispose();
    this.#inScene?.dispose();
    this.#onPage?.dispose();
    this.#target?.dispose();
    this.#eye.removeFromParent();
  }

  #setFrustum(wanted: boolean, distance: number): void {
    if (!wanted) {
      this.#frustum?.dispose();
      this.#frustum = undefined;
      return;
    }
    if (!this.#frustum) {
      this.#frustum = new Frustum();
      this.#eye.add(this.#frustum.lines);
    }
    this.#frustum.set(this.#eye, distance);
  }

  #setSheets(inScene: boolean, onPage: boolean, distance: number): void {
    if (!inScene) this.#inScene?.dispose();
    if (!onPage) this.#onPage?.dispose();
    this.#inScene = inScene ? (this.#inScene ?? new Sheet(false)) : undefined;
    this.#onPage = onPage ? (this.#onPage ?? new Sheet(true)) : undefined;
    if (this.#inScene) {
      this.#inScene.bend(cornersAt(this.#eye, distance));
      this.#eye.add(this.#inScene.mesh);
    }
    if (this.#onPage) this.#ctx.stage.scene.add(this.#onPage.mesh);
  }

  #setTarget(read: Reader<PerspectiveCameraProps>): void {
    const sheets = [this.#inScene, this.#onPage].filter((sheet) => sheet !== undefined);
    const { width, height } = pictureSize(read.number("renderSizeH", 1024), this.#eye.aspect, MAX_ROWS);
    const samples = Math.floor(read.clamped("samples", 1, 1, MAX_SAMPLES));
    const depthBuffer = read.boolean("depthBuffer", true);
    const old = this.#target;
    if (sheets.length === 0 || (old && (old.samples !== multisampled(samples) || old.depthBuffer !== depthBuffer))) {
      old?.dispose();
      this.#target = undefined;
    }
    if (sheets.length === 0) return;
    // Tone mapping comes when the picture is shown: until then it needs more than 8 bits.
    this.#target ??= new WebGLRenderTarget(width, height, { samples: multisampled(samples), depthBuffer, type: HalfFloatType });
    this.#target.setSize(width, height);
    for (const sheet of sheets) sheet.picture = this.#target.texture;
  }
}

/** What three.js calls the number of samples: none where one is enough. */
function multisampled(samples: number): number {
  return samples > 1 ? samples : 0;
}
