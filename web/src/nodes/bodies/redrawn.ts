// A node that is drawn anew from all its props with each change of them.

import type { Object3D } from "three";
import type { LiveNode, NodeContext } from "../../scene/node-type";

/** Draws at once. `parts` go with the node. */
export function redrawn<P extends object>(
  ctx: Pick<NodeContext, "invalidate">,
  object: Object3D,
  props: Readonly<P>,
  draw: (props: Readonly<P>) => void,
  parts: readonly { dispose(): void }[],
): LiveNode<P> {
  const apply = (props: Readonly<P>): void => {
    draw(props);
    ctx.invalidate();
  };
  apply(props);
  return {
    object,
    update(_changed, props) {
      apply(props);
      return undefined;
    },
    dispose() {
      for (const part of parts) part.dispose();
    },
  };
}
