// Stage: lights, surroundings and a shadow for what stands on it.

import { AmbientLight, Box3, Group, PerspectiveCamera, PointLight, Sphere, SpotLight, Vector3 } from "three";
import type { EnvironmentProps, StageProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { gather, gatheredLook, gatheredResolution } from "./accumulative-shadows";
import { ContactShadow, contactLook } from "./contact-shadows";
import { boxBelow, ContentWatch } from "./content";
import { environment } from "./environment";
import { cameraPlace } from "./fit-camera";
import { GatheredShadow } from "./gathered-shadow";
import { RandomLights, type RandomLightsLook } from "./randomized-light";

/** Directions of the main light and of the one that fills its shadows, by preset. */
const PRESETS = {
  rembrandt: { main: [1, 2, 1], fill: [-2, -0.5, -2] },
  portrait: { main: [-1, 2, 0.5], fill: [-1, 0.5, -1.5] },
  upfront: { main: [0, 2, 1], fill: [-1, 0.5, -1.5] },
  soft: { main: [-2, 4, 4], fill: [-1, 0.5, -1.5] },
} as const;

const NAMES = ["rembrandt", "portrait", "upfront", "soft"] as const;

/** How much room around the children is in view. */
const MARGIN = 1.2;

const _box = new Box3();
const _center = new Vector3();
const _size = new Vector3();
const _sphere = new Sphere();

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `shadows` asks for: which kind, and its props. */
function shadowsOf(value: unknown): { readonly kind: "contact" | "accumulative" | undefined; readonly props: Readonly<Record<string, unknown>> } {
  const type = isMap(value) ? (value.type ?? "contact") : (value ?? "contact");
  return { kind: type === "accumulative" ? "accumulative" : type === false ? undefined : "contact", props: isMap(value) ? value : {} };
}

/** What `environment` asks for; undefined for none. */
function surroundingsOf(value: unknown): EnvironmentProps | undefined {
  if (value === null || value === false) return undefined;
  if (isMap(value)) return value;
  // It is not seen itself: a few pixels will do.
  return { preset: typeof value === "string" ? value : "city", resolution: 64 } as EnvironmentProps;
}

/** Move the camera along its line of sight until a ball fills the view. */
function fitCamera(ctx: NodeContext, sphere: Sphere, margin: number): void {
  const { camera, controls } = ctx.stage.cameras;
  if (!(camera instanceof PerspectiveCamera) || !(sphere.radius > 0)) return;
  camera.position.copy(cameraPlace(camera, sphere, margin));
  controls?.setTarget(sphere.center.x, sphere.center.y, sphere.center.z);
}

export const stage: NodeType<StageProps> = {
  create(ctx, props) {
    const object = new Group();
    const inner = new Group();
    const ambient = new AmbientLight();
    const main = new SpotLight();
    const fill = new PointLight();
    main.penumbra = 1;
    // The stage is as bright however large what stands on it is.
    main.decay = fill.decay = 0;
    object.add(inner, ambient, main, main.target, fill);
    const shadows = shadowsOf(props.shadows);
    const contact = shadows.kind === "contact" ? new ContactShadow(512) : undefined;
    if (contact) object.add(contact.object);
    const surroundings = surroundingsOf(props.environment);
    const around = surroundings && environment.create(ctx, surroundings);
    let gathered: GatheredShadow | undefined;
    let lights: RandomLights | undefined;
    const watch = new ContentWatch(inner);
    let fitted = NaN;

    const arrange = (): void => {
      const read = new Reader(ctx, props);
      inner.position.set(0, 0, 0);
      boxBelow(inner, _box, true);
      if (!_box.isEmpty()) {
        _box.getCenter(_center);
        // In the middle, but standing on the ground.
        inner.position.set(-_center.x, -_box.min.y, -_center.z);
      }
      const height = _box.isEmpty() ? 0 : _box.getSize(_size).y;
      const radius = _box.isEmpty() ? 1 : _box.getBoundingSphere(_sphere).radius;
      const preset = PRESETS[read.oneOf("preset", NAMES, "rembrandt")];
      const intensity = read.number("intensity", 0.5);
      ambient.intensity = intensity / 3;
      main.intensity = intensity * 2;
      fill.intensity = intensity;
      main.position.fromArray(preset.main).multiplyScalar(radius);
      fill.position.fromArray(preset.fill).multiplyScalar(radius);
      main.castShadow = shadows.kind !== undefined;
      main.shadow.bias = -0.0001;
      main.shadow.normalBias = 0.02;
      main.shadow.mapSize.setScalar(1024);
      const ground = Math.max(radius, 1e-3) * 4;
      contact?.set(contactLook(ctx, { far: radius * 2, blur: 2, opacity: 0.5, scale: ground, ...shadows.props }));
      gathered?.set(gatheredLook(ctx, { frames: 60, blend: 30, scale: ground, ...shadows.props }));
      lights?.set(lightsOf(preset.main, radius));
      const adjust = props.adjustCamera;
      if (adjust === false || _box.isEmpty() || fitted === radius) return;
      fitted = radius;
      object.updateWorldMatrix(true, false);
      _sphere.center.set(0, height / 2, 0);
      _sphere.applyMatrix4(object.matrixWorld);
      fitCamera(ctx, _sphere, typeof adjust === "number" ? Math.max(adjust, 0.1) : MARGIN);
    };
    const lightsOf = ([x, y, z]: readonly [number, number, number], radius: number): RandomLightsLook => ({
      amount: 8,
      position: [x * radius, y * radius, z * radius],
      radius,
      intensity: Math.PI,
      ambient: 0.5,
      size: radius * 2,
      near: 0.01,
      far: radius * 20,
      mapSize: 512,
      bias: 0.001,
      castShadow: true,
    });
    ctx.onFrame(() => {
      if (watch.changed()) arrange();
      contact?.draw(ctx.stage.renderer, ctx.world.scene);
      return undefined;
    });
    if (shadows.kind === "accumulative") {
      ctx.run(async (signal) => {
        const library = await import("@pmndrs/vanilla/core/AccumulativeShadows.js");
        signal.throwIfAborted();
        gathered = new GatheredShadow(library, ctx.stage.renderer, ctx.world.scene, gatheredResolution(ctx, shadows.props), gatheredLook(ctx, shadows.props));
        lights = new RandomLights(lightsOf([1, 2, 1], 1));
        gathered.lights.add(lights);
        object.add(gathered.object);
        gather(ctx, gathered);
        watch.reset();
      });
    }
    return {
      object,
      slot: inner,
      update(changed, now) {
        props = now;
        if ("shadows" in changed || "environment" in changed) return "rebuild";
        if ("adjustCamera" in changed) fitted = NaN;
        watch.reset();
        return undefined;
      },
      dispose() {
        contact?.dispose();
        gathered?.dispose();
        lights?.dispose();
        around?.dispose();
        main.dispose();
        fill.dispose();
        ambient.dispose();
      },
    };
  },
};
