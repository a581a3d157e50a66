// RectAreaLight: light from a rectangle, which standard and physical materials reflect. The tables its
// shading needs are loaded with the first such light.

import { Group, Matrix4, RectAreaLight, UniformsLib, Vector3, type Texture } from "three";
import type { RectAreaLightProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";

/** The libraries, in use until the signal aborts. */
async function loadLibraries(ctx: NodeContext, signal: AbortSignal) {
  return ctx.assets.share(
    "area lights",
    signal,
    async () => {
      const [{ RectAreaLightUniformsLib }, { RectAreaLightHelper }] = await Promise.all([
        import("three/addons/lights/RectAreaLightUniformsLib.js"),
        import("three/addons/helpers/RectAreaLightHelper.js"),
      ]);
      RectAreaLightUniformsLib.init();
      return { RectAreaLightHelper };
    },
    () => {
      // three.js keeps the tables for good. This frees their copies on the GPU, until they are used again.
      for (const [name, table] of Object.entries(UniformsLib)) if (name.startsWith("LTC_")) (table as unknown as Texture).dispose();
    },
  );
}

const _position = new Vector3();
const _target = new Vector3();
const _up = new Vector3(0, 1, 0);
const _matrix = new Matrix4();

/** What is special about a light by its tag. */
interface Kind {
  /** Width and height without the props, in metres. */
  readonly size: number;
  /** Whether it faces the parent's origin without `lookAt`. */
  readonly facing: boolean;
}

const areaLight = ({ size, facing }: Kind): NodeType<RectAreaLightProps> => ({
  create(ctx, props) {
    // The tree places the group; the light in it turns towards `lookAt`.
    const object = new Group();
    const light = new RectAreaLight();
    let Helper: Awaited<ReturnType<typeof loadLibraries>>["RectAreaLightHelper"] | undefined;
    let helper: InstanceType<NonNullable<typeof Helper>> | undefined;

    const apply = (): void => {
      const read = new Reader(ctx, props);
      light.color.copy(read.color("color", "#ffffff"));
      light.intensity = read.number("intensity", 1);
      light.width = read.number("width", size);
      light.height = read.number("height", size);
      light.quaternion.identity();
      const turned = props.rotation != null || props.quaternion != null || props.matrix != null;
      if (!turned && (facing || props.lookAt != null)) {
        _position.fromArray(read.vector("position", [0, 0, 0]));
        _target.fromArray(read.vector("lookAt", [0, 0, 0]));
        light.quaternion.setFromRotationMatrix(_matrix.lookAt(_position, _target, _up));
      }
      const wanted = read.boolean("helper", false);
      if (wanted && Helper && !helper) {
        helper = new Helper(light, "red");
        helper.traverse(passRays);
        light.add(helper);
      } else if (!wanted) endHelper();
    };
    const endHelper = (): void => {
      helper?.removeFromParent();
      helper?.dispose();
      helper = undefined;
    };

    ctx.run(async (signal) => {
      ({ RectAreaLightHelper: Helper } = await loadLibraries(ctx, signal));
      // Without its tables the light would be shaded as none, in programs compiled for good.
      object.add(light);
      apply();
    });
    return {
      object,
      update(_changed, now) {
        props = now;
        apply();
        return undefined;
      },
      dispose() {
        endHelper();
        light.dispose();
      },
    };
  },
});

export const rectAreaLight = areaLight({ size: 1, facing: true });
export const intrinsicRectAreaLight = areaLight({ size: 10, facing: false });
