// Head: a head with goggles and its axes, drawn from the value of an event HEAD_MOVE. Its origin is between
// the eyes, which look along −z.

import { BoxGeometry, Group, Matrix4, SphereGeometry } from "three";
import type { HeadProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { Assembly, type Part } from "../assembly";
import { asList } from "../../xr/stream";
import { entry, posesOf } from "./poses";
import { redrawn } from "./redrawn";
import { Skeleton } from "./skeleton";
import { told } from "./told";

const PARTS: readonly Part[] = [
  {
    shape: "head skull",
    make: () => new SphereGeometry(1, 32, 24),
    spec: { type: "standard", values: { color: "#c8ced6", roughness: 0.7 } },
    position: [0, -0.01, 0.085],
    scale: [0.078, 0.115, 0.098],
  },
  {
    shape: "head goggles",
    make: () => new BoxGeometry(1, 1, 1),
    spec: { type: "standard", values: { color: "#5a616d", roughness: 0.4 } },
    position: [0, 0, -0.005],
    scale: [0.165, 0.085, 0.07],
  },
];
/** Where the axes begin, out of the goggles. */
const AXES_AT = -0.04;

export const head: NodeType<HeadProps> = {
  create(ctx, props) {
    const object = new Group();
    const inside = new Group();
    inside.matrixAutoUpdate = false;
    const assembly = new Assembly(ctx, inside);
    const axes = new Skeleton(ctx, inside, [{ name: "head", parent: undefined }]);
    object.add(inside);
    const draw = (props: Readonly<HeadProps>): void => {
      const pose = posesOf("pose.matrix", entry(props.pose, "matrix"))?.[0];
      const length = Math.max(new Reader(ctx, props).number("frameScale", 0.05), 0);
      assembly.set(pose ? PARTS : []);
      axes.set(pose && [new Matrix4().makeTranslation(0, 0, AXES_AT)], { color: "#ffffff", radius: 0.005, frame: length });
      if (pose) inside.matrix.copy(pose);
      inside.matrixWorldNeedsUpdate = true;
    };
    const matrix = new Float32Array(16);
    const value = { matrix: asList(matrix) };
    return told(ctx, redrawn(ctx, object, props, draw, [assembly, axes]), props, "HEAD_MOVE", ({ viewer }) => {
      // While the headset does not know where it is, nothing is told.
      if (!viewer) return undefined;
      matrix.set(viewer.transform.matrix);
      return value;
    });
  },
};
