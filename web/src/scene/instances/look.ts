// What meshes must have in common to be drawn together: everything but their place and colour.

import type { BufferGeometry, Mesh } from "three";
import { defaultOf, keyOf, type MaterialSpec, type MaterialValue } from "../materials";
import { isNumbers } from "../read";

export interface Look {
  /** Equal for equal looks. */
  readonly key: string;
  readonly geometry: BufferGeometry;
  /** The material without its colour: white, which each instance multiplies by its own. */
  readonly spec: MaterialSpec;
  readonly castShadow: boolean;
  readonly receiveShadow: boolean;
  readonly renderOrder: number;
}

const WHITE: readonly number[] = [1, 1, 1];

/** The look of a mesh in this material; undefined if it has to be drawn by itself. */
export function lookOf(mesh: Mesh, spec: MaterialSpec): Look | undefined {
  const { geometry, castShadow, receiveShadow, renderOrder } = mesh;
  // What lets light through is sorted by depth, one by one.
  const { transparent, transmission } = spec.values;
  if (transparent === true || (typeof transmission === "number" && transmission > 0)) return undefined;
  const { color, ...values } = spec.values;
  if (color !== undefined && !isNumbers(color, 3)) return undefined;
  const colorless = { type: spec.type, values };
  const flags = `${geometry.id} ${Number(castShadow)} ${Number(receiveShadow)} ${renderOrder}`;
  return { key: `${flags} ${keyOf(colorless)}`, geometry, spec: colorless, castShadow, receiveShadow, renderOrder };
}

/** Whether a mesh still has what only the mesh knows of its look. */
export function keepsLook(mesh: Mesh, look: Look): boolean {
  return (
    mesh.geometry === look.geometry &&
    mesh.castShadow === look.castShadow &&
    mesh.receiveShadow === look.receiveShadow &&
    mesh.renderOrder === look.renderOrder
  );
}

/** The colour of an instance, in linear light. */
export function colorOf({ type, values }: MaterialSpec): readonly number[] {
  const { color } = values;
  return isNumbers(color, 3) && defaultOf(type, "color") !== undefined ? color : WHITE;
}

/** Whether two materials differ in nothing but the colour. Quick, for colours that change all the time. */
export function differInColorOnly(a: MaterialSpec, b: MaterialSpec): boolean {
  if (a.type !== b.type) return false;
  return covers(a.values, b.values) && covers(b.values, a.values);
}

/** Whether every value of `a` but the colour is in `b`. */
function covers(a: Readonly<Record<string, MaterialValue>>, b: Readonly<Record<string, MaterialValue>>): boolean {
  for (const name in a) if (name !== "color" && a[name] !== b[name]) return false;
  return true;
}
