// Sky: what the air makes of the sun's light.

import { MathUtils } from "three";
import type { SkyProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { Reader } from "../../scene/read";
import { Group, Vector3 } from "three";

const _sun = new Vector3();

/**
 * The class gives light as bright as a photographer finds it, for a scene exposed for that; beside lamps of
 * a few watts all of it would be white.
 */
const EXPOSURE = "0.25";

export const sky: NodeType<SkyProps> = {
  create(ctx, props) {
    const object = new Group();
    let apply: (() => void) | undefined;
    let dispose: (() => void) | undefined;
    ctx.run(async (signal) => {
      const { Sky } = await import("three/addons/objects/Sky.js");
      signal.throwIfAborted();
      const dome = new Sky();
      passRays(dome);
      dome.frustumCulled = false;
      dome.material.fragmentShader = dome.material.fragmentShader.replace("vec4( texColor, 1.0 )", `vec4( texColor * ${EXPOSURE}, 1.0 )`);
      object.add(dome);
      const { uniforms } = dome.material;
      const set = (name: string, value: number): void => {
        const uniform = uniforms[name];
        if (uniform) uniform.value = value;
      };
      apply = () => {
        const read = new Reader(ctx, props);
        dome.scale.setScalar(read.clamped("distance", 1000, 1e-3, 1e7));
        const height = Math.PI * (read.number("inclination", 0.6) - 0.5);
        const around = 2 * Math.PI * (read.number("azimuth", 0.1) - 0.5);
        _sun.set(Math.cos(around), Math.sin(height), Math.sin(around));
        const given = read.vector("sunPosition");
        if (given) _sun.fromArray(given);
        (uniforms.sunPosition?.value as Vector3).copy(_sun);
        set("mieCoefficient", read.number("mieCoefficient", 0.005));
        set("mieDirectionalG", MathUtils.clamp(read.number("mieDirectionalG", 0.8), 0, 0.999));
        set("rayleigh", read.number("rayleigh", 0.5));
        set("turbidity", read.number("turbidity", 10));
        // Clouds of the class: the original's sky is clear, and they would never stand still.
        set("cloudCoverage", 0);
      };
      dispose = () => {
        dome.geometry.dispose();
        dome.material.dispose();
      };
      apply();
    });
    return {
      object,
      update(_changed, now) {
        props = now;
        apply?.();
        return undefined;
      },
      dispose() {
        dispose?.();
      },
    };
  },
};
