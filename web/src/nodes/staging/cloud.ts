// Cloud: soft puffs that face the camera, drawn as one.

import { CanvasTexture, Color, Group, SRGBColorSpace, Vector3 } from "three";
import type { Cloud as CloudClass, Clouds as CloudsClass } from "@pmndrs/vanilla/core/Cloud.js";
import type { CloudProps } from "../../protocol/components.gen";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { Reader } from "../../scene/read";
import { randomFrom } from "./random";

const MAX_SEGMENTS = 200;
const PIXELS = 128;

/** A puff: white, denser in the middle, uneven at the edge. */
function puff(): CanvasTexture {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = PIXELS;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser has no 2D canvas.");
  const random = randomFrom(1);
  const half = PIXELS / 2;
  for (let i = 0; i < 60; i++) {
    const away = half * 0.6 * Math.sqrt(random());
    const around = 2 * Math.PI * random();
    const [x, y] = [half + away * Math.cos(around), half + away * Math.sin(around)];
    const radius = (half - away) * (0.4 + 0.5 * random());
    const gradient = context.createRadialGradient(x, y, 0, x, y, radius);
    gradient.addColorStop(0, "rgba(255,255,255,0.12)");
    gradient.addColorStop(1, "rgba(255,255,255,0)");
    context.fillStyle = gradient;
    context.fillRect(0, 0, PIXELS, PIXELS);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  return texture;
}

function settings(ctx: NodeContext, props: Readonly<CloudProps>) {
  const read = new Reader(ctx, props);
  return {
    seed: read.number("seed", 1),
    segments: Math.round(read.clamped("segments", 20, 1, MAX_SEGMENTS)),
    bounds: new Vector3().fromArray(read.vector("bounds", [5, 1, 1])),
    concentrate: read.oneOf("concentrate", ["inside", "outside", "random"], "inside"),
    volume: read.number("volume", 6),
    smallestVolume: read.number("smallestVolume", 0.25),
    growth: read.number("growth", 4),
    speed: read.number("speed", 0),
    fade: read.number("fade", 10),
    opacity: read.clamped("opacity", 1, 0, 1),
    color: new Color().copy(read.color("color", "#ffffff")),
  };
}

export const cloud: NodeType<CloudProps> = {
  create(ctx, props) {
    const object = new Group();
    let made: { readonly clouds: CloudsClass; readonly cloud: CloudClass; readonly texture: CanvasTexture } | undefined;
    ctx.run(async (signal) => {
      const { Cloud, Clouds } = await import("@pmndrs/vanilla/core/Cloud.js");
      signal.throwIfAborted();
      const texture = puff();
      const clouds = new Clouds({ limit: MAX_SEGMENTS, texture, frustumCulled: false });
      const cloud = new Cloud(settings(ctx, props));
      clouds.add(cloud);
      passRays(clouds.instance);
      object.add(clouds);
      made = { clouds, cloud, texture };
      ctx.onFrame(({ now, delta, camera }) => {
        clouds.updateWorldMatrix(true, true);
        const moving = cloud.speed !== 0;
        clouds.update(camera, now / 1000, moving ? delta : 0);
        return moving;
      });
    });
    return {
      object,
      update(changed, props) {
        if (!made) return undefined;
        const { clouds, cloud } = made;
        // Those that stay would keep their turn of a cloud with another number of puffs.
        if ("segments" in changed) cloud.cloudStateArray.length = 0;
        Object.assign(cloud, settings(ctx, props));
        cloud.updateCloud();
        // Puffs that have gone are not in the list any more, but still in the buffer.
        clouds.instance.count = cloud.segments;
        return undefined;
      },
      dispose() {
        if (!made) return;
        const { clouds, texture } = made;
        clouds.instance.geometry.dispose();
        clouds.instance.dispose();
        (clouds.cloudMaterial).dispose();
        texture.dispose();
      },
    };
  },
};
