// SceneCameraControl: moves the page's camera by mouse, touch and keys. In `orbit` it turns about a point, in
// `fly` it stands and looks around. W, A, S, D, Q and E shift it in both, the arrows turn it.

import { Euler, MathUtils, Mesh, MeshBasicMaterial, MOUSE, OctahedronGeometry, Vector3, type Camera, type OrthographicCamera, type PerspectiveCamera } from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import type { SceneCameraControlProps } from "../protocol/components.gen";
import type { CameraControls, NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { isTyping } from "../scene/typing";

type Orbited = PerspectiveCamera | OrthographicCamera;

/** What keys do: along the camera's right, up and backwards. */
const MOVES: Readonly<Record<string, readonly [number, number, number]>> = {
  KeyD: [1, 0, 0],
  KeyA: [-1, 0, 0],
  KeyE: [0, 1, 0],
  KeyQ: [0, -1, 0],
  KeyS: [0, 0, 1],
  KeyW: [0, 0, -1],
};
/** To the left and upwards. */
const TURNS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const STEEPEST = Math.PI / 2 - 1e-3;

const _shift = new Vector3();
const _arm = new Vector3();
const _axis = new Vector3();
const _euler = new Euler(0, 0, 0, "YXZ");

export const sceneCameraControl: NodeType<SceneCameraControlProps> = {
  create(ctx, props) {
    const { canvas } = ctx.stage;
    const pivot = new Mesh(new OctahedronGeometry(0.5), new MeshBasicMaterial({ wireframe: true, toneMapped: false }));
    ctx.stage.scene.add(pivot);
    const target = new Vector3();
    const held = new Set<string>();
    let read = new Reader(ctx, props);
    let camera: Orbited | undefined;
    let orbit: OrbitControls | undefined;
    let active = false;
    let enabled = true;
    /** Where a finger or the mouse last was while it looks around. */
    let look: { readonly id: number; x: number; y: number } | undefined;

    const flying = (): boolean => read.oneOf("mode", ["orbit", "fly"], "orbit") === "fly";
    const configure = (): void => {
      pivot.visible = read.boolean("showPivot", false) && !flying();
      pivot.scale.setScalar(Math.max(read.number("pivotSize", 0.5), 1e-3));
      pivot.material.color.copy(read.color("pivotColor", "#ffff00"));
      if (!orbit) return;
      const smooth = Math.max(read.number("smoothTime", 0.1), 0);
      orbit.enableDamping = smooth > 0;
      // So much of the way in a frame of a 60th of a second.
      orbit.dampingFactor = smooth > 0 ? 1 - Math.exp(-1 / 60 / smooth) : 1;
      orbit.enableRotate = read.boolean("enableRotate", true) && !flying();
      orbit.enableZoom = read.boolean("enableZoom", true);
      orbit.enablePan = read.boolean("enablePan", true);
      orbit.rotateSpeed = read.number("mouseRotateSpeed", 1);
      orbit.zoomSpeed = read.number("dollySpeed", 1);
      orbit.panSpeed = read.number("truckSpeed", 2) / 2;
      orbit.minDistance = read.number("minDistance", 0.1);
      orbit.maxDistance = read.number("maxDistance", 1000);
      orbit.minPolarAngle = read.number("minPolarAngle", 0);
      orbit.maxPolarAngle = read.number("maxPolarAngle", Math.PI);
      const [least, most] = [read.number("minAzimuthAngle", -Infinity), read.number("maxAzimuthAngle", Infinity)];
      // three.js heeds them only if there are both.
      const limited = Number.isFinite(least) || Number.isFinite(most);
      orbit.minAzimuthAngle = limited ? Math.max(least, -Math.PI) : least;
      orbit.maxAzimuthAngle = limited ? Math.min(most, Math.PI) : most;
      orbit.mouseButtons.LEFT = flying() ? null : MOUSE.ROTATE;
    };
    const detach = (): void => {
      if (orbit) target.copy(orbit.target);
      orbit?.dispose();
      orbit = undefined;
      camera = undefined;
      active = false;
    };
    /** Turn the line of sight: about the eye, or the eye about the point that is looked at. */
    const turn = (left: number, up: number): void => {
      if (!camera || !orbit) return;
      const distance = camera.position.distanceTo(orbit.target);
      if (flying()) {
        _euler.setFromQuaternion(camera.quaternion);
        _euler.set(MathUtils.clamp(_euler.x + up, -STEEPEST, STEEPEST), _euler.y + left, 0);
        camera.quaternion.setFromEuler(_euler);
        orbit.target.copy(camera.getWorldDirection(_arm)).multiplyScalar(distance).add(camera.position);
      } else {
        _arm.copy(camera.position).sub(orbit.target).applyAxisAngle(camera.up, -left);
        _axis.crossVectors(camera.up, _arm).normalize();
        const angle = _arm.angleTo(camera.up);
        const wanted = MathUtils.clamp(angle - up, Math.max(orbit.minPolarAngle, 1e-3), Math.min(orbit.maxPolarAngle, Math.PI - 1e-3));
        _arm.applyAxisAngle(_axis, wanted - angle);
        camera.position.copy(orbit.target).add(_arm);
      }
      ctx.invalidate();
    };
    const adapter: CameraControls = {
      attach(next: Camera | undefined) {
        detach();
        if (!next) return;
        camera = next as Orbited;
        // A new one each time: it takes the camera's up direction when it is made.
        orbit = new OrbitControls(camera, canvas);
        orbit.target.copy(target);
        configure();
        orbit.addEventListener("start", () => { active = true; });
        orbit.addEventListener("end", () => { active = false; });
        orbit.addEventListener("change", () => { ctx.invalidate(); });
        orbit.update();
      },
      update(delta) {
        if (!camera || !orbit) return false;
        const keys = enabled && read.boolean("enableKeyboard", true);
        let moving = false;
        if (keys && held.size > 0) {
          const step = delta * read.number("moveSpeed", 2);
          const angle = read.boolean("enableArrowRotate", true) ? MathUtils.degToRad(read.number("keyboardRotateSpeed", 90)) * delta : 0;
          _shift.set(0, 0, 0);
          for (const code of held) {
            const [right = 0, up = 0, back = 0] = MOVES[code] ?? [];
            _shift.x += right * step;
            _shift.y += up * step;
            _shift.z += back * step;
            const [left = 0, rise = 0] = TURNS[code] ?? [];
            if (angle !== 0 && (left !== 0 || rise !== 0)) turn(left * angle, rise * angle);
          }
          _shift.applyQuaternion(camera.quaternion);
          camera.position.add(_shift);
          orbit.target.add(_shift);
          moving = true;
        }
        const changed = orbit.update(delta);
        pivot.position.copy(orbit.target);
        return changed || moving;
      },
      setTarget(x, y, z) {
        target.set(x, y, z);
        orbit?.target.copy(target);
        orbit?.update();
      },
      target: (out) => out.copy(orbit?.target ?? target),
      set enabled(on: boolean) {
        enabled = on;
        if (orbit) orbit.enabled = on;
      },
      get active() {
        return active || look !== undefined;
      },
      get stream() {
        return read.boolean("stream", true);
      },
    };

    const { signal } = ctx;
    const page = canvas.ownerDocument;
    page.addEventListener("keydown", (event) => {
      if (!(event.code in MOVES || event.code in TURNS) || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      held.add(event.code);
      ctx.invalidate();
    }, { signal });
    page.addEventListener("keyup", ({ code }) => { held.delete(code); }, { signal });
    // Its key may be let go where nobody tells this page.
    window.addEventListener("blur", () => { held.clear(); }, { signal });
    canvas.addEventListener("pointerdown", ({ pointerId, button, clientX, clientY }) => {
      if (button === 0 && flying() && enabled && read.boolean("enableRotate", true)) look = { id: pointerId, x: clientX, y: clientY };
    }, { signal });
    page.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
      if (look?.id !== pointerId) return;
      const degrees = read.number("flyMouseSensitivity", 0.2);
      turn(MathUtils.degToRad((look.x - clientX) * degrees), MathUtils.degToRad((look.y - clientY) * degrees));
      look = { id: pointerId, x: clientX, y: clientY };
    }, { signal });
    for (const ending of ["pointerup", "pointercancel"]) page.addEventListener(ending, () => { look = undefined; }, { signal });
    configure();
    const withdraw = ctx.stage.cameras.addControls(adapter, { makeDefault: read.boolean("makeDefault", true) });

    return {
      update(changed, now) {
        if ("makeDefault" in changed) return "rebuild";
        read = new Reader(ctx, now);
        configure();
        ctx.invalidate();
        return undefined;
      },
      dispose() {
        withdraw();
        pivot.removeFromParent();
        pivot.geometry.dispose();
        pivot.material.dispose();
      },
    };
  },
};
