// Shadows of lights: the props `shadow-…`, which name a path into three.js' LightShadow with dashes:
// `shadow-bias`, `shadow-mapSize`, `shadow-mapSize-width`, `shadow-camera-far`.

import { DirectionalLight, Object3D, OrthographicCamera, PerspectiveCamera, PointLight, SpotLight, Vector2, type Light, type LightShadow } from "three";
import type { NodeContext } from "../scene/node-type";
import { brief, isNumber, isNumbers, Reader } from "../scene/read";

const PREFIX = "shadow-";

/** The defaults of the original, sharper and with less acne than three's. */
export const VUER_SHADOW: ShadowDefaults = {
  castShadow: true,
  props: { "shadow-mapSize-width": 1024, "shadow-mapSize-height": 1024, "shadow-bias": -5e-4, "shadow-normalBias": 0.02, "shadow-radius": 1 },
};

/** Those of three.js itself. */
export const THREE_SHADOW: ShadowDefaults = {
  castShadow: false,
  props: { "shadow-mapSize-width": 512, "shadow-mapSize-height": 512, "shadow-bias": 0, "shadow-normalBias": 0, "shadow-radius": 1 },
};

/** How much nearer, in metres, a surface must be to be in the shadow: what touches it still throws one. */
const CONTACT = 0.005;

/**
 * The bias with which shadows reach to what throws them. It is a share of the depth of the shadow's camera:
 * what suits the few metres of a lamp is a quarter of a metre in the 500 m of a sun.
 */
export function contactBias({ near, far }: OrthographicCamera): number {
  return far > near ? -CONTACT / (far - near) : 0;
}

/** What holds without props. */
export interface ShadowDefaults {
  readonly castShadow: boolean;
  readonly props: Readonly<Record<string, unknown>>;
}

/** Larger maps than this are refused by many phones. */
const MAX_MAP_SIZE = 4096;

type ShadowLight = DirectionalLight | PointLight | SpotLight;

export function castsShadow(light: Light): light is ShadowLight {
  return light instanceof DirectionalLight || light instanceof PointLight || light instanceof SpotLight;
}

/** Apply castShadow and every `shadow-…` prop. */
export function applyShadow(ctx: NodeContext, light: ShadowLight, props: Readonly<object>, defaults: ShadowDefaults): void {
  light.castShadow = new Reader<{ castShadow?: boolean }>(ctx, props).boolean("castShadow", defaults.castShadow);
  const { shadow } = light;
  const before = shadow.mapSize.clone();
  for (const [name, value] of Object.entries({ ...defaults.props, ...props })) {
    if (!name.startsWith(PREFIX) || value === null || value === undefined) continue;
    if (!setPath(shadow, name.slice(PREFIX.length).split("-"), value)) ctx.warn(`${name} cannot be ${brief(value)}; ignored`);
  }
  shadow.mapSize.clampScalar(1, MAX_MAP_SIZE).round();
  const { camera } = shadow;
  const hasBias = (props as { readonly "shadow-bias"?: unknown })["shadow-bias"] != null;
  if (!hasBias && defaults === VUER_SHADOW && camera instanceof OrthographicCamera) shadow.bias = contactBias(camera);
  if (camera instanceof PerspectiveCamera || camera instanceof OrthographicCamera) camera.updateProjectionMatrix();
  if (!shadow.mapSize.equals(before)) freeMap(shadow);
}

/** The map is made anew, in the new size, with the next frame. */
function freeMap(shadow: LightShadow): void {
  shadow.map?.dispose();
  shadow.map = null;
}

/** The names that sizes go by. */
const COMPONENTS: Readonly<Record<string, "x" | "y">> = { x: "x", y: "y", width: "x", height: "y" };

/** Set a number, or the two numbers of a vector, down a path of existing properties. False if there is none. */
function setPath(target: object, path: readonly string[], value: unknown): boolean {
  const [name, ...rest] = path;
  // Not into the parents of the camera or other objects of the scene.
  if (name === undefined) return false;
  if (target instanceof Vector2) {
    const component = Object.hasOwn(COMPONENTS, name) ? COMPONENTS[name] : undefined;
    if (!component || !isNumber(value)) return false;
    target[component] = value;
    return true;
  }
  if (!Object.hasOwn(target, name)) return false;
  const properties = target as Record<string, unknown>;
  const current = properties[name];
  if (rest.length > 0) {
    const inside = current instanceof Vector2 || (current instanceof Object3D && name === "camera");
    return inside && setPath(current, rest, value);
  }
  if (current instanceof Vector2) {
    if (isNumber(value)) current.setScalar(value);
    else if (isNumbers(value, 2)) current.fromArray(value);
    else return false;
    return true;
  }
  if (typeof current !== "number" || name === "id" || !isNumber(value)) return false;
  properties[name] = value;
  return true;
}
