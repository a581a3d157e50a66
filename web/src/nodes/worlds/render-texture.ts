// RenderTexture: a scene of its own, drawn into a picture of the material that it is a child of.

import { HalfFloatType, LinearFilter, LinearMipmapLinearFilter, Matrix4, WebGLRenderTarget, type Camera } from "three";
import type { RenderTextureProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { isNumber, Reader } from "../../scene/read";
import { PlacedPart } from "../materials/part";
import { InnerWorld, MAX_PIXELS } from "./inner-world";

const MOST_SAMPLES = 16;

/** Props by which the target is made. */
const REMADE = ["samples", "depthBuffer", "stencilBuffer", "generateMipmaps"] as const;

export const renderTexture: NodeType<RenderTextureProps> = {
  create(ctx, props) {
    const { stage } = ctx;
    const world = new InnerWorld(ctx);
    const place = new PlacedPart(ctx, "map", props);
    /** Where the page's camera was for the last picture, if it is seen by that one. */
    const seenFrom = new Matrix4();
    let drawn = 0;

    const make = (): WebGLRenderTarget => {
      const read = new Reader(ctx, props);
      const mipmaps = read.boolean("generateMipmaps", false);
      return new WebGLRenderTarget(world.size.x, world.size.y, {
        type: HalfFloatType,
        samples: Math.round(read.clamped("samples", 8, 0, MOST_SAMPLES)),
        depthBuffer: read.boolean("depthBuffer", true),
        stencilBuffer: read.boolean("stencilBuffer", false),
        generateMipmaps: mipmaps,
        minFilter: mipmaps ? LinearMipmapLinearFilter : LinearFilter,
      });
    };
    /** Bring the picture to the size that is asked for, which without props is that of the page. */
    const fit = (): void => {
      const read = new Reader(ctx, props);
      const side = (name: "width" | "height", page: number): number => Math.round(read.clamped(name, Math.min(page * devicePixelRatio, MAX_PIXELS), 1, MAX_PIXELS));
      const [width, height] = [side("width", stage.size.x), side("height", stage.size.y)];
      if (width === world.size.x && height === world.size.y) return;
      world.size.set(width, height);
      target.setSize(width, height);
      world.cameras.fit();
      world.changed();
    };
    const moved = (camera: Camera): boolean => {
      camera.updateWorldMatrix(true, false);
      if (seenFrom.equals(camera.matrixWorld)) return false;
      seenFrom.copy(camera.matrixWorld);
      return true;
    };
    let target = make();
    fit();
    place.part = target.texture;
    ctx.onFrame(
      ({ camera: pageCamera }) => {
        fit();
        const camera = world.cameras.offered;
        if (!camera && moved(pageCamera)) world.changed();
        const { frames } = props;
        if (world.fresh || (isNumber(frames) && drawn >= frames)) return undefined;
        drawn++;
        world.fresh = true;
        world.draw(stage.renderer, target, camera ?? pageCamera);
        return undefined;
      },
      { last: true },
    );
    return {
      ...place.node<RenderTextureProps>({
        update(changed, now) {
          props = now;
          drawn = 0;
          world.changed();
          if (!REMADE.some((name) => name in changed)) return;
          const before = target;
          target = make();
          place.part = target.texture;
          before.dispose();
        },
        dispose() {
          target.dispose();
        },
      }),
      slot: world.scene,
      world,
    };
  },
};
