// Group, VuerGroup and the intrinsic `group`: a frame of reference for its children.

import { Group } from "three";
import type { GroupProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";

export const group: NodeType<GroupProps> = {
  create() {
    return { object: new Group(), dispose: () => undefined };
  },
};
