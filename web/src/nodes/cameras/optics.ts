// What a view needs to know of the kind of camera that looks: what its picture is drawn by, what the lines
// are that show where it looks, and what its picture is shown on in the scene.

import type { Object3D, Scene, Texture, WebGLRenderer } from "three";
import type { Film, FilmBackground } from "./film";
import { Frustum } from "./frustum";
import { aspectOf, cornersAt, type LensCamera } from "./lens";
import { Sheet } from "./sheet";

/** Something that a camera shows of itself as far away as it is told. */
interface Shown {
  readonly mesh: Object3D;
  /** Follow the lens. */
  set(distance: number): void;
  dispose(): void;
}

export interface Optics {
  /** Stands where the camera does; its layers are what the picture shows. */
  readonly eye: Object3D;
  /** Width over height of its picture. */
  readonly aspect: number;
  /** The eye as a camera of three.js, if it is one: those know depth. */
  readonly lens?: LensCamera;
  /** Draw the picture. `background` is behind what the scene leaves open; absent, the page's. */
  expose(film: Film, renderer: WebGLRenderer, scene: Scene, background?: FilmBackground): void;
  lines(): Shown;
  /** What the picture is seen on in the scene. A view hands it its film's; it may have a better one. */
  screen(): Shown & { picture?: Texture };
  dispose(): void;
}

/** The optics of a camera of three.js. */
export function lensOptics(eye: LensCamera): Optics {
  return {
    eye,
    lens: eye,
    get aspect() {
      return aspectOf(eye);
    },
    expose(film, renderer, scene, background) {
      film.expose(renderer, scene, eye, background);
    },
    lines() {
      const frustum = new Frustum();
      return {
        mesh: frustum.lines,
        set(distance) {
          frustum.set(eye, distance);
        },
        dispose() {
          frustum.dispose();
        },
      };
    },
    screen() {
      const sheet = new Sheet(false);
      return {
        mesh: sheet.mesh,
        set picture(texture: Texture) {
          sheet.picture = texture;
        },
        set(distance) {
          sheet.bend(cornersAt(eye, distance));
        },
        dispose() {
          sheet.dispose();
        },
      };
    },
    dispose: () => undefined,
  };
}
