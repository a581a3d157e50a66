// Materials as child nodes: `meshStandardMaterial` and its like by three.js's names, and the components
// that 0.1.6 has for them. One table; what a material's properties are the class says.

import { Texture, type Material } from "three";
import type { MaterialBaseProps, SurfaceProps } from "../../protocol/components.gen";
import { defaultOf, type MaterialType, type MaterialValue } from "../../scene/materials";
import type { NodeContext, NodeType } from "../../scene/node-type";
import type { PartHost } from "../../scene/parts";
import { Surface, type SurfaceDefaults } from "../../scene/surface";
import { PlacedPart } from "./part";

/** Props that are not the material's: a node has a place, and the original's classes pass on what they get. */
const OTHER_PROPS: ReadonlySet<string> = new Set(["attach", "args", "name", "position", "scale", "matrix", "quaternion", "hide", "children"]);

/** The place, on a sprite; on anything else what turns a node and is nothing to a material. */
const isOther = (type: MaterialType, name: string, value: unknown): boolean =>
  OTHER_PROPS.has(name) ? !(name === "scale" && type === "dashed" && typeof value === "number") : name === "rotation" && typeof value !== "number";

/** The node's props as those of a surface: what is inside `material` goes to the material. */
export function surfaceOf(type: MaterialType, props: Readonly<object>): Readonly<SurfaceProps> {
  const material = Object.fromEntries(Object.entries(props).filter(([name, value]) => !isOther(type, name, value)));
  return { material: material };
}

/** How surroundings are had blurred, as rough materials mirror them. */
const blurredBy = new WeakMap<object, () => Texture>();

/** Say how to have these surroundings blurred. */
export function offerBlurred(sharp: Texture, blurred: () => Texture): void {
  blurredBy.set(sharp, blurred);
}

const ROUGH: ReadonlySet<string> = new Set<MaterialType>(["standard", "physical"]);

/** Pictures that child nodes make, such as GradientTexture, by the property they are for. */
class ChildTextures implements PartHost {
  readonly values: Record<string, MaterialValue> = {};
  readonly #type: MaterialType;
  readonly #changed: () => void;

  constructor(type: MaterialType, changed: () => void) {
    this.#type = type;
    this.#changed = changed;
  }

  accept(place: string, part: object): (() => void) | undefined {
    if (!(part instanceof Texture) || defaultOf(this.#type, place) !== null) return undefined;
    // Shaders look into a cube otherwise than into a picture.
    if ("isCubeTexture" in part && place !== "envMap") return undefined;
    const seen = ROUGH.has(this.#type) ? (blurredBy.get(part)?.() ?? part) : part;
    this.values[place] = seen;
    this.#changed();
    return () => {
      if (this.values[place] !== seen) return;
      Reflect.deleteProperty(this.values, place);
      this.#changed();
    };
  }
}

/** The node type of one kind of material. */
export function material(type: MaterialType, values: SurfaceDefaults["values"] = {}): NodeType<MaterialBaseProps> {
  const defaults: SurfaceDefaults = { type, values };
  return {
    create(ctx: NodeContext, props) {
      const place = new PlacedPart(ctx, "material", props);
      let current: Material | Material[] = [];
      const painted = {
        get material() {
          return current;
        },
        set material(material) {
          current = material;
          if (!Array.isArray(material)) place.part = material;
        },
      };
      const textures = new ChildTextures(type, () => {
        surface.update(surfaceOf(type, props), { ...textures.values });
      });
      const surface = new Surface(ctx, painted, surfaceOf(type, props), defaults);
      return place.node({
        parts: textures,
        update(_changed, now) {
          props = now;
          surface.update(surfaceOf(type, props), { ...textures.values });
        },
        dispose() {
          surface.dispose();
        },
      });
    },
  };
}
