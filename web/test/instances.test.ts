// Meshes that look alike are drawn together, and nobody else notices.

import { BoxGeometry, Group, InstancedMesh, Matrix4, Mesh, type Object3D, Raycaster, Scene, Vector3 } from "three";
import { beforeEach, expect, test, vi } from "vitest";
import { Instances } from "../src/scene/instances";
import { MaterialPool, type MaterialSpec } from "../src/scene/materials";
import type { Painter } from "../src/scene/painter";
import { hitInstances } from "../src/viewer/layers";

const RED: MaterialSpec = { type: "standard", values: { color: [1, 0, 0] } };
const BLUE: MaterialSpec = { type: "standard", values: { color: [0, 0, 1] } };
const ROUGH: MaterialSpec = { type: "standard", values: { color: [1, 0, 0], roughness: 0.5 } };
const GLASS: MaterialSpec = { type: "standard", values: { color: [1, 0, 0], opacity: 0.5, transparent: true } };

let scene: Scene;
let content: Group;
let instances: Instances;
/** What one eye of a headset sees alone. */
let marked: Set<Object3D>;
let materials: MaterialPool;
let geometry: BoxGeometry;

interface Joined {
  readonly mesh: Mesh;
  readonly painter: Painter;
}

beforeEach(() => {
  scene = new Scene();
  content = new Group();
  marked = new Set();
  instances = new Instances({ isMarked: (object) => marked.has(object) });
  materials = new MaterialPool();
  geometry = new BoxGeometry();
  scene.add(content, instances);
});

function join(count: number, spec: MaterialSpec = RED): Joined[] {
  return Array.from({ length: count }, (_, i) => {
    const mesh = new Mesh(geometry);
    mesh.position.x = i;
    content.add(mesh);
    const painter = instances.join(mesh, materials);
    painter.paint(spec);
    return { mesh, painter };
  });
}

/** What three.js would draw for the members of all batches: where, in which colour. Hidden ones have no place. */
function drawn(): { readonly at: readonly number[]; readonly color: readonly number[] }[] {
  scene.updateMatrixWorld();
  return instances.children.flatMap((batch) => {
    if (!(batch instanceof InstancedMesh)) throw new Error("no batch");
    return Array.from({ length: batch.count }, (_, i) => {
      const at = new Vector3().setFromMatrixPosition(new Matrix4().fromArray(batch.instanceMatrix.array, 16 * i)).toArray();
      const color = Array.from(batch.instanceColor?.array.slice(3 * i, 3 * i + 3) ?? []);
      return { at: batch.instanceMatrix.array[16 * i + 15] === 0 ? [] : at, color };
    });
  });
}

/** Whether cameras see a mesh by itself. */
function alone({ mesh }: Joined): boolean {
  return mesh.layers.isEnabled(0);
}

test("few are drawn one by one, many together, and hardly more than few one by one again", () => {
  const few = join(15);
  expect(drawn()).toEqual([]);
  expect(few.every(alone)).toBe(true);
  const all = [...few, ...join(1)];
  expect(all.some(alone)).toBe(false);
  expect(drawn()).toHaveLength(16);
  expect(instances.drawn).toEqual({ meshes: 16, batches: 1 });
  for (const { painter } of all.splice(0, 9)) painter.dispose();
  expect(all.every(alone)).toBe(true);
  expect(drawn()).toEqual([]);
});

test("what one eye sees alone is drawn by itself", () => {
  const members = join(20);
  expect(drawn()).toHaveLength(20);
  const [first] = members;
  if (!first) throw new Error("nobody has joined");
  marked.add(first.mesh);
  expect(drawn()).toHaveLength(19);
  expect(alone(first)).toBe(true);
});

test("each has its place, its parent's and its colour", () => {
  const members = join(20);
  members[3]?.painter.paint(BLUE);
  content.position.y = 5;
  content.scale.setScalar(2);
  const seen = drawn();
  expect(seen.map(({ at }) => at)).toEqual(members.map((_, i) => [2 * i, 5, 0]));
  expect(seen.map(({ color }) => color)).toEqual(members.map((_, i) => (i === 3 ? [0, 0, 1] : [1, 0, 0])));
  expect(materials.size).toBe(1);
});

