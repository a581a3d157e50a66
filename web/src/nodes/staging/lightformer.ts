// Lightformer: a shape that glows, for surroundings.

import { CircleGeometry, DoubleSide, Mesh, MeshBasicMaterial, PlaneGeometry, RingGeometry, type BufferGeometry } from "three";
import type { LightformerProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { applyPose } from "../../scene/object3d";
import { DrawnParts } from "../../scene/parts";
import { isNumbers, Reader } from "../../scene/read";

function shapeOf(form: string, args: unknown): BufferGeometry {
  const [a, b] = isNumbers(args, 1) ? args : [];
  if (form === "circle") return new CircleGeometry(a ?? 0.5, 64);
  if (form === "ring") return new RingGeometry(a ?? 0.25, b ?? 0.5, 64);
  return new PlaneGeometry(a ?? 1, b ?? 1);
}

export const lightformer: NodeType<LightformerProps> = {
  placement: "own",
  create(ctx, props) {
    const material = new MeshBasicMaterial({ toneMapped: false, side: DoubleSide });
    const object = new Mesh(shapeOf("rect", undefined), material);
    const parts = new DrawnParts(object);
    const own = (): BufferGeometry => parts.geometry ?? object.geometry;
    const reshape = (props: Readonly<LightformerProps>): void => {
      own().dispose();
      parts.geometry = shapeOf(new Reader(ctx, props).oneOf("form", ["rect", "circle", "ring"], "rect"), props.args);
    };
    const apply = (props: Readonly<LightformerProps>): void => {
      const read = new Reader(ctx, props);
      applyPose(object, props);
      material.color.copy(read.color("color", "white")).multiplyScalar(read.number("intensity", 1));
      const { target } = props;
      // `target: false` leaves the rotation to the props.
      if (target === false || (target == null && (props.rotation != null || props.quaternion != null || props.matrix != null))) return;
      const [x = 0, y = 0, z = 0] = isNumbers(target, 3) ? target : [];
      object.lookAt(x, y, z);
    };
    reshape(props);
    apply(props);
    return {
      object,
      parts,
      update(changed, props) {
        if ("form" in changed || "args" in changed) reshape(props);
        apply(props);
        // Surroundings are drawn anew for new objects and places: for a new colour there has to be a new object.
        return "color" in changed || "intensity" in changed ? "rebuild" : undefined;
      },
      dispose() {
        own().dispose();
        material.dispose();
      },
    };
  },
};
