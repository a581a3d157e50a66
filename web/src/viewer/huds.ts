// Scenes that are drawn over rectangles of the page after the page's own, each in front of all before it.

import type { Camera, Vector2, WebGLRenderer } from "three";
import { Vector4 } from "three";
import type { Hud, Huds as StageHuds } from "../scene/node-type";

const _viewport = new Vector4();
const _scissor = new Vector4();

export class Huds implements StageHuds {
  readonly #huds = new Set<Hud>();

  add(hud: Hud): () => void {
    this.#huds.add(hud);
    return () => void this.#huds.delete(hud);
  }

  /** Draw them as the page's camera sees them. */
  draw(renderer: WebGLRenderer, camera: Camera, size: Vector2): void {
    // A headset has no page.
    if (this.#huds.size === 0 || renderer.xr.isPresenting) return;
    const { autoClear } = renderer;
    const scissored = renderer.getScissorTest();
    renderer.getViewport(_viewport);
    renderer.getScissor(_scissor);
    renderer.autoClear = false;
    renderer.setScissorTest(true);
    for (const hud of [...this.#huds].sort((a, b) => a.order - b.order)) {
      const { x, y, width, height } = hud.rectangle(size);
      if (width <= 0 || height <= 0) continue;
      renderer.setViewport(x, y, width, height);
      renderer.setScissor(x, y, width, height);
      renderer.clearDepth();
      renderer.render(hud.scene, camera);
    }
    renderer.setViewport(_viewport);
    renderer.setScissor(_scissor);
    renderer.setScissorTest(scissored);
    renderer.autoClear = autoClear;
  }
}
