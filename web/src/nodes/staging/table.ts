// What makes a scene look like something, by tag.

import { html } from "../html";
import { ambientLightStage } from "../light-stages";
import { text3D } from "../text/text3d";
import { accumulativeShadows } from "./accumulative-shadows";
import { bbAnchor, center, resize } from "./arrange";
import { backdrop, shadow } from "./backdrop";
import { bounds } from "./bounds";
import { cameraShake } from "./camera-shake";
import { caustics } from "./caustics";
import { cloud } from "./cloud";
import { contactShadows } from "./contact-shadows";
import { decal } from "./decal";
import { environment } from "./environment";
import { gradientTexture } from "./gradient-texture";
import { lightformer } from "./lightformer";
import { billboard, detailed, float, screenSpace } from "./motion";
import { outlines } from "./outlines";
import { sparkles, stars } from "./particles";
import { randomizedLight } from "./randomized-light";
import { roundedBox } from "./rounded-box";
import { bakeShadows, softShadows } from "./shadow-quality";
import { sky } from "./sky";
import { spriteAnimator } from "./sprite-animator";
import { stage } from "./stage";
import { svg } from "./svg";
import { trail } from "./trail";

export const STAGING = {
  AmbientLightStage: ambientLightStage,
  Environment: environment,
  Lightformer: lightformer,
  Stage: stage,
  ContactShadows: contactShadows,
  AccumulativeShadows: accumulativeShadows,
  RandomizedLight: randomizedLight,
  Caustics: caustics,
  SoftShadows: softShadows,
  BakeShadows: bakeShadows,
  Shadow: shadow,
  Backdrop: backdrop,
  Sky: sky,
  Stars: stars,
  Sparkles: sparkles,
  Cloud: cloud,
  Decal: decal,
  BBAnchor: bbAnchor,
  Bounds: bounds,
  Center: center,
  Resize: resize,
  Billboard: billboard,
  Float: float,
  Detailed: detailed,
  ScreenSpace: screenSpace,
  CameraShake: cameraShake,
  Trail: trail,
  Outlines: outlines,
  GradientTexture: gradientTexture,
  RoundedBox: roundedBox,
  Svg: svg,
  SpriteAnimator: spriteAnimator,
  Text3D: text3D,
  Html: html,
};
