// Parts that child nodes lay over those of their parent.

import { BoxGeometry, Mesh, MeshBasicMaterial, SphereGeometry, Sprite, SpriteMaterial } from "three";
import { expect, test } from "vitest";
import { DrawnParts } from "../src/scene/parts";

test("the newest part counts, and the object's own comes back", () => {
  const own = new MeshBasicMaterial();
  const mesh = new Mesh(new BoxGeometry(), own);
  const parts = new DrawnParts(mesh);
  const [one, two] = [new MeshBasicMaterial(), new MeshBasicMaterial()];
  const leaveOne = parts.accept("material", one);
  const leaveTwo = parts.accept("material", two);
  expect(mesh.material).toBe(two);
  leaveOne?.();
  expect(mesh.material).toBe(two);
  const successor = new MeshBasicMaterial();
  parts.painted.material = successor;
  expect(mesh.material).toBe(two);
  leaveTwo?.();
  expect(mesh.material).toBe(successor);
});

test("geometries likewise, but not on what has none", () => {
  const box = new BoxGeometry();
  const mesh = new Mesh(box);
  const parts = new DrawnParts(mesh);
  const sphere = new SphereGeometry();
  const leave = parts.accept("geometry", sphere);
  expect(mesh.geometry).toBe(sphere);
  leave?.();
  expect(mesh.geometry).toBe(box);
  const sprite = new DrawnParts(new Sprite(new SpriteMaterial()));
  expect(sprite.accept("material", new SpriteMaterial())).toBeDefined();
});

test("what is no part of it is refused", () => {
  const parts = new DrawnParts(new Mesh());
  expect(parts.accept("material", new BoxGeometry())).toBeUndefined();
  expect(parts.accept("geometry", new MeshBasicMaterial())).toBeUndefined();
  expect(parts.accept("onBeforeRender", new MeshBasicMaterial())).toBeUndefined();
});

test("sides of a geometry", () => {
  const own = new MeshBasicMaterial();
  const mesh = new Mesh(new BoxGeometry(), own);
  const parts = new DrawnParts(mesh);
  const third = new MeshBasicMaterial();
  const leave = parts.accept("material-2", third);
  expect(mesh.material).toEqual([own, own, third, own, own, own]);
  leave?.();
  expect(mesh.material).toBe(own);
});
