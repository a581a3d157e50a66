// The views of cameras that are not in charge of the page: drawn just before a frame is, after everything has
// moved, and laid out side by side in the corners of the page.

import type { Camera, Scene, WebGLRenderer } from "three";
import type { CameraView, CameraViews, PageCorner, Rectangle } from "../scene/node-type";
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

  find(key: string): CameraView | undefined {
    for (const view of this.#views) if (view.key === key) return view;
    return undefined;
  }

  /** Draw every view that a frame seen through `camera` shows. */
  draw(renderer: WebGLRenderer, scene: Scene, camera: Camera, size: { readonly x: number; readonly y: number }): void {
    const onPage = new Map<PageCorner, CameraView[]>();
    for (const view of this.#views) {
      const shown = view.camera !== camera && isShown(view.camera);
      view.show(shown);
      if (!shown) continue;
      view.draw(renderer, scene);
      // What is drawn at a place of the page has none in a headset.
      if (view.aspectOnPage === undefined || renderer.xr.isPresenting) continue;
      const { corner = "bottom-right" } = view;
      const there = onPage.get(corner);
      if (there) there.push(view);
      else onPage.set(corner, [view]);
    }
    for (const [corner, views] of onPage) {
      const places = layOut(views.map(({ aspectOnPage = 1 }) => aspectOnPage), size.x, size.y, corner);
      for (const [index, place] of places.entries()) views[index]?.place(place);
    }
  }
}

/** Places for pictures of these aspect ratios on a page of that size in pixels, in units of −1 to 1. */
export function layOut(aspects: readonly number[], width: number, height: number, corner: PageCorner = "bottom-right"): Rectangle[] {
  const kept = corner === "bottom-right" ? CORNER_PX : GAP_PX;
  const room = width - kept - GAP_PX * aspects.length;
  const sum = aspects.reduce((total, aspect) => total + aspect, 0);
  // Narrower pages show smaller pictures rather than fewer.
  const rows = Math.max(Math.min(height * HEIGHT, room / sum), 0);
  const bottom = corner.startsWith("bottom") ? GAP_PX : height - GAP_PX - rows;
  let taken = kept;
  return aspects.map((aspect) => {
    const across = rows * aspect;
    const left = corner.endsWith("right") ? width - taken - across : taken;
    taken += across + GAP_PX;
    return {
      left: (2 * left) / width - 1,
      right: (2 * (left + across)) / width - 1,
      bottom: (2 * bottom) / height - 1,
      top: (2 * (bottom + rows)) / height - 1,
    };
  });
}
