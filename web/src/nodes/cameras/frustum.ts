// The lines that show where a camera looks: from its place to the corners of its picture, the picture's edge,
// and a roof on the edge that is up.

import { BufferAttribute, BufferGeometry, LineBasicMaterial, LineSegments } from "three";
import { CAMERA_LINES } from "../../viewer/layers";
import { cornersAt, type LensCamera } from "./lens";

const COLOR = 0xffcc00;
/** Height of the roof, as a part of the picture's. */
const ROOF = 0.2;
/** The points: 1 to 4 the corners, 5 the ridge, 0 and 6 to 8 where the lines to the corners begin. */
const EDGES = [0, 1, 6, 2, 7, 3, 8, 4, 1, 2, 2, 3, 3, 4, 4, 1, 4, 5, 5, 3];

/** Lines that other cameras see if they are told to. */
export function cameraLines(geometry: BufferGeometry): LineSegments<BufferGeometry, LineBasicMaterial> {
  const lines = new LineSegments(geometry, new LineBasicMaterial({ color: COLOR, toneMapped: false }));
  lines.layers.set(CAMERA_LINES);
  // Its points change with the lens, and they are few.
  lines.frustumCulled = false;
  return lines;
}

export class Frustum {
  readonly lines: LineSegments<BufferGeometry, LineBasicMaterial>;
  readonly #points = new BufferAttribute(new Float32Array(9 * 3), 3);

  constructor() {
    this.lines = cameraLines(new BufferGeometry().setAttribute("position", this.#points).setIndex(EDGES));
  }

  /** Draw what this camera sees, as far as `distance`. */
  set(camera: LensCamera, distance: number): void {
    const corners = cornersAt(camera, distance);
    const [left = 0, bottom = 0, z = 0, right = 0, , , , top = 0] = corners;
    // In the eye, or without perspective side by side.
    const begin = cornersAt(camera, 0);
    this.#points.set(begin.subarray(0, 3), 0);
    this.#points.set(corners, 3);
    this.#points.set(begin.subarray(3), 18);
    this.#points.setXYZ(5, (left + right) / 2, top + (top - bottom) * ROOF, z);
    this.#points.needsUpdate = true;
  }

  dispose(): void {
    this.lines.removeFromParent();
    this.lines.geometry.dispose();
    this.lines.material.dispose();
  }
}
