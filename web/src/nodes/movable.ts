// Movable and Pivot: handles on whatever they hold. Dragging one moves the children on this page at once and tells the
// program by OBJECT_MOVE and, at the end, OBJECT_MOVE_END; the program moves it by updating its pose.

import { Euler, Group, OrthographicCamera, PerspectiveCamera, Vector3, type Camera, type Object3D } from "three";
import type { MovableProps, PivotProps } from "../protocol/components.gen";
import type { ObjectMove } from "../protocol/events.gen";
import type { NodeType } from "../scene/node-type";
import { applyPose } from "../scene/object3d";
import { isNumbers, Reader } from "../scene/read";
import { Throttle } from "../scene/throttle";
import { Gizmo } from "./gizmo/gizmo";
import { Seat } from "./gizmo/seat";

/** What the two differ in. */
interface Style {
  /** An arrow's length in metres is `scale` times this, as in the original. */
  readonly metresPerScale: number;
  readonly lineWidth: number;
}

const DEFAULT_SCALE = 0.4;
/** Arrows are never shorter on the screen (CSS pixels), so that they can be taken from any distance … */
const LEAST_LENGTH = 72;
/** … nor where fingers take them. */
const LEAST_LENGTH_TOUCH = 110;

const _place = new Vector3();
const _scale = new Vector3();
const _point = new Vector3();

/** Metres that a CSS pixel covers at a place, in a view so many pixels high. */
function metresPerPixel(camera: Camera, place: Vector3, height: number): number {
  if (camera instanceof OrthographicCamera) return (camera.top - camera.bottom) / camera.zoom / height;
  if (!(camera instanceof PerspectiveCamera)) return 0;
  // The depth, not the distance: that is what perspective divides by.
  const depth = -_point.copy(place).applyMatrix4(camera.matrixWorldInverse).z;
  return (2 * Math.tan((camera.fov * Math.PI) / 360) * Math.max(depth, camera.near)) / camera.zoom / height;
}

/** The pose as OBJECT_MOVE carries it. */
function poseOf({ matrix, matrixWorld, position, rotation, quaternion }: Object3D): ObjectMove {
  return {
    matrix: matrix.toArray(),
    matrixWorld: matrixWorld.toArray(),
    position: position.toArray(),
    rotation: [rotation.x, rotation.y, rotation.z, rotation.order],
    quaternion: quaternion.toArray(),
  };
}

/**
 * Take over what the program changed of the pose. The rest stays as the user left it: a program that moves
 * the position does not turn back what was turned by hand.
 */
function pose(object: Object3D, changed: Readonly<Partial<HandledProps>>): void {
  const { matrix, position, rotation, quaternion } = changed;
  const { order } = object.rotation;
  applyPose(object, {
    position: position ?? object.position.toArray(),
    scale: object.scale.toArray(),
    ...(matrix == null ? {} : { matrix }),
    ...(quaternion == null && rotation != null ? { rotation } : { quaternion: quaternion ?? object.quaternion.toArray() }),
  });
  // Dragging goes by position, rotation and scale.
  object.matrixAutoUpdate = true;
  if (order !== Euler.DEFAULT_ORDER && rotation == null) object.rotation.reorder(order);
}

type HandledProps = MovableProps & PivotProps;

export const movable = handled({ metresPerScale: 0.1, lineWidth: 2 });
export const pivot = handled({ metresPerScale: 1, lineWidth: 1 });

function handled(look: Style): NodeType<HandledProps> {
  return {
    // `scale` is that of the handles, and `hide` hides them alone.
    placement: "own",
    create(ctx, props) {
      const { stage } = ctx;
      const object = new Group();
      const content = new Group();
      // Pointers report more often than anybody draws.
      const moves = new Throttle<ObjectMove>((pose) => {
        ctx.send("OBJECT_MOVE", pose);
      });
      const gizmo = new Gizmo(stage, object, {
        changed: () => {
          ctx.invalidate();
        },
        moved: () => {
          moves.push(poseOf(object));
        },
        ended: () => {
          moves.flush();
          ctx.send("OBJECT_MOVE_END", poseOf(object));
        },
      });
      const handles = gizmo.handles.object;
      object.add(content, handles);
      const seat = new Seat(content, handles);
      const coarse = matchMedia("(pointer: coarse)");
      let length = 0;

      const style = (props: Readonly<HandledProps>): void => {
        const read = new Reader(ctx, props);
        const { scale } = props;
        const factor = isNumbers(scale, 3) ? scale[0] : read.number("scale", DEFAULT_SCALE);
        length = Math.abs(factor) * look.metresPerScale;
        gizmo.handles.lineWidth = read.clamped("lineWidth", look.lineWidth, 0, 100);
        seat.set(read.vector("anchor"), read.vector("offset", [0, 0, 0]));
        gizmo.shown = !read.boolean("hide", false);
      };
      pose(object, props);
      style(props);

      ctx.onFrame(({ now, camera }) => {
        if (!gizmo.enabled) return undefined;
        seat.update(now);
        handles.updateWorldMatrix(true, false);
        // It may have moved since it last drew, and no frame need follow this one.
        camera.updateWorldMatrix(true, false);
        _place.setFromMatrixPosition(handles.matrixWorld);
        const least = (coarse.matches ? LEAST_LENGTH_TOUCH : LEAST_LENGTH) * metresPerPixel(camera, _place, stage.size.y);
        object.getWorldScale(_scale);
        handles.scale.setScalar(Math.max(length, least) / Math.max(_scale.x, 1e-9));
        return undefined;
      });

      return {
        object,
        slot: content,
        update(changed, props) {
          // While the user drags, the user decides.
          if (!gizmo.dragging) pose(object, changed);
          style(props);
          return undefined;
        },
        dispose() {
          gizmo.dispose();
        },
      };
    },
  };
}
