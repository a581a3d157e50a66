// Nodes that draw nothing by themselves: they say that something should be read or answered, and whoever
// does that asks the store for their props.

import type { NodeType } from "../scene/node-type";

export const silent: NodeType<object> = {
  create() {
    return { update: () => undefined, dispose: () => undefined };
  },
};
