// Box: a rectangular cuboid, centred on its position.

import { BoxGeometry, Mesh, MeshPhysicalMaterial } from "three";
import type { BoxProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";

type BoxArgs = ConstructorParameters<typeof BoxGeometry>;

function geometryOf({ args }: BoxProps): BoxGeometry {
  return new BoxGeometry(...((args ?? []) as BoxArgs));
}

export const box: NodeType<BoxProps> = {
  create(_ctx, props) {
    const material = new MeshPhysicalMaterial();
    const mesh = new Mesh(geometryOf(props), material);
    return {
      object: mesh,
      update(changed, props) {
        if (!("args" in changed)) return "rebuild";
        mesh.geometry.dispose();
        mesh.geometry = geometryOf(props);
        return undefined;
      },
      dispose() {
        mesh.geometry.dispose();
        material.dispose();
      },
    };
  },
};
