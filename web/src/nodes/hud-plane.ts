// HUDPlane: a rectangle that fills the view, for what it holds and for a picture. It belongs to the page: its
// place is that before the camera that the page is seen through, also in pictures that other cameras draw.

import { Group, Matrix4, Mesh } from "three";
import type { HUDPlaneProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { DrawnParts } from "../scene/parts";
import { Reader } from "../scene/read";
import { BeforeCamera } from "./images/before-camera";
import { planeSheet } from "./images/geometry";
import { PictureMaterial } from "./images/material";
import { Picture } from "./images/picture";

const _toParent = new Matrix4();

export const hudPlane: NodeType<HUDPlaneProps> = {
  // Its pose is in the camera's frame, unless it is fixed.
  placement: "own",
  create(ctx, props) {
    const { geometries } = ctx.assets;
    // Its visibility is the tree's, that of the mesh in it follows `hide`.
    const object = new Group();
    const material = new PictureMaterial();
    const mesh = new Mesh(geometries.acquire("picture plane", planeSheet), material);
    mesh.frustumCulled = false;
    mesh.matrixAutoUpdate = false;
    object.add(mesh);
    const parts = new DrawnParts(mesh);
    const place = new BeforeCamera();

    const apply = (): void => {
      const read = new Reader(ctx, props);
      place.set(ctx, props);
      material.set({ picture: picture.texture, alpha: undefined, opacity: read.clamped("opacity", 1, 0, 1) });
      // The mesh itself goes on being there for what it holds.
      material.visible = picture.texture !== undefined;
      mesh.visible = !read.boolean("hide", false);
      ctx.invalidate();
    };
    const picture = new Picture(ctx, { name: "src", color: true, changed: apply });
    const load = (): void => {
      const read = new Reader(ctx, props);
      picture.interpolate = read.boolean("interpolate", false);
      picture.set(props.src, read.moment("capturedAt"));
    };
    load();
    apply();

    ctx.onFrame((frame) => {
      const { camera } = frame;
      const goesOn = place.advance(frame);
      camera.updateWorldMatrix(true, false);
      object.updateWorldMatrix(true, false);
      place.matrix(camera, object, mesh.matrix);
      mesh.matrix.premultiply(_toParent.copy(object.matrixWorld).invert());
      mesh.matrixWorldNeedsUpdate = true;
      return goesOn;
    });

    return {
      object,
      slot: mesh,
      parts,
      update(_changed, now) {
        props = now;
        load();
        apply();
        return undefined;
      },
      dispose() {
        picture.dispose();
        material.dispose();
        geometries.release(mesh.geometry);
      },
    };
  },
};
