// The props of the Scene itself: what they do to the view.

import {
  ACESFilmicToneMapping,
  AgXToneMapping,
  BasicShadowMap,
  CineonToneMapping,
  LinearToneMapping,
  NeutralToneMapping,
  NoToneMapping,
  PCFShadowMap,
  ReinhardToneMapping,
  VSMShadowMap,
  Vector3,
  type ShadowMapType,
  type ToneMapping,
} from "three";
import type { SceneProps } from "../protocol/components.gen";
import { brief, Reader } from "../scene/read";
import type { Frameloop, Viewer } from "./viewer";

const Y_UP = [0, 1, 0] as const;

const _up = new Vector3();

/** Names are compared without case, punctuation and the suffix of three.js' constants. */
const TONE_MAPPINGS: Readonly<Record<string, ToneMapping>> = {
  none: NoToneMapping,
  no: NoToneMapping,
  linear: LinearToneMapping,
  reinhard: ReinhardToneMapping,
  cineon: CineonToneMapping,
  acesfilmic: ACESFilmicToneMapping,
  aces: ACESFilmicToneMapping,
  agx: AgXToneMapping,
  neutral: NeutralToneMapping,
};

const SHADOWS: Readonly<Record<string, ShadowMapType>> = {
  basic: BasicShadowMap,
  percentage: PCFShadowMap,
  soft: PCFShadowMap,
  variance: VSMShadowMap,
};

/** Bring the view to these props; `frameloop` is what the page's address says for scenes that do not. */
export function applySceneProps(viewer: Viewer, props: SceneProps, frameloop: string | undefined, warn: (text: string) => void): void {
  const { renderer } = viewer;
  const read = new Reader({ warn: (text) => { warn(`Scene: ${text}`); } }, props);

  _up.fromArray(read.vector("up", Y_UP));
  if (_up.lengthSq() === 0) {
    warn("Scene: up is no direction when all three numbers are 0.");
    _up.fromArray(Y_UP);
  }
  _up.normalize();
  if (!viewer.up.equals(_up)) {
    viewer.up.copy(_up);
    viewer.cameras.upChanged();
  }

  const toneMapping = read.string("toneMapping", "acesFilmic");
  renderer.toneMapping = toneMappingOf(toneMapping) ?? ACESFilmicToneMapping;
  if (toneMappingOf(toneMapping) === undefined) warn(`Scene: there is no tone mapping ${brief(toneMapping)}.`);
  renderer.toneMappingExposure = read.number("toneMappingExposure", 1);

  const shadows = read.raw("shadows");
  renderer.shadowMap.enabled = shadows !== false;
  renderer.shadowMap.type = (typeof shadows === "string" ? named(SHADOWS, shadows) : undefined) ?? PCFShadowMap;

  viewer.cameras.shiftScene(read.number("offsetX", 0), read.number("offsetY", 0));
  viewer.cameras.orbits = read.boolean("enableOrbitControl", true);
  viewer.background = read.color("background");
  viewer.frameloop = frameloopOf(props.frameloop) ?? frameloopOf(frameloop) ?? "demand";
  viewer.invalidate();
}

/** The entry of a table whose names come from outside. */
function named<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function toneMappingOf(name: string): ToneMapping | undefined {
  return named(TONE_MAPPINGS, name.toLowerCase().replace(/[^a-z]/g, "").replace(/tonemapping$/, ""));
}

function frameloopOf(value: unknown): Frameloop | undefined {
  return value === "always" || value === "demand" || value === "never" ? value : undefined;
}
