// Nodes that are no objects in space but a part of their parent: its geometry, its material, a picture of
// its material, the fog of the scene. A node that can have such parts is a `PartHost`; a part asks the
// nearest host above it for a place by the name of its `attach` prop.

import type { BufferGeometry, Material } from "three";

export interface PartHost {
  /**
   * Put a part in the place of this name, over what the host has there itself; of several parts the newest
   * counts. Call the result to take it out again. Undefined if the host has no such place for it.
   */
  accept(place: string, part: object): (() => void) | undefined;
}

/** Values for one place, of which the newest is in use. */
export class Stack<T> {
  readonly #values: { readonly value: T }[] = [];
  readonly #show: (value: T | undefined) => void;

  /** `show` is told the newest value whenever that may have changed; undefined if there is none. */
  constructor(show: (value: T | undefined) => void) {
    this.#show = show;
  }

  get top(): T | undefined {
    return this.#values.at(-1)?.value;
  }

  /** Put a value on top. Call the result to take it away, from wherever it is by then. */
  push(value: T): () => void {
    const entry = { value };
    this.#values.push(entry);
    this.#show(value);
    return () => {
      const index = this.#values.indexOf(entry);
      if (index < 0) return;
      this.#values.splice(index, 1);
      this.#show(this.top);
    };
  }
}

/** An object of three.js that is drawn with a material and, but for sprites, a geometry. */
interface Drawn {
  material: Material | Material[];
  geometry?: BufferGeometry;
}

/** `material-2`: of the third group of the geometry. */
const SIDE_OF_GEOMETRY = /^material-(\d)$/;

function isMaterial(part: object): part is Material {
  return "isMaterial" in part;
}

function isGeometry(part: object): part is BufferGeometry {
  return "isBufferGeometry" in part;
}

/** The parts of a mesh, a line, points or a sprite: its own, and those that child nodes lay over them. */
export class DrawnParts implements PartHost {
  /** Where the object's own material goes; children's stay over it. */
  readonly painted: { material: Material | Material[] };
  readonly #object: Drawn;
  readonly #geometries: Stack<BufferGeometry>;
  readonly #materials: Stack<Material>;
  readonly #sides = new Map<number, Stack<Material>>();
  readonly #onGuests: ((any: boolean) => void) | undefined;
  #geometry: BufferGeometry | undefined;
  #material: Material | Material[];
  #guests = 0;

  /** `onGuests` is told when the first part comes, before it shows, and when the last has gone. */
  constructor(object: Drawn, onGuests?: (any: boolean) => void) {
    this.#object = object;
    this.#onGuests = onGuests;
    this.#material = object.material;
    this.#geometry = object.geometry;
    const show = (): void => {
      this.#show();
    };
    this.#geometries = new Stack(show);
    this.#materials = new Stack(show);
    const own = (): Material | Material[] => this.#material;
    const setOwn = (material: Material | Material[]): void => {
      this.#material = material;
      show();
    };
    this.painted = {
      get material() {
        return own();
      },
      set material(material) {
        setOwn(material);
      },
    };
  }

  /** The object's own geometry. */
  get geometry(): BufferGeometry | undefined {
    return this.#geometry;
  }

  set geometry(geometry: BufferGeometry | undefined) {
    this.#geometry = geometry;
    this.#show();
  }

  accept(place: string, part: object): (() => void) | undefined {
    const side = SIDE_OF_GEOMETRY.exec(place)?.[1];
    if (place === "geometry" && this.#geometry && isGeometry(part)) return this.#seat(this.#geometries, part);
    if (place === "material" && isMaterial(part)) return this.#seat(this.#materials, part);
    if (side !== undefined && isMaterial(part)) return this.#seat(this.#sideAt(Number(side)), part);
    return undefined;
  }

  #seat<T>(stack: Stack<T>, part: T): () => void {
    if (this.#guests++ === 0) this.#onGuests?.(true);
    const leave = stack.push(part);
    let seated = true;
    return () => {
      if (!seated) return;
      seated = false;
      leave();
      if (--this.#guests === 0) this.#onGuests?.(false);
    };
  }

  #sideAt(side: number): Stack<Material> {
    let stack = this.#sides.get(side);
    if (!stack) {
      stack = new Stack<Material>(() => { this.#show(); });
      this.#sides.set(side, stack);
    }
    return stack;
  }

  #show(): void {
    const object = this.#object;
    if (this.#geometry) object.geometry = this.#geometries.top ?? this.#geometry;
    const whole = this.#materials.top ?? this.#material;
    const count = 1 + Math.max(-1, ...[...this.#sides].filter(([, stack]) => stack.top).map(([side]) => side));
    if (count === 0) object.material = whole;
    else {
      const base = Array.isArray(whole) ? whole[0] : whole;
      // As many as a box has sides at least: the others are as the whole.
      const sides = Array.from({ length: Math.max(count, 6) }, (_, side) => this.#sides.get(side)?.top ?? base);
      object.material = sides.filter((material) => material !== undefined);
    }
  }
}
