// Caustics: light that the children bundle on the ground below them.

import { Box3, CameraHelper, Group, Scene, Vector3 } from "three";
import type { CausticsProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { isNumber, Reader } from "../../scene/read";
import type { BundledLight, LightLook } from "./bundled-light";
import { boxBelow, ContentWatch } from "./content";

const MAX_PIXELS = 2048;
/** What no light comes from that is nearer to the ground: it would fall endlessly far away. */
const LEAST_HEIGHT = 0.02;

const _box = new Box3();

export const caustics: NodeType<CausticsProps> = {
  create(ctx, props) {
    const { renderer } = ctx.stage;
    const object = new Group();
    // three.js draws scenes with another material; what is in this one is in the page's as well.
    const content = new Scene();
    object.add(content);
    const watch = new ContentWatch(content);
    let Light: typeof BundledLight | undefined;
    let light: BundledLight | undefined;
    let helper: CameraHelper | undefined;
    let look: LightLook | undefined;
    let computed = 0;

    const readLook = (): LightLook | undefined => {
      const read = new Reader(ctx, props);
      const direction = new Vector3().fromArray(read.vector("lightSource", [5, 5, 5])).normalize();
      if (direction.y < LEAST_HEIGHT) {
        ctx.warn("lightSource should be above the ground; there is no light");
        return undefined;
      }
      return {
        direction,
        color: read.color("color", "white"),
        intensity: read.clamped("intensity", 0.05, 0, 1e3),
        ior: read.clamped("ior", 1.1, 0.1, 10),
        backsideIor: read.boolean("backside", false) ? read.clamped("backsideIOR", 1.1, 0.1, 10) : undefined,
        beam: read.clamped("worldRadius", 0.3125, 1e-4, 1e3),
      };
    };
    const free = (): void => {
      helper?.dispose();
      helper?.removeFromParent();
      light?.dispose();
      helper = light = undefined;
    };
    const compute = (from: typeof BundledLight): void => {
      const read = new Reader(ctx, props);
      if (!light) {
        light = new from(Math.round(read.clamped("resolution", 2024, 16, MAX_PIXELS)));
        object.add(light.ground);
      }
      content.visible = true;
      object.updateWorldMatrix(true, false);
      light.ground.visible = look !== undefined && !boxBelow(content, _box, true).isEmpty();
      if (look && light.ground.visible) light.compute(renderer, content, _box, object.matrixWorld, look);
      const debug = light.ground.visible && read.boolean("debug", false);
      if (debug) {
        if (!helper) {
          helper = new CameraHelper(light.camera);
          helper.matrix = light.pose;
          passRays(helper);
          object.add(helper);
        }
        helper.update();
      }
      if (helper) helper.visible = debug;
      content.visible = !read.boolean("causticsOnly", false);
    };

    look = readLook();
    ctx.run(async (signal) => {
      const loaded = await import("./bundled-light");
      signal.throwIfAborted();
      Light = loaded.BundledLight;
    });
    ctx.onFrame(() => {
      if (!Light || !watch.changed()) return undefined;
      const { frames } = props;
      if (isNumber(frames) && computed >= frames) return undefined;
      computed++;
      compute(Light);
      return undefined;
    });
    return {
      object,
      slot: content,
      update(changed, now) {
        props = now;
        if ("resolution" in changed) free();
        look = readLook();
        computed = 0;
        watch.reset();
        return undefined;
      },
      dispose: free,
    };
  },
};
