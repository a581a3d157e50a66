// The views of cameras that are not in charge of the page: drawn just before a frame is, after everything has
// moved, and laid out side by side in the page's lower right corner.

import type { Camera, Scene, WebGLRenderer } from "three";
import type { CameraView, CameraViews, Rectangle } from "../scene/node-type";
import { isShown } from "../scene/visible";

/** Height of the pictures on the page, as a part of the page's. */
const HEIGHT = 0.3;
/** Room around each, in CSS pixels. */
const GAP_PX = 12;
/** Width of what the corner itself belongs to: the axes that the panels show there. */
const CORNER_PX = 120;

export class Views implements CameraViews {
  readonly #views = new Set<CameraView>();

  add(view: CameraView): () => void {
    this.#views.add(view);
    return () => void this.#views.delete(view);
  }

  /** Draw every view that a frame seen through `camera` shows. */
  draw(renderer: WebGLRenderer, scene: Scene, camera: Camera, size: { readonly x: number; readonly y: number }): void {
    const onPage: CameraView[] = [];
    for (const view of this.#views) {
      const shown = view.camera !== camera && isShown(view.camera);
      view.show(shown);
      if (!shown) continue;
      view.draw(renderer, scene);
      // What is drawn at a place of the page has none in a headset.
      if (view.aspectOnPage !== undefined && !renderer.xr.isPresenting) onPage.push(view);
    }
    const places = layOut(onPage.map(({ aspectOnPage = 1 }) => aspectOnPage), size.x, size.y);
    for (const [index, place] of places.entries()) onPage[index]?.place(place);
  }
}

/** Places for pictures of these aspect ratios on a page of that size in pixels, in units of −1 to 1. */
export function layOut(aspects: readonly number[], width: number, height: number): Rectangle[] {
  const room = width - CORNER_PX - GAP_PX * aspects.length;
  const sum = aspects.reduce((total, aspect) => total + aspect, 0);
  // Narrower pages show smaller pictures rather than fewer.
  const rows = Math.max(Math.min(height * HEIGHT, room / sum), 0);
  let right = width - CORNER_PX;
  return aspects.map((aspect) => {
    const left = right - rows * aspect;
    const place = {
      left: (2 * left) / width - 1,
      right: (2 * right) / width - 1,
      bottom: (2 * GAP_PX) / height - 1,
      top: (2 * (GAP_PX + rows)) / height - 1,
    };
    right = left - GAP_PX;
    return place;
  });
}
