// The world of what is drawn into a picture: a scene beside the page's, with cameras and a background of its own.

import { Color, Scene, Vector2, type Camera, type WebGLRenderer, type WebGLRenderTarget } from "three";
import type { NodeContext, World } from "../../scene/node-type";
import { OwnMaterial } from "../../scene/painter";
import { Backdrop } from "../../viewer/backdrop";
import { Rig } from "../../viewer/rig";

/** Pictures have at most so many pixels on a side. */
export const MAX_PIXELS = 4096;

const _clearColor = new Color();

export class InnerWorld implements World {
  readonly scene = new Scene();
  /** Of the picture, in pixels. Cameras are fitted to it by `cameras.fit()`. */
  readonly size = new Vector2(1, 1);
  readonly cameras: Rig;
  readonly backdrop: Backdrop;
  /** Each by itself: what is drawn together is in the page's scene. */
  readonly instances: World["instances"] = { join: (mesh, materials) => new OwnMaterial(mesh, materials) };
  /** Whether the last picture shows how it looks now. */
  fresh = false;
  readonly #outer: World;

  constructor(ctx: NodeContext) {
    this.#outer = ctx.world;
    const invalidate = (): void => {
      this.changed();
      ctx.invalidate();
    };
    this.cameras = new Rig({ size: this.size, up: ctx.stage.up, controlsHeld: true, invalidate });
    this.backdrop = new Backdrop(this.scene, invalidate);
  }

  changed(): void {
    this.fresh = false;
    this.#outer.changed?.();
  }

  /** Draw it; what no node covers is transparent. */
  draw(renderer: WebGLRenderer, target: WebGLRenderTarget, camera: Camera): void {
    const { xr, autoClear } = renderer;
    const [xrEnabled, before, alpha] = [xr.enabled, renderer.getRenderTarget(), renderer.getClearAlpha()];
    renderer.getClearColor(_clearColor);
    // Or it would draw for the eyes of the headset.
    xr.enabled = false;
    renderer.autoClear = true;
    renderer.setClearColor(0x000000, 0);
    renderer.setRenderTarget(target);
    renderer.render(this.scene, camera);
    renderer.setRenderTarget(before);
    renderer.setClearColor(_clearColor, alpha);
    renderer.autoClear = autoClear;
    xr.enabled = xrEnabled;
  }
}
