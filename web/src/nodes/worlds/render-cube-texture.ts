// RenderCubeTexture: a scene of its own, drawn all around a point for what mirrors it: the `envMap` of the material
// that it is a child of.

import { CubeCamera, CubeReflectionMapping, HalfFloatType, LinearFilter, LinearMipmapLinearFilter, PMREMGenerator, WebGLCubeRenderTarget, type WebGLRenderTarget } from "three";
import type { RenderCubeTextureProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { applyPose } from "../../scene/object3d";
import { isNumber, Reader } from "../../scene/read";
import { offerBlurred } from "../materials/material";
import { PlacedPart } from "../materials/part";
import { InnerWorld } from "./inner-world";

const MAX_SIDE = 2048;

/** Props by which the target is made. */
const REMADE = ["resolution", "depthBuffer", "stencilBuffer", "generateMipmaps", "flip", "near", "far"] as const;

interface Cube {
  readonly target: WebGLCubeRenderTarget;
  readonly camera: CubeCamera;
  /** Blurred for rough materials, as soon as one asks for it. three.js would do so itself, but keep it for good. */
  blurred: WebGLRenderTarget | undefined;
}

export const renderCubeTexture: NodeType<RenderCubeTextureProps> = {
  create(ctx, props) {
    const world = new InnerWorld(ctx);
    const place = new PlacedPart(ctx, "envMap", props);
    let drawn = 0;

    const make = (): Cube => {
      const read = new Reader(ctx, props);
      const mipmaps = read.boolean("generateMipmaps", false);
      const target = new WebGLCubeRenderTarget(Math.round(read.clamped("resolution", 896, 1, MAX_SIDE)), {
        type: HalfFloatType,
        depthBuffer: read.boolean("depthBuffer", true),
        stencilBuffer: read.boolean("stencilBuffer", false),
        generateMipmaps: mipmaps,
        minFilter: mipmaps ? LinearMipmapLinearFilter : LinearFilter,
      });
      target.texture.mapping = CubeReflectionMapping;
      // three.js mirrors what it draws itself, so that left is left.
      target.texture.isRenderTargetTexture = !read.boolean("flip", false);
      const near = read.clamped("near", 0.1, 1e-4, 1e6);
      const camera = new CubeCamera(near, Math.max(read.number("far", 1000), near * 1.001), target);
      applyPose(camera, props);
      const made: Cube = { target, camera, blurred: undefined };
      offerBlurred(target.texture, () => {
        draw(made);
        made.blurred ??= blur(target, undefined);
        return made.blurred.texture;
      });
      return made;
    };
    const blur = ({ texture }: WebGLCubeRenderTarget, before: WebGLRenderTarget | undefined): WebGLRenderTarget => {
      const generator = new PMREMGenerator(ctx.stage.renderer);
      // Its types say otherwise, but it takes again what it has given.
      const blurred = generator.fromCubemap(texture, before as WebGLCubeRenderTarget | undefined);
      generator.dispose();
      return blurred;
    };
    const draw = ({ target, camera, blurred }: Cube): void => {
      const { renderer } = ctx.stage;
      const { autoClear } = renderer;
      renderer.autoClear = true;
      camera.update(renderer, world.scene);
      if (blurred) blur(target, blurred);
      renderer.autoClear = autoClear;
    };
    const free = ({ target, blurred }: Cube): void => {
      target.dispose();
      blurred?.dispose();
    };
    let cube = make();
    place.part = cube.target.texture;
    ctx.onFrame(
      () => {
        const { frames } = props;
        if (world.fresh || (isNumber(frames) && drawn >= frames)) return undefined;
        drawn++;
        world.fresh = true;
        draw(cube);
        return undefined;
      },
      { last: true },
    );
    return {
      ...place.node<RenderCubeTextureProps>({
        update(changed, now) {
          props = now;
          drawn = 0;
          world.changed();
          if (!REMADE.some((name) => name in changed)) {
            applyPose(cube.camera, props);
            return;
          }
          const before = cube;
          cube = make();
          place.part = cube.target.texture;
          free(before);
        },
        dispose() {
          free(cube);
        },
      }),
      slot: world.scene,
      world,
    };
  },
};
