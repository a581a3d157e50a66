// Glb: a glTF model, binary or text, with Draco or meshopt compression.

import { Group, type Object3D } from "three";
import type { GlbProps, SurfaceProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { contentOf } from "./models/content";
import { applyShadows } from "./models/meshes";
import { loadModel, modelOfBytes } from "./models/files";
import { Paint } from "./models/paint";

/** A model on show. */
interface Shown {
  readonly object: Object3D;
  readonly paint: Paint;
  readonly end: () => void;
}

export const glb: NodeType<GlbProps> = {
  create(ctx, props) {
    const object = new Group();
    let shown: Shown | undefined;
    let endLoading: (() => void) | undefined;

    const hide = (): void => {
      shown?.object.removeFromParent();
      shown?.paint.dispose();
      shown?.end();
      shown = undefined;
    };
    const load = (): void => {
      endLoading?.();
      const content = contentOf(props);
      if (!content) {
        hide();
        return;
      }
      const end = ctx.run(async (signal) => {
        const { assets } = ctx;
        const [{ clone }, model] = await Promise.all([
          import("three/addons/utils/SkeletonUtils.js"),
          "url" in content ? loadModel(assets, content.url, signal, "glb") : modelOfBytes(assets, content.bytes, "glb", "", signal),
        ]);
        signal.throwIfAborted();
        // The model before stays until its successor is there.
        hide();
        endLoading = undefined;
        const copy = clone(model.object);
        applyShadows(copy, props);
        const paint = new Paint(ctx, props as SurfaceProps, () => undefined);
        paint.add(copy);
        object.add(copy);
        shown = { object: copy, paint, end };
        for (const file of model.missing) ctx.warn(`${file} could not be loaded`);
        if (typeof props.onLoad === "string") ctx.send("LOAD", props.onLoad);
      });
      endLoading = end;
    };

    load();
    return {
      object,
      update(changed, now) {
        props = now;
        if ("src" in changed || "text" in changed || "buff" in changed) load();
        if (shown) applyShadows(shown.object, props);
        shown?.paint.update(props as SurfaceProps);
        return undefined;
      },
      dispose() {
        endLoading?.();
        hide();
      },
    };
  },
};
