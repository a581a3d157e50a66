import { ACESFilmicToneMapping, Color, NoToneMapping, PCFShadowMap, Vector3, VSMShadowMap } from "three";
import { expect, test } from "vitest";
import { applySceneProps } from "../src/viewer/scene-props";
import type { Viewer } from "../src/viewer/viewer";

/** The view after these props, as they may come over the wire, and what was warned about. */
function view(props: object, frameloop?: string) {
  const warnings: string[] = [];
  const viewer = {
    renderer: { toneMapping: -1, toneMappingExposure: -1, shadowMap: { enabled: false, type: -1 } },
    up: new Vector3(0, 1, 0),
    cameras: { upChanged: () => undefined, shiftScene: () => undefined, orbits: true },
    background: undefined as Color | undefined,
    frameloop: "",
    invalidate: () => undefined,
  };
  applySceneProps(viewer as unknown as Viewer, props, frameloop, (text) => warnings.push(text));
  return { ...viewer, up: viewer.up.toArray(), warnings };
}

const DEFAULTS = {
  up: [0, 1, 0],
  background: undefined,
  frameloop: "demand",
  renderer: { toneMapping: ACESFilmicToneMapping, toneMappingExposure: 1, shadowMap: { enabled: true, type: PCFShadowMap } },
};

test("a scene that says nothing", () => {
  expect(view({})).toMatchObject({ ...DEFAULTS, warnings: [] });
  expect(view({ up: null, background: null, toneMapping: null, shadows: null })).toMatchObject({ ...DEFAULTS, warnings: [] });
});

test("what it says", () => {
  const said = view({ up: [0, 0, 2], background: "#ff0000", toneMapping: "NoToneMapping", toneMappingExposure: 2, shadows: "variance" });
  expect(said).toMatchObject({
    up: [0, 0, 1],
    background: new Color("#ff0000"),
    renderer: { toneMapping: NoToneMapping, toneMappingExposure: 2, shadowMap: { enabled: true, type: VSMShadowMap } },
    warnings: [],
  });
  expect(view({ shadows: false }).renderer.shadowMap.enabled).toBe(false);
  expect(view({ enableOrbitControl: false }).cameras.orbits).toBe(false);
});

test("its frameloop beats the page's", () => {
  expect(view({ frameloop: "always" }, "never").frameloop).toBe("always");
  expect(view({}, "never").frameloop).toBe("never");
  expect(view({ frameloop: "sometimes" }).frameloop).toBe("demand");
});

test.each<[string, object, number]>([
  ["numbers that are none", { up: [0, NaN, 0], toneMappingExposure: Infinity }, 2],
  ["no direction", { up: [0, 0, 0] }, 1],
  ["other types", { up: 5, background: { r: 1 }, toneMapping: 3, toneMappingExposure: "x" }, 4],
  ["a colour that is none", { background: "reddish" }, 1],
  ["names that every object has", { toneMapping: "constructor", shadows: "constructor" }, 1],
])("%s count as absent, with a warning", (_what, props, warnings) => {
  const subject = view(props);
  expect(subject).toMatchObject(DEFAULTS);
  expect(subject.warnings).toHaveLength(warnings);
});
