// SceneOffset: the picture shifted by some pixels.

import type { SceneOffsetProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

export const sceneOffset: NodeType<SceneOffsetProps> = {
  create(ctx, props) {
    const shift = (props: Readonly<SceneOffsetProps>): (() => void) => {
      const read = new Reader(ctx, props);
      return ctx.stage.cameras.shift(read.number("x", 0), read.number("y", 0));
    };
    let withdraw = shift(props);
    return {
      update(_changed, props) {
        const before = withdraw;
        withdraw = shift(props);
        before();
        return undefined;
      },
      dispose() {
        withdraw();
      },
    };
  },
};
