// Uniforms of shaders that come over the wire: plain data in, values of three.js out.

import type { Color} from "three";
import { Matrix3, Matrix4, Vector2, Vector3, Vector4, type IUniform, type Texture } from "three";
import type { NodeContext } from "../../scene/node-type";
import { brief, isNumber, isNumbers, parseColor } from "../../scene/read";
import { loadTexture } from "../../scene/textures";

type UniformValue = number | boolean | readonly number[] | Color | Vector2 | Vector3 | Vector4 | Matrix3 | Matrix4;

/** Names that are uniforms of GLSL; others would end up in objects' prototypes or not compile. */
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** `{value: x}`, as three.js writes it, or x itself. */
function valueOf(given: unknown): unknown {
  return typeof given === "object" && given !== null && "value" in given ? given.value : given;
}

/** What a uniform is set to; undefined if it can be none. Text is not handled here: see `Uniforms`. */
export function parseUniform(value: unknown): UniformValue | undefined {
  if (isNumber(value) || typeof value === "boolean") return value;
  if (!isNumbers(value, 1)) return undefined;
  switch (value.length) {
    case 2:
      return new Vector2().fromArray(value);
    case 3:
      return new Vector3().fromArray(value);
    case 4:
      return new Vector4().fromArray(value);
    case 9:
      return new Matrix3().fromArray(value);
    case 16:
      return new Matrix4().fromArray(value);
    default:
      return value;
  }
}

/** The uniforms of one material, kept in step with the prop. */
export class Uniforms {
  readonly #ctx: NodeContext;
  readonly #values: Record<string, IUniform<unknown>>;
  /** What is being loaded or shown, by uniform. */
  readonly #pictures = new Map<string, { readonly url: string; readonly end: () => void }>();

  constructor(ctx: NodeContext, values: Record<string, IUniform<unknown>>) {
    this.#ctx = ctx;
    this.#values = values;
  }

  /** Take over the prop. True if there is a uniform that was not there before: then the program has to be made anew. */
  update(given: unknown): boolean {
    if (given === undefined || given === null) return false;
    if (typeof given !== "object" || Array.isArray(given)) {
      this.#ctx.warn(`uniforms should be a map, not ${brief(given)}; ignored`);
      return false;
    }
    let added = false;
    for (const [name, entry] of Object.entries(given)) {
      if (!NAME.test(name)) {
        this.#ctx.warn(`${brief(name)} is no name of a uniform; ignored`);
        continue;
      }
      added ||= !Object.hasOwn(this.#values, name);
      const uniform = (this.#values[name] ??= { value: null });
      this.#set(name, uniform, valueOf(entry));
    }
    return added;
  }

  #set(name: string, uniform: IUniform<unknown>, value: unknown): void {
    const picture = this.#pictures.get(name);
    if (typeof value === "string" && parseColor(value) === undefined) {
      if (picture?.url === value) return;
      this.#load(name, uniform, value);
      picture?.end();
      return;
    }
    if (this.#pictures.delete(name)) this.#ctx.recover();
    const parsed = typeof value === "string" ? parseColor(value) : parseUniform(value);
    if (parsed === undefined) this.#ctx.warn(`The uniform ${name} cannot be ${brief(value)}; ignored`);
    else uniform.value = parsed;
    picture?.end();
  }

  #load(name: string, uniform: IUniform<unknown>, url: string): void {
    const end = this.#ctx.run(async (signal) => {
      const texture: Texture = await loadTexture(this.#ctx.assets, url, { color: true, repeat: [1, 1] }, signal);
      uniform.value = texture;
    });
    this.#pictures.set(name, { url, end });
  }
}