test("more than there is room for", () => {
  const members = join(1000);
  expect(drawn().map(({ at }) => at[0])).toEqual(members.map((_, i) => i));
});

test("what is hidden, or in something hidden, is not drawn", () => {
  const members = join(16);
  const first = members[0];
  if (!first) throw new Error("no member");
  first.mesh.visible = false;
  expect(drawn().map(({ at }) => at.length)).toEqual([0, ...Array<number>(15).fill(3)]);
  first.mesh.visible = true;
  content.visible = false;
  expect(drawn().map(({ at }) => at.length)).toEqual(Array(16).fill(0));
  content.visible = true;
  expect(drawn().map(({ at }) => at.length)).toEqual(Array(16).fill(3));
});

test("who goes takes nobody's place along", () => {
  const members = join(20);
  drawn();
  for (const index of [0, 19, 7]) {
    members[index]?.painter.dispose();
    members[index]?.mesh.removeFromParent();
  }
  const left = drawn().map(({ at }) => at[0]);
  expect(left.toSorted((a = 0, b = 0) => a - b)).toEqual(members.map((_, i) => i).filter((i) => ![0, 19, 7].includes(i)));
});

test("another look is another batch, or none", () => {
  const members = join(40);
  for (const { painter } of members.slice(0, 20)) painter.paint(ROUGH);
  expect(instances.drawn).toEqual({ meshes: 40, batches: 2 });
  const [glass] = members;
  glass?.painter.paint(GLASS);
  expect(glass && alone(glass)).toBe(true);
  expect(drawn()).toHaveLength(39);
  glass?.painter.paint(RED);
  expect(drawn()).toHaveLength(40);
});

test("what a mesh knows of its look counts, too", () => {
  const members = join(40);
  for (const { mesh } of members.slice(0, 20)) mesh.castShadow = true;
  expect(drawn()).toHaveLength(40);
  expect(instances.children.map((batch) => batch.castShadow).toSorted()).toEqual([false, true]);
  const other = new BoxGeometry(2, 2, 2);
  for (const { mesh, painter } of members.slice(0, 20)) {
    mesh.geometry = other;
    painter.paint(RED);
  }
  drawn();
  const shapes = instances.children.map((batch) => (batch instanceof Mesh ? (batch.geometry as unknown) : undefined));
  expect(new Set(shapes)).toEqual(new Set([geometry, other]));
});

test("what is mirrored, sheared or in another scene is drawn by itself, as long as it is", () => {
  const members = join(17);
  const [mirrored, moved] = members;
  if (!mirrored || !moved) throw new Error("no members");
  const elsewhere = new Scene();
  mirrored.mesh.scale.x = -1;
  elsewhere.add(moved.mesh);
  moved.mesh.position.y = 1;
  elsewhere.updateMatrixWorld();
  expect(drawn().filter(({ at }) => at.length > 0)).toHaveLength(15);
  expect([mirrored, moved].every(alone)).toBe(true);
  mirrored.mesh.scale.x = 1;
  content.add(moved.mesh);
  expect(drawn().filter(({ at }) => at.length > 0)).toHaveLength(17);
  expect(members.some(alone)).toBe(false);
});

test("rays hit the mesh itself, once", () => {
  const members = join(16);
  scene.updateMatrixWorld();
  const raycaster = new Raycaster(new Vector3(5.1, 0.2, 10), new Vector3(0, 0, -1));
  hitInstances(raycaster);
  expect(raycaster.intersectObject(scene).map(({ object }) => object)).toEqual([members[5]?.mesh]);
});

test("nothing is left behind", () => {
  const members = join(30);
  drawn();
  const [batch] = instances.children;
  const freed = vi.fn();
  if (batch instanceof InstancedMesh) batch.addEventListener("dispose", freed);
  for (const { painter } of members) painter.dispose();
  expect(freed).toHaveBeenCalledTimes(1);
  expect(instances.children).toEqual([]);
  expect(materials.size).toBe(0);
  expect(instances.drawn).toEqual({ meshes: 0, batches: 0 });
});
