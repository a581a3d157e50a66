// The material of a node, from the props of `SurfaceProps`: `materialType`, `material` with its maps, and
// `color`, `wireframe`, `opacity` and `side` beside it. One `Surface` serves one mesh and keeps its material
// in step with the props. Materials and textures are shared with other nodes where they are equal.

import {
  AdditiveBlending,
  AlwaysStencilFunc,
  BackSide,
  Color,
  DoubleSide,
  EqualStencilFunc,
  Euler,
  FrontSide,
  GreaterEqualStencilFunc,
  GreaterStencilFunc,
  LessEqualStencilFunc,
  LessStencilFunc,
  MultiplyBlending,
  NeverStencilFunc,
  NoBlending,
  NormalBlending,
  NotEqualStencilFunc,
  SubtractiveBlending,
  Vector2,
  Vector3,
  type Blending,
  type Side,
  type StencilFunc,
  type Texture,
} from "three";
import type { SurfaceProps } from "../protocol/components.gen";
import { defaultOf, isMaterialType, type MaterialSpec, type MaterialType, type MaterialValue } from "./materials";
import type { NodeContext } from "./node-type";
import { OwnMaterial, type Painted, type Painter } from "./painter";
import { brief, isBytes, isNumber, isNumbers, parseColor, Reader } from "./read";
import { loadTexture, textureOfBytes, type TextureUse } from "./textures";

const SIDES: Readonly<Record<string, Side>> = { front: FrontSide, back: BackSide, double: DoubleSide };

const BLENDINGS: Readonly<Record<string, Blending>> = {
  none: NoBlending,
  normal: NormalBlending,
  additive: AdditiveBlending,
  subtractive: SubtractiveBlending,
  multiply: MultiplyBlending,
};

const STENCIL_FUNCS: Readonly<Record<string, StencilFunc>> = {
  never: NeverStencilFunc,
  less: LessStencilFunc,
  equal: EqualStencilFunc,
  lessEqual: LessEqualStencilFunc,
  greater: GreaterStencilFunc,
  notEqual: NotEqualStencilFunc,
  greaterEqual: GreaterEqualStencilFunc,
  always: AlwaysStencilFunc,
};

/** Maps that hold colours; the others hold numbers. */
const COLOR_MAPS = new Set(["map", "emissiveMap", "envMap", "matcap", "sheenColorMap", "specularColorMap"]);

/** Properties that identify a material or its class (`isMaterial`), or carry code; not for the wire. */
const RESERVED = /^(_|is[A-Z]|(id|uuid|type|name|version|blendColor|allowOverride)$)/;

export interface SurfaceDefaults {
  readonly type: MaterialType;
  /** What a prop or an entry of `material` overrides. */
  readonly values?: MaterialSpec["values"];
}

interface MapRequest {
  readonly source: string | Uint8Array;
  readonly use: TextureUse;
}

interface SurfaceRequest {
  readonly type: MaterialType;
  readonly values: Record<string, MaterialValue>;
  readonly maps: ReadonlyMap<string, MapRequest>;
}

type Warn = Pick<NodeContext, "warn">;

/** The side prop: a name, or three's number. */
export function parseSide(value: unknown): Side | undefined {
  if (typeof value === "string" && Object.hasOwn(SIDES, value)) return SIDES[value];
  return value === FrontSide || value === BackSide || value === DoubleSide ? value : undefined;
}

/** Whether a property takes a texture: three initialises those, and few others, with null. */
function isMap(type: MaterialType, name: string): boolean {
  return /map$/i.test(name) ? defaultOf(type, name) === null : name === "matcap" && type === "matcap";
}

