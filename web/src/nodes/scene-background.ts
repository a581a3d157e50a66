// SceneBackground: a picture behind everything, flat or as a panorama.

import { EquirectangularReflectionMapping, UVMapping, type Texture } from "three";
import type { SceneBackgroundProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";
import { extensionOf, loadTexture } from "../scene/textures";
import { Picture } from "./images/picture";

const PANORAMA_FILES: ReadonlySet<string> = new Set(["hdr", "exr"]);

/** Whether a `src` is a file of light, which is a panorama unless something else is said. */
function isLight(src: unknown): src is string {
  return typeof src === "string" && !src.startsWith("data:") && PANORAMA_FILES.has(extensionOf(src));
}

export const sceneBackground: NodeType<SceneBackgroundProps> = {
  create(ctx, props) {
    let withdraw: (() => void) | undefined;
    /** What `src` holds when that is a file of light, and the end of its use. */
    let light: { readonly src: string; readonly panorama: boolean; texture?: Texture; readonly end: () => void } | undefined;
    const isPanorama = (): boolean => {
      const usual = isLight(props.src) ? "equirect" : "screen";
      return new Reader(ctx, props).oneOf("mapping", ["screen", "equirect"], usual) === "equirect";
    };

    const apply = (): void => {
      withdraw?.();
      withdraw = undefined;
      const texture = light ? light.texture : picture.texture;
      const { hide, visible } = props as { hide?: unknown; visible?: unknown };
      if (!texture || hide === true || visible === false) return;
      const read = new Reader(ctx, props);
      // Textures of light are shared, and made for their mapping.
      if (!light) texture.mapping = isPanorama() ? EquirectangularReflectionMapping : UVMapping;
      withdraw = ctx.world.backdrop.offer(texture, {
        intensity: Math.max(read.number("intensity", 1), 0),
        blurriness: read.clamped("blurriness", 0, 0, 1),
      });
    };
    const picture = new Picture(ctx, {
      name: "src",
      color: true,
      changed: () => {
        // three.js makes a cube of a panorama once in its life: each frame begins another.
        picture.texture?.dispose();
        apply();
      },
    });
    picture.interpolate = true;

    const load = (): void => {
      const { src } = props;
      const panorama = isPanorama();
      if (light && light.src === src && light.panorama === panorama) return;
      if (light) {
        light.end();
        light = undefined;
        ctx.recover();
      }
      if (!isLight(src)) {
        picture.set(src);
        return;
      }
      picture.set(undefined);
      const end = ctx.run(async (signal) => {
        const texture = await loadTexture(ctx.assets, src, { color: true, panorama }, signal);
        if (light) light.texture = texture;
        apply();
      });
      light = { src, panorama, end };
    };
    load();
    apply();

    return {
      update(changed, now) {
        props = now;
        // Also where a picture becomes a panorama or ceases to be one.
        if ("mapping" in changed) picture.texture?.dispose();
        if ("src" in changed || "mapping" in changed) load();
        apply();
        return undefined;
      },
      dispose() {
        withdraw?.();
        light?.end();
        picture.dispose();
      },
    };
  },
};
