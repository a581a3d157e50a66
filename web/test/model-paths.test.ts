import { expect, test } from "vitest";
import { contentOf, decodeText } from "../src/nodes/models/content";
import { asFolder, folderOf, locate, normalize, type Places } from "../src/nodes/models/paths";
import { checkXml } from "../src/nodes/models/xml";

function at(path: string, places: Partial<Places> = {}): unknown {
  return locate(path, { base: "/static/arm/urdf/", packages: undefined, assets: {}, ...places });
}

test("relative paths start at the URDF, others where they say", () => {
  expect(at("../meshes/a.stl")).toBe("/static/arm/urdf/../meshes/a.stl");
  expect(at("/a.stl")).toBe("/a.stl");
  expect(at("http://host/a.stl")).toBe("http://host/a.stl");
  expect(at("a.stl", { base: "" })).toBe("a.stl");
});

test("package:// by a map, by one folder, by the folder of all, by where the URDF lies", () => {
  const path = "package://arm/meshes/a.stl";
  expect(at(path, { packages: { arm: "/pkgs/arm" } })).toBe("/pkgs/arm/meshes/a.stl");
  expect(at(path, { packages: "/pkgs/arm" })).toBe("/pkgs/arm/meshes/a.stl");
  expect(at(path, { packages: "/pkgs/" })).toBe("/pkgs/arm/meshes/a.stl");
  expect(at(path)).toBe("/static/arm/meshes/a.stl");
  expect(at(path, { base: "/x/" })).toBe("/arm/meshes/a.stl");
  expect(() => at(path, { packages: { hand: "/h" } })).toThrow('packages does not say where "arm" is');
});

test("assets come first, by the path as written or tidied", () => {
  const assets = { "arm/meshes/a.stl": "/x.stl", "../b.stl": new Uint8Array([1]) };
  expect(at("package://arm/./meshes/a.stl", { assets })).toBe("/x.stl");
  expect(at("../b.stl", { assets })).toEqual(new Uint8Array([1]));
  expect(at("constructor", { assets })).toBe("/static/arm/urdf/constructor");
});

test("folders", () => {
  expect([folderOf("/a/b.urdf?x=/y"), folderOf("b.urdf"), asFolder("/a"), asFolder("/a/"), asFolder("")]).toEqual(["/a/", "", "/a/", "/a/", ""]);
  expect(normalize("package://a//b/../c.stl")).toBe("a/c.stl");
});

test("buff beats text beats src", () => {
  const buff = new Uint8Array([104, 105]);
  expect(contentOf({ src: "/a", text: "t", buff })).toEqual({ bytes: buff });
  expect(contentOf({ src: "/a", text: "t" })).toEqual({ bytes: new TextEncoder().encode("t") });
  expect(contentOf({ src: "/a", text: "" })).toEqual({ url: "/a" });
  expect(contentOf({})).toBeUndefined();
  expect(decodeText(buff, "ascii")).toBe("hi");
  expect(() => decodeText(buff, "klingon")).toThrow();
});

test("document types are refused", () => {
  expect(() => { checkXml("<!doctype x [<!ENTITY a 'b'>]><robot/>", "The URDF"); }).toThrow("The URDF has a DOCTYPE");
  expect(() => { checkXml("<robot/>", "The URDF"); }).not.toThrow();
});
