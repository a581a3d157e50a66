// HemisphereLightStage: the light of the built-in scene, sky and ground from everywhere and a sun.

import { DirectionalLight, Group, HemisphereLight } from "three";
import type { HemisphereLightStageProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

/** The sun's shadow map, per side. */
const SHADOW_MAP_SIZE = 2048;
/**
 * How far from the sun shadows fall, in metres. The bias is a share of this: with three.js's 500 m it would be
 * 25 cm, and what stands on the ground would have a shadow with a hole in it.
 */
const SHADOW_REACH = 50;

export const hemisphereLightStage: NodeType<HemisphereLightStageProps> = {
  create(ctx, props) {
    const object = new Group();
    const hemisphere = new HemisphereLight();
    hemisphere.position.copy(ctx.stage.up);
    const sun = new DirectionalLight();
    sun.shadow.mapSize.setScalar(SHADOW_MAP_SIZE);
    sun.shadow.camera.far = SHADOW_REACH;
    sun.shadow.bias = -5e-4;
    sun.shadow.normalBias = 0.02;
    object.add(hemisphere, sun);

    const apply = (props: Readonly<HemisphereLightStageProps>): void => {
      const read = new Reader(ctx, props);
      hemisphere.color.copy(read.color("skyColor", "#ffffff"));
      hemisphere.groundColor.copy(read.color("groundColor", "#000000"));
      hemisphere.intensity = read.number("hemiIntensity", 1);
      sun.color.copy(read.color("dirColor", "#ffffff"));
      sun.intensity = read.number("dirIntensity", 1);
      sun.position.fromArray(read.vector("dirPosition", [4, 10, 1]));
      sun.castShadow = read.boolean("castShadow", false);
    };
    apply(props);
    return {
      object,
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        hemisphere.dispose();
        sun.dispose();
      },
    };
  },
};
