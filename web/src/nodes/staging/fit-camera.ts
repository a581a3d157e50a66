// Where a camera has to be to see all of something, along its line of sight.

import { type PerspectiveCamera, type Sphere, Vector3 } from "three";

const _direction = new Vector3();

/** The place from which the ball fills the view; `margin`: a factor of the room that it gets. */
export function cameraPlace(camera: PerspectiveCamera, { center, radius }: Sphere, margin: number): Vector3 {
  const angle = (Math.min(camera.fov, camera.fov * camera.aspect) * Math.PI) / 360;
  camera.getWorldDirection(_direction);
  return center.clone().addScaledVector(_direction, (-radius * margin) / Math.sin(angle));
}