/** A value as the property of this name takes it; undefined if it does not. */
function parseValue(type: MaterialType, name: string, value: unknown): MaterialValue | undefined {
  if (name === "side") return parseSide(value);
  if (name === "blending" && typeof value === "string") return Object.hasOwn(BLENDINGS, value) ? BLENDINGS[value] : undefined;
  if (name === "stencilFunc" && typeof value === "string") return Object.hasOwn(STENCIL_FUNCS, value) ? STENCIL_FUNCS[value] : undefined;
  const current = defaultOf(type, name);
  if (current instanceof Color) return parseColor(value)?.toArray();
  if (current instanceof Vector2) return isNumber(value) || isNumbers(value, 2) ? value : undefined;
  if (current instanceof Euler || current instanceof Vector3) return isNumbers(value, 3) ? value : undefined;
  if (typeof current === "boolean") return value === 0 || value === 1 ? value === 1 : typeof value === "boolean" ? value : undefined;
  if (typeof current === "number") return isNumber(value) ? value : undefined;
  if (typeof current === "string") return typeof value === "string" ? value : undefined;
  return undefined;
}

/** What the props ask for. Pure; warnings go to `ctx`. */
export function readSurface(ctx: Warn, props: Readonly<SurfaceProps>, defaults: SurfaceDefaults): SurfaceRequest {
  const wanted = new Reader(ctx, props).string("materialType", defaults.type);
  let type = defaults.type;
  if (isMaterialType(wanted)) type = wanted;
  else if (wanted !== type) ctx.warn(`There is no material type ${brief(wanted)}; drawn as ${type}`);

  const values: Record<string, MaterialValue> = {};
  for (const [name, value] of Object.entries(defaults.values ?? {})) {
    if (defaultOf(type, name) !== undefined) values[name] = value;
  }
  const maps = new Map<string, MapRequest>();
  const { color, wireframe, opacity, side, material } = props;
  const beside: Record<string, unknown> = { color, wireframe, opacity, side };
  for (const [name, value] of Object.entries(beside)) {
    // A normal material has no colour: not a mistake worth a warning when the type changes.
    if (value === undefined || value === null || defaultOf(type, name) === undefined) continue;
    const parsed = parseValue(type, name, value);
    if (parsed === undefined) ctx.warn(`${name} cannot be ${brief(value)}; ignored`);
    else values[name] = parsed;
  }
  if (material !== undefined && (material as unknown) !== null) {
    // What `material` says wins: it is the only one the original reads.
    if (typeof material === "object" && !Array.isArray(material)) readMaterial(ctx, type, material, values, maps);
    else ctx.warn(`material should be a map of properties, not ${brief(material)}; ignored`);
  }
  const { opacity: alpha } = values;
  if (!("transparent" in values) && ((typeof alpha === "number" && alpha < 1) || maps.has("alphaMap"))) values.transparent = true;
  return { type, values, maps };
}

function readMaterial(
  ctx: Warn,
  type: MaterialType,
  material: Readonly<Record<string, unknown>>,
  values: Record<string, MaterialValue>,
  maps: Map<string, MapRequest>,
): void {
  for (const [name, value] of Object.entries(material)) {
    if (value === undefined || value === null) continue;
    if (isMap(type, name)) {
      const source = typeof value === "string" || isBytes(value) ? value : undefined;
      const repeat = material[`${name}Repeat`];
      if (source === undefined || source.length === 0) {
        if (source === undefined) ctx.warn(`material.${name} should be a URL or the bytes of an image, not ${brief(value)}; ignored`);
        continue;
      }
      maps.set(name, { source, use: useOf(name, repeat) });
      continue;
    }
    // Read with its map above.
    if (name.endsWith("Repeat") && isMap(type, name.slice(0, -"Repeat".length))) continue;
    const parsed = RESERVED.test(name) ? undefined : parseValue(type, name, value);
    if (parsed === undefined) ctx.warn(`A ${type} material has no ${name} that could be ${brief(value)}; ignored`);
    else values[name] = parsed;
  }
}

function useOf(name: string, repeat: unknown): TextureUse {
  const color = COLOR_MAPS.has(name);
  const panorama = name === "envMap";
  if (isNumber(repeat)) return { color, panorama, repeat: [repeat, repeat] };
  if (isNumbers(repeat, 2)) return { color, panorama, repeat: [repeat[0] ?? 1, repeat[1] ?? 1] };
  return { color, panorama };
}

