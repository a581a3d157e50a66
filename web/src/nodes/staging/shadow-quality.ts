// SoftShadows and BakeShadows: how, and how often, the shadows of lights are drawn.

import { ShaderChunk, type Material, type Scene, type WebGLRenderer } from "three";
import type { BakeShadowsProps, SoftShadowsProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Stack } from "../../scene/parts";
import { Reader } from "../../scene/read";

const MAX_SAMPLES = 64;

/** The lookups of three.js for soft shadows: five, in a spiral. */
const LOOKUPS = /shadow = \(\s*texture\( shadowMap[\s\S]*?\) \* 0\.2;/;

const original = ShaderChunk.shadowmap_pars_fragment;

/** The same chunk with more lookups, further out. */
function soften(size: number, samples: number): string {
  const loop = `shadow = 0.0;
    for ( int i = 0; i < ${samples}; i ++ ) {
      shadow += texture( shadowMap, vec3( shadowCoord.xy + vogelDiskSample( i, ${samples}, phi ) * radius * ${(size / 4).toFixed(4)}, shadowCoord.z ) );
    }
    shadow /= ${samples.toFixed(1)};`;
  return original.replace(LOOKUPS, loop);
}

/** Have every program made anew: three.js takes a chunk in when it compiles. */
function recompile(scene: Scene): void {
  scene.traverse((object) => {
    const { material } = object as { material?: Material | Material[] };
    for (const one of Array.isArray(material) ? material : material ? [material] : []) {
      // Disposing lets go of the program, which would otherwise be found again by its name.
      one.dispose();
      one.needsUpdate = true;
    }
  });
}

const softness = new WeakMap<Scene, Stack<string>>();

function softnessOf(scene: Scene): Stack<string> {
  let stack = softness.get(scene);
  if (!stack) {
    stack = new Stack((chunk) => {
      ShaderChunk.shadowmap_pars_fragment = chunk ?? original;
      recompile(scene);
    });
    softness.set(scene, stack);
  }
  return stack;
}

export const softShadows: NodeType<SoftShadowsProps> = {
  create(ctx, props) {
    const read = new Reader(ctx, props);
    const chunk = soften(read.clamped("size", 25, 0, 1000), Math.round(read.clamped("samples", 10, 1, MAX_SAMPLES)));
    const end = softnessOf(ctx.stage.scene).push(chunk);
    return { dispose: end };
  },
};

const bakers = new WeakMap<WebGLRenderer, number>();

export const bakeShadows: NodeType<BakeShadowsProps> = {
  create(ctx) {
    const { renderer } = ctx.stage;
    const { shadowMap } = renderer;
    bakers.set(renderer, (bakers.get(renderer) ?? 0) + 1);
    shadowMap.autoUpdate = false;
    shadowMap.needsUpdate = true;
    return {
      update: () => undefined,
      dispose() {
        const left = (bakers.get(renderer) ?? 1) - 1;
        bakers.set(renderer, left);
        if (left > 0) return;
        shadowMap.autoUpdate = true;
        shadowMap.needsUpdate = true;
      },
    };
  },
};
