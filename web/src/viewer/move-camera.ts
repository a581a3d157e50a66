// Moving the camera in charge of the page from the program, unless somebody is moving it by hand.

import { Vector3 } from "three";
import type { SceneProps } from "../protocol/components.gen";
import { updatePose } from "../scene/object3d";
import { isNumbers } from "../scene/read";
import type { Viewer } from "./viewer";

const _target = new Vector3();
const _direction = new Vector3();

/**
 * Bring it to a pose; what of that is not given stays. The point that the controls turn about moves along, at the
 * distance it had. In a headset it is the floor under the viewer that goes there.
 */
export function moveCamera(viewer: Viewer, pose: Readonly<Record<string, unknown>>): void {
  // A headset keeps the controls off all the time.
  if (viewer.controlsHeld && !viewer.xr.presenting) return;
  const { camera, controls } = viewer.cameras;
  if (controls?.active) return;
  const distance = controls?.target(_target).distanceTo(camera.position) ?? 1;
  updatePose(camera, pose, pose);
  // Controls write position and rotation: a fixed matrix would hide that.
  camera.matrixAutoUpdate = true;
  camera.getWorldDirection(_direction);
  _target.copy(camera.position).addScaledVector(_direction, distance);
  controls?.setTarget(_target.x, _target.y, _target.z);
  viewer.xr.follow(camera);
  viewer.invalidate();
}

/** Where the Scene has the camera begin: it goes there whenever the Scene says something new. */
export class CameraStart {
  #said = "{}";

  /** To be called when the nodes of the scene are there: a camera among them goes there, too. */
  apply(viewer: Viewer, { camPosition, camRotation }: SceneProps): void {
    const place = {
      ...(isNumbers(camPosition, 3) && { position: camPosition }),
      ...(isNumbers(camRotation, 3) && { rotation: camRotation }),
    };
    const said = JSON.stringify(place);
    if (said === this.#said) return;
    this.#said = said;
    if (Object.keys(place).length > 0) moveCamera(viewer, place);
  }
}
