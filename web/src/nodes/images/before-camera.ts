// Where a picture stands that fills the view: before the camera, moving with it at once or with a `lag`, or in
// the world if it is `fixed`. Its pose, if it has one, is in the camera's frame then, or in its parent's.

import { Matrix4, Object3D, Quaternion, Vector3, type Camera, type Mesh, type WebGLRenderer } from "three";
import type { HudPlaneProps, Object3dProps } from "../../protocol/components.gen";
import type { Frame, NodeContext } from "../../scene/node-type";
import { applyPose } from "../../scene/object3d";
import { Reader } from "../../scene/read";

const DEFAULT_DISTANCE = 10;
/** Seconds: what lags more hardly moves. */
const MAX_LAG = 60;

/** What a camera sees. */
export interface Lens {
  /** Half the height of the view, at a distance of 1; of any distance if it is orthographic. */
  slope: number;
  /** Width over height. */
  aspect: number;
  perspective: boolean;
}

/** Read a camera's lens into `out`, which may be that of another. */
export function readLens({ projectionMatrix }: Camera, out: Lens): Lens {
  // Not from the fields that three.js makes it of: in a headset they say nothing.
  const e = projectionMatrix.elements;
  out.perspective = e[15] === 0;
  out.slope = 1 / e[5];
  out.aspect = e[5] / e[0];
  return out;
}

const _lens: Lens = { slope: 1, aspect: 1, perspective: true };
const _local = new Matrix4();
const _position = new Vector3();
const _turn = new Quaternion();
const _scale = new Vector3();
const _one = new Vector3(1, 1, 1);

/** Where what lags is so near to where it goes that it has arrived: metres, and radians. */
const ARRIVED = 1e-4;

/** A place and a turn that come after a camera: of the way there, e⁻¹ is left after `lag` seconds. */
class Follower {
  readonly position = new Vector3();
  readonly turn = new Quaternion();
  #there = false;

  /** True until it has arrived. */
  advance({ camera, delta }: Pick<Frame, "camera" | "delta">, lag: number): boolean {
    camera.updateWorldMatrix(true, false);
    camera.matrixWorld.decompose(_position, _turn, _scale);
    const part = this.#there ? 1 - Math.exp(-delta / lag) : 1;
    this.#there = true;
    this.position.lerp(_position, part);
    this.turn.slerp(_turn, part);
    return this.position.distanceTo(_position) > ARRIVED || this.turn.angleTo(_turn) > ARRIVED;
  }

  /** The next time it is there at once. */
  forget(): void {
    this.#there = false;
  }
}

export class BeforeCamera {
  /** What it stands on is around the eye: no size, and no distance to be moved by. */
  round = false;
  distance = DEFAULT_DISTANCE;
  readonly #pose = new Object3D();
  readonly #follower = new Follower();
  #fixed = false;
  #lag = 0;
  #height: number | undefined;
  #aspect: number | undefined;

  /** `distance`: where it stands without a prop that says so, in metres. */
  set(ctx: NodeContext, props: HudPlaneProps & Object3dProps, distance = DEFAULT_DISTANCE): void {
    const { position, rotation, quaternion, matrix } = props;
    applyPose(this.#pose, {
      ...(position == null ? {} : { position }),
      ...(rotation == null ? {} : { rotation }),
      ...(quaternion == null ? {} : { quaternion }),
      ...(matrix == null ? {} : { matrix }),
    });
    const read = new Reader(ctx, props);
    this.#fixed = read.boolean("fixed", false);
    this.#lag = this.#fixed ? 0 : read.clamped("lag", 0, 0, MAX_LAG);
    if (this.#lag === 0) this.#follower.forget();
    this.distance = Math.max(read.number("distanceToCamera", distance), 1e-3);
    this.#height = read.raw("height") === undefined ? undefined : Math.max(read.number("height", 1), 0);
    this.#aspect = read.raw("aspect") === undefined ? undefined : Math.max(read.number("aspect", 1), 0);
  }

  /** Before each frame: come after the camera. True if that is not the end of it. */
  advance(frame: Pick<Frame, "camera" | "delta">): boolean {
    return this.#lag > 0 && this.#follower.advance(frame, this.#lag);
  }

  /** From the frame of a square of side 1 to the world, for this camera. */
  matrix(camera: Camera, parent: Object3D | null, out: Matrix4): Matrix4 {
    if (this.#fixed) out.copy(parent?.matrixWorld ?? _local.identity());
    else if (this.#lag > 0) out.compose(this.#follower.position, this.#follower.turn, _one);
    else {
      camera.matrixWorld.decompose(_position, _turn, _scale);
      out.compose(_position, _turn, _one);
    }
    const pose = this.#pose;
    if (pose.matrixAutoUpdate) {
      pose.updateMatrix();
      // Before the eye; what is round is around it, and a matrix says all there is to say.
      if (!this.#fixed && !this.round) out.multiply(_local.makeTranslation(0, 0, -this.distance));
    }
    out.multiply(pose.matrix);
    if (this.round) return out;
    const lens = readLens(camera, _lens);
    const tall = this.#height ?? 2 * lens.slope * (lens.perspective ? this.distance : 1);
    return out.multiply(_local.makeScale(tall * (this.#aspect ?? lens.aspect), tall, 1));
  }

  /** Keep a mesh there, for every camera that draws it: no frame late, whoever moved the camera. */
  hold(mesh: Mesh, beforeRender?: (camera: Camera) => void): void {
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    mesh.matrixWorldAutoUpdate = false;
    mesh.onBeforeRender = (renderer, _scene, camera) => {
      this.matrix(viewerOf(renderer, camera), mesh.parent, mesh.matrixWorld);
      beforeRender?.(camera);
    };
  }
}

/** Who looks: both eyes of a headset look at one plane. Pictures of cameras are drawn with its session off. */
function viewerOf(renderer: WebGLRenderer, camera: Camera): Camera {
  return renderer.xr.enabled && renderer.xr.isPresenting ? renderer.xr.getCamera() : camera;
}
