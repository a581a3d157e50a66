// How the page's picture is drawn: by the renderer, or by a node that does something to it first.

import type { Camera, Scene, WebGLRenderer } from "three";
import type { Finish, Finishes as StageFinishes } from "../scene/node-type";

export class Finishes implements StageFinishes {
  readonly #finishes = new Set<Finish>();

  add(finish: Finish): () => void {
    this.#finishes.add(finish);
    return () => void this.#finishes.delete(finish);
  }

  /** Draw the picture. `delta`: seconds since the last one. */
  draw(renderer: WebGLRenderer, scene: Scene, camera: Camera, delta: number): void {
    // What a headset shows is no picture of a page.
    const finish = renderer.xr.isPresenting ? undefined : this.#newest();
    if (!finish) {
      renderer.render(scene, camera);
      return;
    }
    try {
      finish.draw(scene, camera, delta);
    } catch (error) {
      finish.failed(error);
      renderer.setRenderTarget(null);
      renderer.render(scene, camera);
    }
  }

  #newest(): Finish | undefined {
    let newest: Finish | undefined;
    for (const finish of this.#finishes) if (finish.ready && finish.order >= (newest?.order ?? -Infinity)) newest = finish;
    return newest;
  }
}
