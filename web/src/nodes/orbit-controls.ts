// OrbitControls: turn, shift and zoom the camera about a point, by mouse, touch and pen.

import type { Camera, OrthographicCamera, PerspectiveCamera } from "three";
import { MathUtils, Vector3 } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { OrbitControlsProps } from "../protocol/components.gen";
import type { CameraControls, NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

const DEFAULT_MAX_POLAR_DEGREES = 135;
const DEFAULT_MAX_DISTANCE = 1000;

function configure(controls: OrbitControls, read: Reader<OrbitControlsProps>): void {
  controls.enableDamping = read.boolean("enableDamping", false);
  controls.enablePan = read.boolean("enablePan", true);
  controls.enableRotate = read.boolean("enableRotate", true);
  controls.enableZoom = read.boolean("enableZoom", true);
  controls.screenSpacePanning = read.boolean("screenSpacePanning", true);
  controls.zoomSpeed = read.number("zoomSpeed", 1);
  controls.rotateSpeed = read.number("rotateSpeed", 1);
  controls.panSpeed = read.number("panSpeed", 1);
  controls.maxPolarAngle = MathUtils.degToRad(read.number("maxPolarAngle", DEFAULT_MAX_POLAR_DEGREES));
  controls.minPolarAngle = MathUtils.degToRad(read.number("minPolarAngle", 0));
  controls.minDistance = read.number("minDistance", 0);
  controls.maxDistance = read.number("maxDistance", DEFAULT_MAX_DISTANCE);
}

export const orbitControls: NodeType<OrbitControlsProps> = {
  create(ctx, props) {
    let read = new Reader(ctx, props);
    const target = new Vector3().fromArray(read.vector("target", [0, 0, 0]));
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
        configure(controls, read);
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
        return read.boolean("stream", true);
      },
    };
    const withdraw = ctx.stage.cameras.addControls(adapter, { makeDefault: read.boolean("makeDefault", true) });

    return {
      update(changed, next) {
        if ("makeDefault" in changed) return "rebuild";
        read = new Reader(ctx, next);
        if (controls) configure(controls, read);
        const aim = "target" in changed ? read.vector("target") : undefined;
        if (aim) adapter.setTarget(aim[0], aim[1], aim[2]);
        return undefined;
      },
      dispose: withdraw,
    };
  },
};
