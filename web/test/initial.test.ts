import { expect, test } from "vitest";
import { Encoder } from "../src/protocol/encode";
import { isSceneUrl, parseScene } from "../src/scene/initial";

function base64(value: unknown): string {
  return Buffer.from(new Encoder().encode(value)).toString("base64");
}

test("a scene in base64, also where its pluses have become spaces or it is URL-safe", () => {
  // Values chosen so that the text holds both + and /.
  const scene = { children: [], a: "\u03ff\u07fe>>>", b: new Uint8Array([0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff]) };
  const text = base64(scene);
  expect(text).toMatch(/\+.*\/|\/.*\+/);
  for (const form of [text, text.replaceAll("+", " "), text.replaceAll("+", "-").replaceAll("/", "_")]) {
    expect(parseScene(form)).toEqual({ ...scene, tag: "Scene" });
  }
});

test("what is no scene is refused", () => {
  expect(() => parseScene(base64([1]))).toThrow("scene= holds no scene");
  expect(() => parseScene("%%%")).toThrow();
});

test.each([
  ["https://a/b.json", true],
  ["/scenes/a.json", true],
  ["./a.json", true],
  ["../a.json", true],
  ["gqNrZXk", false],
])("%s is a URL: %s", (scene, isUrl) => {
  expect(isSceneUrl(scene)).toBe(isUrl);
});
