// The props of the Scene itself: what they do to the view.

import {
  ACESFilmicToneMapping,
  AgXToneMapping,
  BasicShadowMap,
  CineonToneMapping,
  Color,
  LinearToneMapping,
  NeutralToneMapping,
  NoToneMapping,
  PCFShadowMap,
  ReinhardToneMapping,
  VSMShadowMap,
  type ShadowMapType,
  type ToneMapping,
} from "three";
import type { SceneProps } from "../protocol/components.gen";
import type { Frameloop, Viewer } from "./viewer";

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

  const [x, y, z] = props.up ?? [0, 1, 0];
  const length = Math.hypot(x, y, z);
  if (Number.isFinite(length) && length > 0) {
    const before = viewer.up.clone();
    viewer.up.set(x, y, z).divideScalar(length);
    if (!viewer.up.equals(before)) viewer.cameras.upChanged();
  } else {
    warn("Scene: up needs three numbers, not all of them 0.");
  }

  const toneMapping = nameOf(props.toneMapping ?? "acesFilmic").replace(/tonemapping$/, "");
  renderer.toneMapping = TONE_MAPPINGS[toneMapping] ?? ACESFilmicToneMapping;
  if (!(toneMapping in TONE_MAPPINGS)) warn(`Scene: there is no tone mapping "${String(props.toneMapping)}".`);
  renderer.toneMappingExposure = typeof props.toneMappingExposure === "number" ? props.toneMappingExposure : 1;

  const shadows = props.shadows ?? true;
  renderer.shadowMap.enabled = shadows !== false;
  renderer.shadowMap.type = (typeof shadows === "string" ? SHADOWS[shadows] : undefined) ?? PCFShadowMap;

  viewer.background = colorOf(props.background);
  viewer.frameloop = frameloopOf(props.frameloop) ?? frameloopOf(frameloop) ?? "demand";
  viewer.invalidate();
}

function nameOf(name: unknown): string {
  return String(name).toLowerCase().replace(/[^a-z]/g, "");
}

function colorOf(value: SceneProps["background"]): Color | undefined {
  if (value == null) return undefined;
  return typeof value === "object" ? new Color().fromArray(value) : new Color(value);
}

function frameloopOf(value: unknown): Frameloop | undefined {
  return value === "always" || value === "demand" || value === "never" ? value : undefined;
}
