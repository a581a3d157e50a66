// The picture of a Frustum, on its image plane.

import { Mesh, type Group } from "three";
import type { FrustumProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { planeSheet } from "../images/geometry";
import { PictureMaterial } from "../images/material";
import { Picture } from "../images/picture";
import { slopeOf, type Slope } from "./draw";
import type { Extra } from "./node";

export const DEFAULT_ASPECT = 4 / 3;

export function frustumSlope(read: Reader<FrustumProps>): Slope {
  return slopeOf(read.number("fov", 50), read.clamped("aspect", DEFAULT_ASPECT, 0.01, 100));
}

/** Whether a Frustum shows its image plane: when it says so, and else if there is a picture to show. */
export function showsImagePlane(read: Reader<FrustumProps>): boolean {
  return read.boolean("showImagePlane", read.raw("src") !== undefined);
}

export function imagePlane(ctx: NodeContext, object: Group): Extra<FrustumProps> {
  const { geometries } = ctx.assets;
  let mesh: Mesh | undefined;
  let material: PictureMaterial | undefined;
  let latest: Readonly<FrustumProps> = {};

  const apply = (): void => {
    const read = new Reader(ctx, latest);
    const { texture } = picture;
    const shown = texture !== undefined && showsImagePlane(read);
    if (shown && !mesh) {
      material = new PictureMaterial();
      mesh = new Mesh(geometries.acquire("picture plane", planeSheet), material);
      object.add(mesh);
    }
    if (!mesh) return;
    mesh.visible = shown;
    material?.set({ picture: texture, alpha: undefined, opacity: 1 });
    const slope = frustumSlope(read);
    const distance = read.number("focalLength", 0.035);
    mesh.position.z = -distance;
    mesh.scale.set(2 * slope.x * distance, 2 * slope.y * distance, 1);
  };
  const picture = new Picture(ctx, { name: "src", color: true, changed: apply });

  return {
    update(props) {
      latest = props;
      picture.set(props.src);
      apply();
    },
    dispose() {
      picture.dispose();
      if (mesh) geometries.release(mesh.geometry);
      material?.dispose();
    },
  };
}
