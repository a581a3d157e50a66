// The views of cameras that are not in charge of the page: drawn just before a frame is, after everything has
// moved, and laid out side by side in the corners of the page, or one of them large – over the frame when it is
// finished: what passes do to it is not done to them.

import { Camera, Scene, type WebGLRenderer } from "three";
import type { CameraView, CameraViews, PageCorner, PictureFrame, PictureLayout, Rectangle, ShownPicture } from "../scene/node-type";
import { isShown } from "../scene/visible";
import { CAMERA_PICTURES } from "./layers";

/** Height of the pictures on the page, as a part of the page's. */
const HEIGHT = 0.3;
/** Room around each, in CSS pixels. */
const GAP_PX = 12;
/** Width of what the corner itself belongs to: the axes that the panels show there. */
const CORNER_PX = 120;

export class Views implements CameraViews {
  enlarged: string | undefined;
  readonly overPage = new Scene();
  /** Where it stands does not matter: pictures on the page have places there. */
  readonly #eye = new Camera();
  readonly #views = new Set<CameraView>();
  readonly #layouts: PictureLayout[] = [];
  readonly #frames: PictureFrame[] = [];

  constructor() {
    this.#eye.layers.set(CAMERA_PICTURES);
  }

  add(view: CameraView): () => void {
    this.#views.add(view);
    return () => void this.#views.delete(view);
  }

  find(key: string): CameraView | undefined {
    for (const view of this.#views) if (view.key === key) return view;
    return undefined;
  }

  arrange(layout: PictureLayout): () => void {
    return enter(this.#layouts, layout, () => {
      layout.shown([]);
    });
  }

  frame(frame: PictureFrame): () => void {
    return enter(this.#frames, frame, () => {
      frame.shown(undefined);
    });
  }

  /** Draw every view that a frame seen through `camera` shows. */
  draw(renderer: WebGLRenderer, scene: Scene, camera: Camera, size: { readonly x: number; readonly y: number }): void {
    const layout = this.#layouts.at(-1);
    const onPage = new Map<PageCorner, CameraView[]>();
    let large: CameraView | undefined;
    for (const view of this.#views) {
      const shown = view.camera !== camera && isShown(view.camera);
      view.show(shown);
      if (!shown) continue;
      view.draw(renderer, scene);
      // What is drawn at a place of the page has none in a headset.
      if (view.aspectOnPage === undefined || renderer.xr.isPresenting) continue;
      if (view.key === this.enlarged) large ??= view;
      const { corner = layout?.corner ?? "bottom-right" } = view;
      const there = onPage.get(corner);
      if (there) there.push(view);
      else onPage.set(corner, [view]);
    }
    const frame = this.#frames.at(-1);
    const enlarged = large && frame && { key: large.key, place: fitIn(large.aspectOnPage ?? 1, size.x, size.y, frame.margin) };
    if (enlarged) large?.place(enlarged.place);
    frame?.shown(enlarged);
    const pictures: ShownPicture[] = [];
    // The large one would lie on them.
    for (const [corner, views] of enlarged ? [] : onPage) {
      const places = layOut(views.map(({ aspectOnPage = 1 }) => aspectOnPage), size.x, size.y, corner, corner === layout?.corner ? layout : undefined);
      for (const [index, place] of places.entries()) {
        const view = views[index];
        view?.place(place);
        if (view && !view.corner) pictures.push({ key: view.key, place });
      }
    }
    layout?.shown(pictures);
  }

  /** Lay the pictures that have a place over the page. */
  drawOver(renderer: WebGLRenderer): void {
    if (!this.overPage.children.some(({ visible }) => visible)) return;
    const { autoClear } = renderer;
    renderer.autoClear = false;
    renderer.render(this.overPage, this.#eye);
    renderer.autoClear = autoClear;
  }
}

function enter<T>(list: T[], item: T, left: () => void): () => void {
  list.push(item);
  return () => {
    const index = list.indexOf(item);
    if (index < 0) return;
    list.splice(index, 1);
    left();
  };
}

/** Places for pictures of these aspect ratios on a page of that size in pixels, in units of −1 to 1. */
export function layOut(aspects: readonly number[], width: number, height: number, corner: PageCorner = "bottom-right", layout?: Pick<PictureLayout, "height" | "gap" | "margin">): Rectangle[] {
  const { gap, margin } = layout ?? { gap: GAP_PX, margin: GAP_PX };
  const kept = layout || corner !== "bottom-right" ? margin : CORNER_PX;
  const room = width - kept - margin - gap * (aspects.length - 1);
  const sum = aspects.reduce((total, aspect) => total + aspect, 0);
  // Narrower pages show smaller pictures rather than fewer.
  const rows = Math.max(Math.min(layout?.height ?? height * HEIGHT, room / sum), 0);
  const bottom = corner.startsWith("bottom") ? margin : height - margin - rows;
  let taken = kept;
  return aspects.map((aspect) => {
    const across = rows * aspect;
    const left = corner.endsWith("right") ? width - taken - across : taken;
    taken += across + gap;
    return {
      left: (2 * left) / width - 1,
      right: (2 * (left + across)) / width - 1,
      bottom: (2 * bottom) / height - 1,
      top: (2 * (bottom + rows)) / height - 1,
    };
  });
}

/** The largest rectangle of that shape in the middle of the page. `margin`: in parts of the page. */
export function fitIn(aspect: number, width: number, height: number, margin: number): Rectangle {
  const room = 1 - 2 * margin;
  const rows = Math.min(height * room, (width * room) / aspect);
  const [x, y] = [(rows * aspect) / width, rows / height];
  return { left: -x, right: x, bottom: -y, top: y };
}
