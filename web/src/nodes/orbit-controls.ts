// OrbitControls: turn, shift and zoom the camera about a point, by mouse, touch and pen.

import type { Camera, OrthographicCamera, PerspectiveCamera } from "three";
import { MathUtils, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { OrbitControlsProps } from "../protocol/components.gen";
import type { CameraControls, NodeType } from "../scene/node-type";

const DEFAULT_MAX_POLAR_DEGREES = 135;
const DEFAULT_MAX_DISTANCE = 1000;

function configure(controls: OrbitControls, props: OrbitControlsProps): void {
  controls.enableDamping = props.enableDamping ?? false;
  controls.enablePan = props.enablePan ?? true;
  controls.enableRotate = props.enableRotate ?? true;
  controls.enableZoom = props.enableZoom ?? true;
  controls.screenSpacePanning = props.screenSpacePanning ?? true;
  controls.zoomSpeed = props.zoomSpeed ?? 1;
  controls.rotateSpeed = props.rotateSpeed ?? 1;
  controls.panSpeed = props.panSpeed ?? 1;
  controls.maxPolarAngle = MathUtils.degToRad(props.maxPolarAngle ?? DEFAULT_MAX_POLAR_DEGREES);
  controls.minPolarAngle = MathUtils.degToRad(props.minPolarAngle ?? 0);
  controls.minDistance = props.minDistance ?? 0;
  controls.maxDistance = props.maxDistance ?? DEFAULT_MAX_DISTANCE;
}

export const orbitControls: NodeType<OrbitControlsProps> = {
  create(ctx, props) {
    const target = new Vector3().fromArray(props.target ?? [0, 0, 0]);
    let current = props;
    let controls: OrbitControls | undefined;
    let active = false;

    const detach = (): void => {
      if (controls) target.copy(controls.target);
      controls?.dispose();
      controls = undefined;
      active = false;
    };
    const adapter: CameraControls = {
      attach(camera: Camera | undefined) {
        detach();
        if (!camera) return;
        // A new one each time: it takes the camera's up direction when it is made.
        controls = new OrbitControls(camera as PerspectiveCamera | OrthographicCamera, ctx.stage.canvas);
        controls.target.copy(target);
        configure(controls, current);
        controls.addEventListener("start", () => {
          active = true;
        });
        controls.addEventListener("end", () => {
          active = false;
        });
        controls.addEventListener("change", () => {
          ctx.invalidate();
        });
        controls.update();
      },
      update: (delta) => controls?.update(delta) ?? false,
      setTarget(x, y, z) {
        target.set(x, y, z);
        controls?.target.copy(target);
        controls?.update();
      },
      target(out) {
        return out.copy(controls?.target ?? target);
      },
      set enabled(enabled: boolean) {
        if (controls) controls.enabled = enabled;
      },
      get active() {
        return active;
      },
      get stream() {
        return current.stream ?? true;
      },
    };
    const withdraw = ctx.stage.cameras.addControls(adapter, { makeDefault: props.makeDefault ?? true });

    return {
      update(changed, next) {
        if ("makeDefault" in changed) return "rebuild";
        current = next;
        if (controls) configure(controls, next);
        if (next.target && "target" in changed) adapter.setTarget(...next.target);
        return undefined;
      },
      dispose: withdraw,
    };
  },
};