/** A texture in use, and how to end its use. */
interface Shown {
  readonly texture: Texture;
  readonly end: () => void;
}

/** One map: the texture on show, and the one that will replace it. */
interface Slot {
  request: MapRequest;
  shown: Shown | undefined;
  endLoading: (() => void) | undefined;
}

export class Surface {
  readonly #ctx: NodeContext;
  readonly #painter: Painter;
  readonly #defaults: SurfaceDefaults;
  readonly #slots = new Map<string, Slot>();
  #request: SurfaceRequest;
  #extra: MaterialSpec["values"];

  /** `extra`: values that beat the props. */
  constructor(
    ctx: NodeContext,
    target: Painted | Painter,
    props: Readonly<SurfaceProps>,
    defaults: SurfaceDefaults,
    extra: MaterialSpec["values"] = {},
  ) {
    this.#ctx = ctx;
    this.#extra = extra;
    this.#painter = "paint" in target ? target : new OwnMaterial(target, ctx.assets.materials);
    this.#defaults = defaults;
    this.#request = readSurface(ctx, props, defaults);
    this.#painter.paint(this.#spec());
    this.#loadMaps();
  }

  /** Take over new props and extra values. */
  update(props: Readonly<SurfaceProps>, extra: MaterialSpec["values"] = this.#extra): void {
    this.#extra = extra;
    this.#request = readSurface(this.#ctx, props, this.#defaults);
    this.#loadMaps();
    this.#apply();
  }

  dispose(): void {
    for (const slot of this.#slots.values()) endSlot(slot);
    this.#slots.clear();
    this.#painter.dispose();
  }

  #spec(): MaterialSpec {
    const { type, values } = this.#request;
    const all: Record<string, MaterialValue> = { ...values, ...this.#extra };
    for (const [name, { shown }] of this.#slots) if (shown) all[name] = shown.texture;
    // Heights without normals would move the surface and leave its shading flat.
    if (all.displacementMap && !all.normalMap && defaultOf(type, "bumpMap") === null) all.bumpMap = all.bumpMap ?? all.displacementMap;
    return { type, values: all };
  }

  #apply(): void {
    this.#painter.paint(this.#spec());
    this.#ctx.invalidate();
  }

  /** Start what is new, end what is gone. A texture that is replaced stays until its successor is there. */
  #loadMaps(): void {
    const { maps } = this.#request;
    for (const [name, slot] of this.#slots) {
      if (maps.has(name)) continue;
      endSlot(slot);
      this.#slots.delete(name);
    }
    for (const [name, request] of maps) {
      const slot = this.#slots.get(name);
      if (slot && sameMap(slot.request, request)) continue;
      slot?.endLoading?.();
      this.#load(name, { request, shown: slot?.shown, endLoading: undefined });
    }
  }

  #load(name: string, slot: Slot): void {
    const { assets } = this.#ctx;
    this.#slots.set(name, slot);
    const end = this.#ctx.run(async (signal) => {
      const { source, use } = slot.request;
      let texture: Texture | undefined;
      try {
        texture = await (typeof source === "string" ? loadTexture(assets, source, use, signal) : textureOfBytes(source, use, signal));
      } catch (error) {
        signal.throwIfAborted();
        // A mesh without its picture still shows where it is: better than a marker in its place.
        this.#ctx.warn(`material.${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
      const before = slot.shown;
      slot.endLoading = undefined;
      slot.shown = texture && { texture, end };
      this.#apply();
      before?.end();
    });
    slot.endLoading = end;
  }
}

function endSlot(slot: Slot): void {
  slot.endLoading?.();
  slot.shown?.end();
}

function sameMap(a: MapRequest, b: MapRequest): boolean {
  return a.source === b.source && JSON.stringify(a.use) === JSON.stringify(b.use);
}
