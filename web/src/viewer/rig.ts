// Which camera draws to the screen, and which controls move it. Nodes offer both; the newest that wants to
// be the default is in charge. There is always a camera: without any offer it is the rig's own.

import { OrthographicCamera, PerspectiveCamera, type Camera, type Vector2, type Vector3 } from "three";
import type { CameraControls, CameraRig } from "../scene/node-type";
import { showCameraHelpers } from "./layers";

interface CameraOffer {
  readonly camera: Camera;
  readonly makeDefault: boolean;
  readonly stream: boolean;
}

interface ControlsOffer {
  readonly controls: CameraControls;
  readonly makeDefault: boolean;
}

/** The newest that wants to be the default, else the newest. */
function inCharge<T extends { readonly makeDefault: boolean }>(offers: readonly T[]): T | undefined {
  return offers.findLast((offer) => offer.makeDefault) ?? offers.at(-1);
}

/** What the rig asks of the viewer. */
export interface RigHost {
  readonly size: Vector2;
  readonly up: Vector3;
  readonly controlsHeld: boolean;
  invalidate(): void;
}

export class Rig implements CameraRig {
  readonly #host: RigHost;
  readonly #own = new PerspectiveCamera(75, 1, 0.1, 1000);
  readonly #cameras: CameraOffer[] = [];
  readonly #controls: ControlsOffer[] = [];
  readonly #shifts: { readonly x: number; readonly y: number }[] = [];
  /** By how many pixels the picture is shifted to the right and up if no node says so. */
  readonly #sceneShift = { x: 0, y: 0 };
  /** Whether the controls take the camera anywhere, as the Scene says. */
  orbits = true;
  /** The camera whose picture is shifted. */
  #shifted: PerspectiveCamera | OrthographicCamera | undefined;
  /** Who has been told to control what. */
  #attached: { readonly controls: CameraControls; readonly camera: Camera } | undefined;

  constructor(host: RigHost) {
    this.#host = host;
    this.#own.position.set(0, 2, 2);
    this.#own.lookAt(0, 0, 0);
    showCameraHelpers(this.#own);
  }

  get camera(): Camera {
    return this.offered ?? this.#own;
  }

  /** The camera in charge if a node has offered one. */
  get offered(): Camera | undefined {
    return inCharge(this.#cameras)?.camera;
  }

  get controls(): CameraControls | undefined {
    return inCharge(this.#controls)?.controls;
  }

  /** Whether moves of the camera are to be sent: unless its node or that of the controls says no. */
  get stream(): boolean {
    return (inCharge(this.#cameras)?.stream ?? true) && (this.controls?.stream ?? true);
  }

  addCamera(camera: Camera, options: { readonly makeDefault: boolean; readonly stream: boolean }): () => void {
    showCameraHelpers(camera);
    return this.#offer(this.#cameras, { camera, ...options });
  }

  addControls(controls: CameraControls, options: { readonly makeDefault: boolean }): () => void {
    return this.#offer(this.#controls, { controls, ...options });
  }

  /** Advance the controls. True while the camera goes on moving by itself. */
  update(delta: number): boolean {
    const { controls } = this;
    if (!controls) return false;
    this.#attach(controls);
    controls.enabled = this.orbits && !this.#host.controlsHeld;
    return controls.update(delta);
  }

  /** Shift the picture as the Scene says. */
  shiftScene(x: number, y: number): void {
    if (this.#sceneShift.x === x && this.#sceneShift.y === y) return;
    Object.assign(this.#sceneShift, { x, y });
    this.fit();
  }

  shift(x: number, y: number): () => void {
    const shift = { x, y };
    this.#shifts.push(shift);
    this.fit();
    this.#host.invalidate();
    return () => {
      this.#shifts.splice(this.#shifts.indexOf(shift), 1);
      this.fit();
      this.#host.invalidate();
    };
  }

  /** Bring the camera to the size and the up direction of the view. */
  fit(): void {
    const { camera } = this;
    const { x: width, y: height } = this.#host.size;
    this.#applyShift(camera, width, height);
    if (camera instanceof PerspectiveCamera) {
      camera.aspect = width / height;
      camera.updateProjectionMatrix();
    } else if (camera instanceof OrthographicCamera) {
      const halfWidth = ((camera.top - camera.bottom) * width) / height / 2;
      camera.left = -halfWidth;
      camera.right = halfWidth;
      camera.updateProjectionMatrix();
    }
  }

  #applyShift(camera: Camera, width: number, height: number): void {
    const { x, y } = this.#shifts.at(-1) ?? this.#sceneShift;
    const shifts = x !== 0 || y !== 0;
    if (this.#shifted && (this.#shifted !== camera || !shifts)) {
      this.#shifted.clearViewOffset();
      this.#shifted = undefined;
    }
    if (!shifts || !(camera instanceof PerspectiveCamera || camera instanceof OrthographicCamera)) return;
    // The view is a window of the picture: as it goes left and down, what is in it goes right and up.
    camera.setViewOffset(width, height, -x, y, width, height);
    this.#shifted = camera;
  }

  /** The scene's up direction has changed. */
  upChanged(): void {
    this.#detach();
    this.#changed();
  }

  dispose(): void {
    this.#detach();
  }

  #offer<T>(offers: T[], offer: T): () => void {
    offers.push(offer);
    this.#changed();
    return () => {
      const index = offers.indexOf(offer);
      if (index < 0) return;
      offers.splice(index, 1);
      this.#changed();
    };
  }

  #detach(): void {
    this.#attached?.controls.attach(undefined);
    this.#attached = undefined;
  }

  #changed(): void {
    const { camera, controls } = this;
    this.#host.invalidate();
    if (this.#attached && this.#attached.controls === controls && this.#attached.camera === camera) return;
    this.#detach();
    camera.up.copy(this.#host.up);
    this.fit();
  }

  /**
   * Not before a frame is drawn: while one scene takes the place of another, cameras are in charge for a moment
   * that controls must not turn.
   */
  #attach(controls: CameraControls): void {
    if (this.#attached) return;
    const { camera } = this;
    this.#attached = { controls, camera };
    controls.attach(camera);
  }
}
