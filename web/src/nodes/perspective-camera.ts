// The cameras of a scene: what each kind makes of its props. Everything else is the same for all.

import { OrthographicCamera, PerspectiveCamera } from "three";
import type { OrthographicCameraProps, PerspectiveCameraProps, SceneCameraProps, SimpleOrthographicCameraProps, SimplePerspectiveCameraProps } from "../protocol/components.gen";
import { cameraNode, type CameraKind } from "./cameras/camera";
import { guise } from "./cameras/guise";
import { setEdges, setLens } from "./cameras/lens";

const DEFAULT_ASPECT = 4 / 3;

const PERSPECTIVE: CameraKind<PerspectiveCameraProps> = {
  make: () => new PerspectiveCamera(),
  setLens(camera, read, _ctx, ofPicture) {
    if (!(camera instanceof PerspectiveCamera)) return;
    // The page has its own.
    if (ofPicture) camera.aspect = read.clamped("aspect", DEFAULT_ASPECT, 0.01, 100);
    setLens(camera, read);
  },
};

export const perspectiveCamera = cameraNode(PERSPECTIVE);

export const orthographicCamera = cameraNode<OrthographicCameraProps>({
  make: () => new OrthographicCamera(),
  setLens(camera, read) {
    if (camera instanceof OrthographicCamera) setEdges(camera, read);
  },
});

export const simplePerspectiveCamera = cameraNode<SimplePerspectiveCameraProps>({
  make: () => new PerspectiveCamera(),
  setLens(camera, read) {
    if (!(camera instanceof PerspectiveCamera)) return;
    camera.fov = read.number("fov", 50);
    camera.near = read.number("near", 0.1);
    camera.far = read.number("far", 2000);
    camera.zoom = read.number("zoom", 1);
    camera.updateProjectionMatrix();
  },
});

export const simpleOrthographicCamera = cameraNode<SimpleOrthographicCameraProps>({
  make: () => new OrthographicCamera(),
  setLens(camera, read, { stage }) {
    if (!(camera instanceof OrthographicCamera)) return;
    const { x: width, y: height } = stage.size;
    camera.left = -width / 2;
    camera.right = width / 2;
    camera.top = height / 2;
    camera.bottom = -height / 2;
    camera.near = read.number("near", 0.1);
    camera.far = read.number("far", 2000);
    camera.zoom = Math.max(read.number("zoom", 1), 1e-6);
    camera.updateProjectionMatrix();
  },
});

const sceneKind = cameraNode<PerspectiveCameraProps>({
  make: () => new PerspectiveCamera(),
  setLens(camera, read) {
    if (!(camera instanceof PerspectiveCamera)) return;
    const { aspect } = camera;
    camera.fov = read.number("fov", 60);
    camera.near = read.number("near", 0.1);
    camera.far = read.number("far", 2000);
    const [cx, cy] = [read.number("cx", 0), read.number("cy", 0)];
    if (cx !== 0 || cy !== 0) camera.setViewOffset(2, 2, cx, cy, 2, 2);
    else camera.clearViewOffset();
    camera.aspect = aspect;
    camera.updateProjectionMatrix();
  },
});

/** SceneCamera: the default camera, with a place and a point to look at of its own. */
export const sceneCamera = guise<SceneCameraProps, PerspectiveCameraProps>({
  kindOf: () => sceneKind,
  full: (props) => ({ lookAt: [0, 0, 0], ...props, makeDefault: true }),
  place: [0, 5, 10],
});
