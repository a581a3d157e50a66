// Moves of the main camera that a person asks for: fill the view with something, look along an axis.

import { Box3, MathUtils, PerspectiveCamera, Sphere, Vector3, type Object3D } from "three";
import type { Viewer } from "./viewer";

/** Room around what fills the view. */
const MARGIN = 1.3;

/** How far to look at something that has no extent, in metres. */
const FALLBACK_RADIUS = 0.5;

const _target = new Vector3();
const _direction = new Vector3();
const _box = new Box3();
const _sphere = new Sphere();

/** Move the camera along its line of sight until the object fills the view. */
export function frameObject(viewer: Viewer, object: Object3D): void {
  const { camera, controls } = viewer.cameras;
  object.updateWorldMatrix(true, true);
  _box.setFromObject(object);
  _box.getBoundingSphere(_sphere);
  // Coordinates that are no numbers must not become the camera's.
  const measured = !_box.isEmpty() && Number.isFinite(_sphere.radius);
  if (!measured) object.getWorldPosition(_sphere.center);
  const radius = measured && _sphere.radius > 0 ? _sphere.radius : FALLBACK_RADIUS;
  const fov = camera instanceof PerspectiveCamera ? Math.min(camera.fov, camera.fov * camera.aspect) : 60;
  const distance = (radius * MARGIN) / Math.sin(MathUtils.degToRad(fov) / 2);
  camera.getWorldDirection(_direction);
  camera.position.copy(_sphere.center).addScaledVector(_direction, -distance);
  controls?.setTarget(_sphere.center.x, _sphere.center.y, _sphere.center.z);
  viewer.invalidate();
}

/** Look at what is in the middle of the view from this direction, at the same distance. */
export function viewFrom(viewer: Viewer, x: number, y: number, z: number): void {
  const { camera, controls } = viewer.cameras;
  if (controls) controls.target(_target);
  else _target.set(0, 0, 0);
  _direction.set(x, y, z).setLength(camera.position.distanceTo(_target));
  camera.position.copy(_target).add(_direction);
  camera.lookAt(_target);
  controls?.setTarget(_target.x, _target.y, _target.z);
  viewer.invalidate();
}
