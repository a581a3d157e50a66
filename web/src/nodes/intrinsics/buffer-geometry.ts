// A geometry of one's own: bufferGeometry, and bufferAttribute as its child nodes.

import { BufferAttribute, BufferGeometry } from "three";
import type { BufferAttributeProps, BufferGeometryProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import type { PartHost } from "../../scene/parts";
import { asFloat32, asUint32 } from "../../scene/binary";
import { brief, isBytes, isNumbers } from "../../scene/read";
import { PlacedPart } from "../materials/part";

const NORMALS = "normal";

/** The attributes of one geometry. Normals that nobody gives are those of its triangles. */
class Attributes implements PartHost {
  readonly #geometry: BufferGeometry;
  #ownNormals = true;

  constructor(geometry: BufferGeometry) {
    this.#geometry = geometry;
  }

  accept(place: string, part: object): (() => void) | undefined {
    if (!(part instanceof BufferAttribute)) return undefined;
    const geometry = this.#geometry;
    if (place === "index") {
      geometry.setIndex(part);
      this.#changed();
      return () => {
        if (geometry.index !== part) return;
        geometry.setIndex(null);
        this.#changed();
      };
    }
    const name = /^attributes-([A-Za-z]\w*)$/.exec(place)?.[1];
    if (name === undefined) return undefined;
    if (name === NORMALS) this.#ownNormals = false;
    geometry.setAttribute(name, part);
    this.#changed();
    return () => {
      if (geometry.getAttribute(name) !== part) return;
      geometry.deleteAttribute(name);
      if (name === NORMALS) this.#ownNormals = true;
      this.#changed();
    };
  }

  #changed(): void {
    const geometry = this.#geometry;
    // Buffers of what has gone would stay on the GPU; those that stay are sent again.
    geometry.dispose();
    geometry.boundingBox = null;
    geometry.boundingSphere = null;
    if (!geometry.hasAttribute("position")) return;
    if (this.#ownNormals && fits(geometry)) geometry.computeVertexNormals();
  }
}

/** Whether every corner of every triangle is there. */
function fits({ index, attributes }: BufferGeometry): boolean {
  const count = attributes.position?.count ?? 0;
  if (!index) return count % 3 === 0;
  for (let i = 0; i < index.count; i++) if (index.getX(i) >= count) return false;
  return index.count % 3 === 0;
}

export const bufferGeometry: NodeType<BufferGeometryProps> = {
  create(ctx, props) {
    const geometry = new BufferGeometry();
    const place = new PlacedPart(ctx, "geometry", props);
    place.part = geometry;
    return place.node({
      parts: new Attributes(geometry),
      dispose() {
        geometry.dispose();
      },
    });
  },
};

/** The numbers of an attribute; indices are whole. Throws on anything else. */
function numbersOf(value: unknown, whole: boolean): Float32Array | Uint32Array {
  if (isBytes(value)) {
    const numbers = whole ? asUint32(value) : asFloat32(value);
    // A copy: the message's buffer would be kept alive by it.
    return numbers.slice();
  }
  const flat: unknown = Array.isArray(value) ? value.flat() : value;
  if (!isNumbers(flat, 1)) throw new Error(`array should be numbers, not ${brief(value)}`);
  return whole ? Uint32Array.from(flat) : Float32Array.from(flat);
}

function attributeOf(props: Readonly<BufferAttributeProps>): BufferAttribute {
  const [fromArgs, sizeFromArgs] = (Array.isArray(props.args) ? props.args : []) as readonly unknown[];
  const whole = props.attach === "index";
  const array = numbersOf(props.array ?? fromArgs, whole);
  const size = props.itemSize ?? sizeFromArgs ?? (whole ? 1 : 3);
  if (typeof size !== "number" || ![1, 2, 3, 4].includes(size)) throw new Error(`itemSize should be 1 to 4, not ${brief(size)}`);
  if (array.length % size !== 0) throw new Error(`array has ${array.length} numbers, which is no multiple of ${size}`);
  if (array instanceof Float32Array && !array.every(Number.isFinite)) throw new Error("array should be numbers");
  return new BufferAttribute(array, size);
}

export const bufferAttribute: NodeType<BufferAttributeProps> = {
  create(ctx, props) {
    const place = new PlacedPart(ctx, "attributes-position", props);
    place.part = attributeOf(props);
    return place.node({
      update(changed, props) {
        if ("array" in changed || "itemSize" in changed || "args" in changed || "attach" in changed) place.part = attributeOf(props);
      },
    });
  },
};
