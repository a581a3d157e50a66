// Measuring: two clicks in the scene, and the distance between what they hit. Lines and ends are drawn over
// everything, and are no part of what can be clicked.

import { BufferAttribute, BufferGeometry, Group, Line, LineBasicMaterial, Points, PointsMaterial, Vector3 } from "three";
import type { Measurement } from "../panels/source";
import { Store, type Readable } from "../store";
import type { Viewer } from "./viewer";

const COLOR = 0xff7a1a;
const POINT_PX = 9;

const OFF: Measurement = { active: false, points: [], missed: false };

interface Drawing {
  readonly group: Group;
  readonly positions: BufferAttribute;
  dispose(): void;
}

const _v = new Vector3();

export class Measure {
  readonly state: Readable<Measurement>;
  readonly #state = new Store<Measurement>(OFF);
  readonly #viewer: Viewer;
  #drawing: Drawing | undefined;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
    this.state = this.#state;
  }

  /** Begin with no points, or end and take the drawing away. */
  set active(active: boolean) {
    if (active === this.#state.get().active) return;
    this.#state.set({ ...OFF, active });
    this.#draw();
  }

  /** Take a click, if it is measuring: `point` is what was hit, in the world. */
  pick(point: Vector3 | undefined): boolean {
    const { active, points } = this.#state.get();
    if (!active) return false;
    if (!point) this.#state.set({ active, points, missed: true });
    else {
      const next = [point.x, point.y, point.z] as const;
      const [first] = points;
      // A third click begins anew.
      this.#state.set({ active, points: first && points.length === 1 ? [first, next] : [next], missed: false });
    }
    this.#draw();
    return true;
  }

  /** Where a point of the world is on the page, in CSS pixels of the canvas; false if it is behind the camera. */
  project(point: readonly [number, number, number], out: [number, number]): boolean {
    const { camera, size } = this.#viewer;
    _v.set(...point).project(camera);
    out[0] = ((_v.x + 1) / 2) * size.x;
    out[1] = ((1 - _v.y) / 2) * size.y;
    return _v.z < 1;
  }

  dispose(): void {
    this.#drawing?.dispose();
    this.#drawing = undefined;
  }

  #draw(): void {
    const { active, points } = this.#state.get();
    if (!active) this.dispose();
    else {
      const { group, positions } = (this.#drawing ??= this.#makeDrawing());
      group.visible = points.length > 0;
      const [first, second = first] = points;
      if (first && second) {
        positions.setXYZ(0, ...first);
        positions.setXYZ(1, ...second);
        positions.needsUpdate = true;
      }
    }
    this.#viewer.invalidate();
  }

  #makeDrawing(): Drawing {
    const geometry = new BufferGeometry();
    const positions = new BufferAttribute(new Float32Array(6), 3);
    geometry.setAttribute("position", positions);
    const look = { color: COLOR, depthTest: false, depthWrite: false, toneMapped: false, fog: false, transparent: true };
    const lineMaterial = new LineBasicMaterial(look);
    const pointMaterial = new PointsMaterial({ ...look, size: POINT_PX * devicePixelRatio, sizeAttenuation: false });
    const group = new Group();
    for (const part of [new Line(geometry, lineMaterial), new Points(geometry, pointMaterial)]) {
      // It moves with every click, and its bounds with it.
      part.frustumCulled = false;
      part.renderOrder = 2000;
      group.add(part);
    }
    this.#viewer.scene.add(group);
    return {
      group,
      positions,
      dispose() {
        group.removeFromParent();
        geometry.dispose();
        lineMaterial.dispose();
        pointMaterial.dispose();
      },
    };
  }
}
