// Movable, Pivot and their kin: handles on whatever they hold. Dragging one moves the children on this page at once and
// tells the program by OBJECT_MOVE and, at the end, OBJECT_MOVE_END; the program moves it by updating its pose.

import { Euler, Group, OrthographicCamera, PerspectiveCamera, Quaternion, Vector3, type Camera, type Object3D } from "three";
import type { AnnotatedPivotControlsProps, HandlesProps, MovableProps, Object3dProps } from "../protocol/components.gen";
import type { ObjectMove } from "../protocol/events.gen";
import type { NodeType } from "../scene/node-type";
import { applyPose } from "../scene/object3d";
import { isNumbers, Reader } from "../scene/read";
import { Throttle } from "../scene/throttle";
import { PoseNote, type NotedPose } from "../panels/pose-note";
import { Gizmo } from "./gizmo/gizmo";
import { Limits, rangesOf } from "./gizmo/limits";
import { lookOf } from "./gizmo/look";
import { Seat } from "./gizmo/seat";

/** What they differ in. */
interface Style {
  /** An arrow's length in metres is `scale` times this, as in the original. */
  readonly metresPerScale: number;
  /** Without the prop. */
  readonly scale: number;
  readonly lineWidth: number;
  /** Where it stands without a pose. */
  readonly place?: readonly [number, number, number];
  /** Whether the pose is shown while it changes, without the prop. */
  readonly annotated?: boolean;
}

/** Arrows are never shorter on the screen (CSS pixels), so that they can be taken from any distance … */
const LEAST_LENGTH = 72;
/** … nor where fingers take them, or the rays of a headset. */
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

const _worldTurn = new Quaternion();
const _worldRotation = new Euler();

/** The pose as OBJECT_MOVE carries it: on a page that in the parent's frame, in a headset that in the world. */
function poseOf({ matrix, matrixWorld, position, rotation, quaternion }: Object3D, inHeadset: boolean): ObjectMove {
  if (inHeadset) {
    matrixWorld.decompose(_place, _worldTurn, _scale);
    const { x, y, z, order } = _worldRotation.setFromQuaternion(_worldTurn);
    return { matrixWorld: matrixWorld.toArray(), position: _place.toArray(), rotation: [x, y, z, order], quaternion: _worldTurn.toArray() };
  }
  return {
    matrix: matrix.toArray(),
    matrixWorld: matrixWorld.toArray(),
    position: position.toArray(),
    rotation: [rotation.x, rotation.y, rotation.z, rotation.order],
    quaternion: quaternion.toArray(),
  };
}

/** The pose as people read it. */
function notedPose({ position, rotation, quaternion, scale }: Object3D): NotedPose {
  return { position: position.toArray(), rotation: [rotation.x, rotation.y, rotation.z], quaternion: quaternion.toArray(), scale: scale.toArray() };
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

type HandledProps = Object3dProps & HandlesProps & Pick<MovableProps, "localRotation"> & Pick<AnnotatedPivotControlsProps, "fontSize">;

export const movable = handled({ metresPerScale: 0.1, scale: 0.4, lineWidth: 2 });
export const pivot = handled({ metresPerScale: 1, scale: 0.4, lineWidth: 1 });
export const pivotXR = handled({ metresPerScale: 1, scale: 0.1, lineWidth: 2, place: [0, 1, -1] });
export const annotatedPivotControls = handled({ metresPerScale: 1, scale: 1, lineWidth: 4, annotated: true });

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
      let note: PoseNote | undefined;
      let noted = false;
      let fontSize: number | undefined;
      const gizmo = new Gizmo(stage, object, {
        limit: (object) => {
          limits.apply(object);
        },
        changed: () => {
          ctx.invalidate();
        },
        moved: () => {
          moves.push(poseOf(object, stage.xr.session !== undefined));
          if (!noted) return;
          note ??= new PoseNote(stage.canvas.parentElement);
          note.fontSize = fontSize;
          note.show(notedPose(object));
        },
        ended: () => {
          moves.flush();
          note?.leave();
          ctx.send("OBJECT_MOVE_END", poseOf(object, stage.xr.session !== undefined));
        },
      });
      const handles = gizmo.handles.object;
      object.add(content, handles);
      const seat = new Seat(content, handles);
      const coarse = matchMedia("(pointer: coarse)");
      let length = 0;
      let fixed = false;

      const style = (props: Readonly<HandledProps>): void => {
        const read = new Reader(ctx, props);
        const { scale } = props;
        const factor = isNumbers(scale, 3) ? scale[0] : read.number("scale", look.scale);
        fixed = read.boolean("fixed", false);
        length = Math.abs(factor) * look.metresPerScale;
        gizmo.handles.look = lookOf(ctx, props, look.lineWidth);
        seat.set(read.vector("anchor"), read.vector("offset", [0, 0, 0]));
        gizmo.turnsInPlace = read.boolean("localRotation", false);
        gizmo.shown = !read.boolean("hide", false) && read.boolean("enabled", true);
        noted = read.boolean("annotations", look.annotated ?? false);
        if (!noted) note?.hide();
        fontSize = read.raw("fontSize") === undefined ? undefined : read.clamped("fontSize", 12, 1, 200);
        limits.translation = rangesOf(ctx, "translationLimits", props.translationLimits);
        limits.rotation = rangesOf(ctx, "rotationLimits", props.rotationLimits);
      };
      pose(object, props);
      if (look.place && props.position == null && props.matrix == null) object.position.fromArray(look.place);
      const limits = new Limits(object);
      style(props);

      ctx.onFrame(({ now, camera }) => {
        if (!gizmo.enabled) return undefined;
        seat.update(now);
        handles.updateWorldMatrix(true, false);
        // It may have moved since it last drew, and no frame need follow this one.
        camera.updateWorldMatrix(true, false);
        _place.setFromMatrixPosition(handles.matrixWorld);
        const pixel = metresPerPixel(camera, _place, stage.size.y);
        const least = (coarse.matches || stage.xr.session ? LEAST_LENGTH_TOUCH : LEAST_LENGTH) * pixel;
        object.getWorldScale(_scale);
        handles.scale.setScalar((fixed ? length * pixel : Math.max(length, least)) / Math.max(_scale.x, 1e-9));
        if (note?.shown) {
          _place.project(camera);
          note.stand(((_place.x + 1) / 2) * stage.size.x, ((1 - _place.y) / 2) * stage.size.y);
        }
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
          note?.dispose();
          gizmo.dispose();
        },
      };
    },
  };
}
