// A camera that is another kind of camera under props of its own.

import type { Object3dProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";

export interface Guise<P, Q extends object> {
  readonly kindOf: (props: Readonly<P>) => NodeType<Q>;
  readonly full: (props: Readonly<P>) => Q;
  /** Where it stands without a position. */
  readonly place?: readonly [number, number, number];
}

interface Placed extends Pick<Object3dProps, "position" | "matrix"> {
  readonly type?: unknown;
}

export function guise<P extends Placed, Q extends object>({ kindOf, full, place = [0, 0, 0] }: Guise<P, Q>): NodeType<P> {
  return {
    create(ctx, props) {
      const live = kindOf(props).create(ctx, full(props));
      /** The tree puts what has no position to the origin. */
      const stand = (): void => {
        if (props.position == null && props.matrix == null) live.object?.position.fromArray(place);
      };
      return {
        ...(live.object ? { object: live.object } : {}),
        attached(parent) {
          stand();
          live.attached?.(parent);
        },
        update(changed, now) {
          props = now;
          if ("type" in changed) return "rebuild";
          stand();
          return live.update?.(changed as Readonly<Partial<Q>>, full(now));
        },
        dispose() {
          live.dispose();
        },
      };
    },
  };
}
