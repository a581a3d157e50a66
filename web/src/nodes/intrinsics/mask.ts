// Mask: a shape that leaves its number where it is, for materials that ask for it.

import { AlwaysStencilFunc, BufferGeometry, Mesh, MeshBasicMaterial, ReplaceStencilOp } from "three";
import type { MaskProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { DrawnParts } from "../../scene/parts";
import { passRays } from "../../scene/raycast";
import { isNumber, Reader } from "../../scene/read";

export const mask: NodeType<MaskProps> = {
  create(ctx, props) {
    const geometry = new BufferGeometry();
    const material = new MeshBasicMaterial({
      toneMapped: false,
      stencilWrite: true,
      stencilFunc: AlwaysStencilFunc,
      stencilFail: ReplaceStencilOp,
      stencilZFail: ReplaceStencilOp,
      stencilZPass: ReplaceStencilOp,
    });
    const object = new Mesh(geometry, material);
    passRays(object);
    const parts = new DrawnParts(object);
    const apply = (props: Readonly<MaskProps>): void => {
      const read = new Reader(ctx, props);
      const id = Math.round(read.clamped("id", 1, 1, 255));
      material.stencilRef = id;
      material.colorWrite = read.boolean("colorWrite", false);
      material.depthWrite = read.boolean("depthWrite", false);
      // Before what asks for it.
      if (!isNumber(props.renderOrder)) object.renderOrder = -id;
    };
    apply(props);
    return {
      object,
      // What it is drawn with decides what it does.
      parts: { accept: (place, part) => (place === "geometry" ? parts.accept(place, part) : undefined) },
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        geometry.dispose();
        material.dispose();
      },
    };
  },
};
