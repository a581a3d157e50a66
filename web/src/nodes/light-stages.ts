// HemisphereLightStage, the light of the built-in scene, and AmbientLightStage: light from everywhere, and a sun.

import { AmbientLight, DirectionalLight, Group, HemisphereLight, type Light } from "three";
import type { AmbientLightStageProps, HemisphereLightStageProps } from "../protocol/components.gen";
import type { LiveNode, NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

/** The sun's shadow map, per side. */
const SHADOW_MAP_SIZE = 2048;
/**
 * How far from the sun shadows fall, in metres. The bias is a share of this: with three.js's 500 m it would be
 * 25 cm, and what stands on the ground would have a shadow with a hole in it.
 */
const SHADOW_REACH = 50;

function newSun(): DirectionalLight {
  const sun = new DirectionalLight();
  sun.shadow.mapSize.setScalar(SHADOW_MAP_SIZE);
  sun.shadow.camera.far = SHADOW_REACH;
  sun.shadow.bias = -5e-4;
  sun.shadow.normalBias = 0.02;
  return sun;
}

/** The lights as one node; `apply` brings them to the props. */
function lit<P extends object>(props: Readonly<P>, lights: readonly Light[], apply: (props: Readonly<P>) => void): LiveNode<P> {
  apply(props);
  return {
    object: new Group().add(...lights),
    update(_changed, props) {
      apply(props);
      return undefined;
    },
    dispose() {
      for (const light of lights) light.dispose();
    },
  };
}

export const hemisphereLightStage: NodeType<HemisphereLightStageProps> = {
  create(ctx, props) {
    const hemisphere = new HemisphereLight();
    hemisphere.position.copy(ctx.stage.up);
    const sun = newSun();
    return lit(props, [hemisphere, sun], (props) => {
      const read = new Reader(ctx, props);
      hemisphere.color.copy(read.color("skyColor", "#ffffff"));
      hemisphere.groundColor.copy(read.color("groundColor", "#000000"));
      hemisphere.intensity = read.number("hemiIntensity", 1);
      sun.color.copy(read.color("dirColor", "#ffffff"));
      sun.intensity = read.number("dirIntensity", 1);
      sun.position.fromArray(read.vector("dirPosition", [4, 10, 1]));
      sun.castShadow = read.boolean("castShadow", false);
    });
  },
};

export const ambientLightStage: NodeType<AmbientLightStageProps> = {
  create(ctx, props) {
    const ambient = new AmbientLight();
    const sun = newSun();
    sun.position.set(5, 30, 5);
    sun.castShadow = true;
    return lit(props, [ambient, sun], (props) => {
      const read = new Reader(ctx, props);
      ambient.color.copy(read.color("color", "#ffffff"));
      ambient.intensity = read.number("intensity", 0.2);
    });
  },
};
