// Materials of meshes and lines, shared where they are equal: a thousand boxes of one colour have one
// material, hence one shader program and one set of uniforms. A material is described by a `MaterialSpec`,
// plain data; two equal specs are one material.

import {
  Color,
  Euler,
  LineBasicMaterial,
  LineDashedMaterial,
  MeshBasicMaterial,
  MeshDepthMaterial,
  MeshLambertMaterial,
  MeshMatcapMaterial,
  MeshNormalMaterial,
  MeshPhongMaterial,
  MeshPhysicalMaterial,
  MeshStandardMaterial,
  MeshToonMaterial,
  PointsMaterial,
  ShadowMaterial,
  SpriteMaterial,
  Texture,
  Vector2,
  type Material,
} from "three";
import { GlassMaterial } from "../nodes/boxes/glass";
import { RoundPointsMaterial } from "../nodes/materials/round-points";
import { Counted } from "./counted";

const CLASSES = {
  basic: MeshBasicMaterial,
  depth: MeshDepthMaterial,
  glass: GlassMaterial,
  lambert: MeshLambertMaterial,
  dashed: LineDashedMaterial,
  line: LineBasicMaterial,
  matcap: MeshMatcapMaterial,
  normal: MeshNormalMaterial,
  phong: MeshPhongMaterial,
  physical: MeshPhysicalMaterial,
  points: PointsMaterial,
  roundPoints: RoundPointsMaterial,
  shadow: ShadowMaterial,
  sprite: SpriteMaterial,
  standard: MeshStandardMaterial,
  toon: MeshToonMaterial,
} as const;

export type MaterialType = keyof typeof CLASSES;

/** Materials of single node types: no node can ask for them by name. */
const PRIVATE: ReadonlySet<string> = new Set<MaterialType>(["glass", "roundPoints"]);

/** Whether a node may ask for a material by this name. */
export function isMaterialType(name: string): name is MaterialType {
  return Object.hasOwn(CLASSES, name) && !PRIVATE.has(name);
}

/** A value a material property can be set to. Arrays go into colours, vectors and Euler angles. */
export type MaterialValue = number | boolean | string | readonly number[] | Texture;

export interface MaterialSpec {
  readonly type: MaterialType;
  /** Only what differs from three's defaults need be named. */
  readonly values: Readonly<Record<string, MaterialValue>>;
}

/** A property map of a material; three's types know each class, the wire knows names. */
type Properties = Record<string, unknown>;

/** The value of a property in a fresh material of this type: tells whether it exists and of what kind it is. */
export function defaultOf(type: MaterialType, property: string): unknown {
  return (prototypeOf(type) as unknown as Properties)[property];
}

const prototypes = new Map<MaterialType, Material>();

/** A material that is never drawn, to read the defaults of its class from. */
function prototypeOf(type: MaterialType): Material {
  let prototype = prototypes.get(type);
  if (!prototype) {
    prototype = new CLASSES[type]();
    prototypes.set(type, prototype);
  }
  return prototype;
}

/** Equal for equal materials. */
export function keyOf({ type, values }: MaterialSpec): string {
  const parts = Object.keys(values)
    .sort()
    .map((name) => {
      const value = values[name];
      return [name, value instanceof Texture ? value.uuid : value];
    });
  return JSON.stringify([type, parts]);
}

function assign(material: Material, property: string, value: unknown): void {
  const properties = material as unknown as Properties;
  const current = properties[property];
  if (current instanceof Color) {
    if (Array.isArray(value)) current.fromArray(value as number[]);
    else if (value instanceof Color) current.copy(value);
    else current.set(value as string | number);
  } else if (current instanceof Vector2) {
    if (Array.isArray(value)) current.fromArray(value as number[]);
    else if (value instanceof Vector2) current.copy(value);
    else current.setScalar(value as number);
  } else if (current instanceof Euler) {
    if (value instanceof Euler) current.copy(value);
    else current.set(...(value as [number, number, number]));
  } else properties[property] = value;
}

/** Properties that are uniforms and nothing else. Any other may be compiled into the shader program. */
const UNIFORMS = new Set(["color", "edgeOpacity", "edgeWidth", "emissive", "emissiveIntensity", "metalness", "opacity", "roughness", "wallOpacity"]);

function equal(a: MaterialValue | undefined, b: MaterialValue | undefined): boolean {
  return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, i) => part === b[i]));
}

/** Bring a material from what `before` says to what `after` says. */
export function applyValues(material: Material, type: MaterialType, before: MaterialSpec["values"], after: MaterialSpec["values"]): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = after[name];
    if (equal(before[name], value)) continue;
    assign(material, name, value === undefined ? defaultOf(type, name) : value);
    if (!UNIFORMS.has(name)) material.needsUpdate = true;
  }
}

export class MaterialPool {
  readonly #pool = new Counted<Material>((material) => {
    this.#specs.delete(material);
    material.dispose();
  });
  readonly #specs = new Map<Material, MaterialSpec>();

  /** How many different materials are in use. */
  get size(): number {
    return this.#pool.size;
  }

  /** The material of this spec. Answer with `release`. */
  acquire(spec: MaterialSpec): Material {
    return this.#pool.acquire(keyOf(spec), () => {
      const material = new CLASSES[spec.type]();
      applyValues(material, spec.type, {}, spec.values);
      this.#specs.set(material, spec);
      return material;
    });
  }

  /**
   * Give one material back and get that of another spec. A material with one user is changed in place: an
   * object whose colour changes at every frame makes no garbage.
   */
  exchange(material: Material, spec: MaterialSpec): Material {
    const before = this.#specs.get(material);
    const key = keyOf(spec);
    if (before?.type === spec.type) {
      if (keyOf(before) === key) return material;
      if (this.#pool.rekey(material, key)) {
        applyValues(material, spec.type, before.values, spec.values);
        this.#specs.set(material, spec);
        return material;
      }
    }
    const next = this.acquire(spec);
    this.release(material);
    return next;
  }

  release(material: Material): void {
    this.#pool.release(material);
  }
}
