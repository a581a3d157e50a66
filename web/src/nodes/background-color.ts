// BackgroundColor: the colour behind everything.

import type { BackgroundColorProps } from "../protocol/components.gen";
import type { NodeType } from "../scene/node-type";
import { Reader } from "../scene/read";

const DEFAULT_COLOR = "#131416";

export const backgroundColor: NodeType<BackgroundColorProps> = {
  create(ctx, props) {
    let withdraw: (() => void) | undefined;
    const apply = (props: Readonly<BackgroundColorProps & { hide?: boolean; visible?: boolean }>): void => {
      withdraw?.();
      withdraw = undefined;
      if (props.hide === true || props.visible === false) return;
      withdraw = ctx.world.backdrop.offer(new Reader(ctx, props).color("color", DEFAULT_COLOR));
    };
    apply(props);
    return {
      update(_changed, props) {
        apply(props);
        return undefined;
      },
      dispose() {
        withdraw?.();
      },
    };
  },
};
