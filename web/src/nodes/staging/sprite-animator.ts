// SpriteAnimator: a film cut from one picture, frame by frame.

import { DoubleSide, Mesh, MeshBasicMaterial, PlaneGeometry, Sprite, SpriteMaterial, type Texture } from "three";
import type { SpriteAnimatorProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { loadTexture } from "../../scene/textures";

/** How the frames lie in a picture of this size: in one row, in one column, or in rows as square as they can be. */
export function gridOf(width: number, height: number, frames: number): readonly [columns: number, rows: number] {
  if (width >= height * frames * 0.5) return [frames, 1];
  if (height >= width * frames * 0.5) return [1, frames];
  const columns = Math.max(1, Math.round(Math.sqrt((frames * width) / height)));
  return [columns, Math.ceil(frames / columns)];
}

/** Props with which it begins anew; to play what has ended is to play it again. */
const RESTARTING = ["startFrame", "endFrame", "playBackwards", "play", "loop"] as const;

/** More pictures a second than any screen shows; a rate without end would never be caught up with. */
const MAX_FPS = 1000;

export const spriteAnimator: NodeType<SpriteAnimatorProps> = {
  create(ctx, props) {
    const read = new Reader(ctx, props);
    const asSprite = read.boolean("asSprite", false);
    const material = asSprite ? new SpriteMaterial({ transparent: true }) : new MeshBasicMaterial({ transparent: true, side: DoubleSide });
    const object = material instanceof SpriteMaterial ? new Sprite(material) : new Mesh(new PlaneGeometry(), material);
    object.visible = false;
    const url = read.string("textureImageURL");
    if (!url) throw new Error("textureImageURL is missing: a picture with all frames");
    let texture: Texture | undefined;
    let [columns, rows] = [1, 1];
    let frame = 0;
    let elapsed = 0;
    /** It has been shown once, and is not to be again. */
    let ended = false;

    const range = (): readonly [number, number] => {
      const read = new Reader(ctx, props);
      const count = Math.max(1, Math.floor(read.number("numberOfFrames", 1)));
      const last = Math.min(Math.floor(read.number("endFrame", count - 1)), count - 1);
      return [Math.min(Math.max(0, Math.floor(read.number("startFrame", 0))), last), last];
    };
    const show = (): void => {
      if (!texture) return;
      const column = frame % columns;
      const row = Math.floor(frame / columns);
      const flip = new Reader(ctx, props).boolean("flipX", false);
      texture.repeat.set((flip ? -1 : 1) / columns, 1 / rows);
      texture.offset.set((column + (flip ? 1 : 0)) / columns, 1 - (row + 1) / rows);
      material.alphaTest = new Reader(ctx, props).number("alphaTest", 0);
    };
    const restart = (): void => {
      const [first, last] = range();
      frame = new Reader(ctx, props).boolean("playBackwards", false) ? last : first;
      elapsed = 0;
      ended = false;
      show();
    };
    ctx.run(async (signal) => {
      const shared = await loadTexture(ctx.assets, url, { color: true, repeat: [1, 1] }, signal);
      // Its own place in the picture: others may show another frame of the same file.
      texture = shared.clone();
      const { width = 1, height = 1 } = texture.image as Partial<ImageBitmap>;
      const count = Math.max(1, Math.floor(new Reader(ctx, props).number("numberOfFrames", 1)));
      [columns, rows] = gridOf(width, height, count);
      material.map = texture;
      material.needsUpdate = true;
      if (!(object instanceof Sprite)) object.geometry.scale((width / columns / height) * rows, 1, 1);
      object.visible = true;
      restart();
    });
    ctx.onFrame(({ delta }) => {
      const read = new Reader(ctx, props);
      const playing = read.boolean("play", read.boolean("autoPlay", true)) && !read.boolean("pause", false);
      if (!texture || !playing || ended) return false;
      const [first, last] = range();
      const step = read.boolean("playBackwards", false) ? -1 : 1;
      elapsed += delta * Math.min(Math.max(read.number("fps", 30), 0), MAX_FPS);
      while (elapsed >= 1) {
        elapsed -= 1;
        const next = frame + step;
        if (next >= first && next <= last) frame = next;
        else if (read.boolean("loop", false)) frame = step > 0 ? first : last;
        else {
          ended = true;
          if (read.boolean("resetOnEnd", false)) frame = step > 0 ? first : last;
          show();
          return false;
        }
      }
      show();
      return true;
    });
    return {
      object,
      update(changed, now) {
        props = now;
        if ("textureImageURL" in changed || "asSprite" in changed || "numberOfFrames" in changed) return "rebuild";
        if (RESTARTING.some((name) => name in changed)) restart();
        show();
        return undefined;
      },
      dispose() {
        if (object instanceof Mesh) object.geometry.dispose();
        material.dispose();
        texture?.dispose();
      },
    };
  },
};
