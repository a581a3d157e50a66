// Bounds: the camera is moved so that the children fill the view.

import { Box3, Group, PerspectiveCamera, Sphere, Vector3 } from "three";
import type { BoundsProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { cameraPlace } from "./fit-camera";
import { boxBelow, ContentWatch } from "./content";

/** A move that is under way, in seconds. */
interface Move {
  readonly from: Vector3;
  readonly to: Vector3;
  readonly lookedAt: Vector3;
  readonly lookAt: Vector3;
  readonly takes: number;
  gone: number;
}

const _box = new Box3();
const _sphere = new Sphere();
const _point = new Vector3();

/** Whether the user wants no motion. */
const isCalm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The planes between which a camera at this distance from the ball sees all of it, with room to go round. */
function clip(camera: PerspectiveCamera, distance: number, radius: number): void {
  camera.near = Math.max((distance - radius) / 100, radius / 1000);
  camera.far = (distance + radius) * 100;
  camera.updateProjectionMatrix();
}

export const bounds: NodeType<BoundsProps> = {
  create(ctx, props) {
    const object = new Group();
    const watch = new ContentWatch(object);
    let move: Move | undefined;
    let done = false;
    let [width, height] = [0, 0];

    const begin = (): void => {
      const read = new Reader(ctx, props);
      const { camera, controls } = ctx.stage.cameras;
      boxBelow(object, _box, false);
      if (_box.isEmpty() || !(camera instanceof PerspectiveCamera)) return;
      done = true;
      _box.getBoundingSphere(_sphere).applyMatrix4(object.matrixWorld);
      if (!(_sphere.radius > 0)) return;
      const to = cameraPlace(camera, _sphere, read.clamped("margin", 1.2, 0.1, 1000));
      if (read.boolean("clip", false)) clip(camera, to.distanceTo(_sphere.center), _sphere.radius);
      const lookAt = _sphere.center.clone();
      const takes = isCalm() ? 0 : read.clamped("maxDuration", 1, 0, 60);
      const lookedAt = controls?.target(new Vector3()) ?? lookAt.clone();
      move = { from: camera.position.clone(), to, lookedAt, lookAt, takes, gone: 0 };
    };

    ctx.onFrame(({ delta }) => {
      const read = new Reader(ctx, props);
      const { size } = ctx.stage;
      const changed = watch.changed() || size.x !== width || size.y !== height;
      [width, height] = [size.x, size.y];
      if (read.boolean("fit", false) && (!done || (changed && read.boolean("observe", false)))) begin();
      if (!move) return undefined;
      const { camera, controls } = ctx.stage.cameras;
      // Who takes hold of the camera has it.
      if (controls?.active) move = undefined;
      else {
        move.gone += delta;
        const share = move.takes > 0 ? Math.min(move.gone / move.takes, 1) : 1;
        const eased = 1 - (1 - share) ** 3;
        camera.position.lerpVectors(move.from, move.to, eased);
        _point.lerpVectors(move.lookedAt, move.lookAt, eased);
        controls?.setTarget(_point.x, _point.y, _point.z);
        if (share === 1) move = undefined;
      }
      return move !== undefined;
    });
    return {
      object,
      update(changed, now) {
        props = now;
        if ("fit" in changed || "margin" in changed || "clip" in changed) done = false;
        return undefined;
      },
      dispose: () => undefined,
    };
  },
};
