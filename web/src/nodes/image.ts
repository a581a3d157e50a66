// Image: a picture in space. Until it is there, its rectangle.

import { BufferAttribute, BufferGeometry, DoubleSide, Group, LineBasicMaterial, LineSegments, Mesh } from "three";
import type { ImageProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";
import { parseSide } from "../scene/surface";
import { planeSheet } from "./images/geometry";
import { PictureMaterial } from "./images/material";
import { Picture } from "./images/picture";

/** The edges of a square of side 1 and a diagonal. */
const PLACEHOLDER = [
  [-0.5, -0.5, 0.5, -0.5],
  [0.5, -0.5, 0.5, 0.5],
  [0.5, 0.5, -0.5, 0.5],
  [-0.5, 0.5, -0.5, -0.5],
  [-0.5, -0.5, 0.5, 0.5],
].flatMap(([ax = 0, ay = 0, bx = 0, by = 0]) => [ax, ay, 0, bx, by, 0]);

function placeholderGeometry(): BufferGeometry {
  return new BufferGeometry().setAttribute("position", new BufferAttribute(new Float32Array(PLACEHOLDER), 3));
}

export const image: NodeType<ImageProps> = {
  create(ctx, props) {
    const { geometries } = ctx.assets;
    const object = new Group();
    const material = new PictureMaterial();
    const mesh = new Mesh(geometries.acquire("picture plane", planeSheet), material);
    const placeholder = new LineSegments(geometries.acquire("picture placeholder", placeholderGeometry), new LineBasicMaterial());
    passRays(placeholder);
    object.add(mesh, placeholder);

    const apply = (): void => {
      const read = new Reader(ctx, props);
      const height = Math.max(read.number("height", 1), 0);
      const aspect = rgb.height > 0 ? rgb.width / rgb.height : Math.max(read.number("aspect", 1), 0);
      for (const part of [mesh, placeholder]) part.scale.set(height * aspect, height, 1);
      mesh.visible = rgb.texture !== undefined;
      placeholder.visible = !mesh.visible;
      placeholder.material.color.copy(read.color("placeholderColor", "#888888"));
      material.set({
        picture: rgb.texture,
        alpha: alpha.texture,
        opacity: read.clamped("opacity", 1, 0, 1),
        side: parseSide(props.side) ?? DoubleSide,
        wireframe: read.boolean("wireframe", false),
      });
    };
    const changed = (): void => {
      apply();
    };
    const rgb = new Picture(ctx, { name: "rgb", color: true, changed });
    const alpha = new Picture(ctx, { name: "alpha", color: false, changed });
    const load = (): void => {
      const read = new Reader(ctx, props);
      rgb.interpolate = alpha.interpolate = read.boolean("interpolate", false);
      rgb.set(props.rgb, read.moment("capturedAt"));
      alpha.set(props.alpha);
    };
    load();
    apply();

    return {
      object,
      update(_changed, now) {
        props = now;
        load();
        apply();
        return undefined;
      },
      dispose() {
        rgb.dispose();
        alpha.dispose();
        material.dispose();
        placeholder.material.dispose();
        geometries.release(mesh.geometry);
        geometries.release(placeholder.geometry);
      },
    };
  },
};
