// CAMERA_MOVE: tells the server where the main camera is, whenever that has changed; in a headset with every frame.

import { Euler, Matrix4, OrthographicCamera, PerspectiveCamera, Quaternion, Vector3, type Camera, type Vector2 } from "three";
import type { CameraMove } from "../protocol/events.gen";

type Lens = NonNullable<CameraMove["camera"]>;

/** The shortest time between two events: 60 a second, with some slack for the jitter of frames. */
const MIN_INTERVAL_MS = 15;

/** The key of the page's own camera. */
export const MAIN_CAMERA_KEY = "defaultCamera";

const _position = new Vector3();
const _quaternion = new Quaternion();
const _scale = new Vector3();
const _rotation = new Euler();

export interface CameraStreamOptions {
  readonly size: Vector2;
  /** Whether moves are wanted at all. */
  readonly wanted: () => boolean;
  /** Returns false if the event could not be sent; it is tried again then. */
  readonly send: (key: string, value: CameraMove) => boolean;
  /** Ask to be called again, after a move that came too soon. */
  readonly again: () => void;
}

export class CameraStream {
  readonly #options: CameraStreamOptions;
  readonly #sentWorld = new Matrix4();
  readonly #sentProjection = new Matrix4();
  #sent = false;
  #sentAt = -Infinity;

  constructor(options: CameraStreamOptions) {
    this.#options = options;
  }

  /** The next look counts as a change: there is a new session, which knows nothing. */
  restart(): void {
    this.#sent = false;
  }

  /** Send where the viewer of a headset is, as it is drawn now, whether that is new or not. */
  follow(camera: Camera): void {
    if (this.#options.wanted()) this.#options.send(MAIN_CAMERA_KEY, describeCamera(camera, this.#options.size));
  }

  /** Look at the camera after a frame was drawn, and send what has changed. */
  observe(camera: Camera, now: number): void {
    if (!this.#options.wanted()) return;
    if (this.#sent && this.#sentWorld.equals(camera.matrixWorld) && this.#sentProjection.equals(camera.projectionMatrix)) {
      return;
    }
    if (now - this.#sentAt < MIN_INTERVAL_MS) {
      this.#options.again();
      return;
    }
    if (!this.#options.send(MAIN_CAMERA_KEY, describeCamera(camera, this.#options.size))) return;
    this.#sent = true;
    this.#sentAt = now;
    this.#sentWorld.copy(camera.matrixWorld);
    this.#sentProjection.copy(camera.projectionMatrix);
  }
}

/** The value of CAMERA_MOVE: the pose in the world, and the lens. */
export function describeCamera(camera: Camera, size: Vector2): CameraMove {
  const matrix = camera.matrixWorld.toArray();
  camera.matrixWorld.decompose(_position, _quaternion, _scale);
  _rotation.setFromQuaternion(_quaternion);
  return {
    matrix,
    camera: {
      matrix,
      position: _position.toArray(),
      rotation: [_rotation.x, _rotation.y, _rotation.z],
      quaternion: _quaternion.toArray(),
      width: size.x,
      height: size.y,
      ...lensOf(camera),
    },
  };
}

function lensOf(camera: Camera): Lens {
  if (camera instanceof PerspectiveCamera) {
    const { near, far, zoom, fov, aspect, focus, filmGauge, filmOffset } = camera;
    return { ctype: "perspective", near, far, zoom, fov, aspect, focus, filmGauge, filmOffset };
  }
  if (camera instanceof OrthographicCamera) {
    const { near, far, zoom, left, right, top, bottom } = camera;
    return { ctype: "orthographic", near, far, zoom, left, right, top, bottom };
  }
  return {};
}
