// What passes over the picture have in common: a place in the Effects above them, and code that is loaded when
// the first of them is there.

import type { Pass } from "three/addons/postprocessing/Pass.js";
import type { NodeContext, NodeType } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { PlacedPart } from "../materials/part";

/** The place of a pass in the order of the nodes, which is there before the pass is. */
export class PassSeat {
  pass: Pass | undefined;
}

interface PassProps {
  attach?: string;
  enabled?: boolean;
}

export interface MadePass<P> {
  readonly pass: Pass;
  /** Bring it to the props. `enabled`: whether they want it to do something. */
  set(props: Readonly<P>, enabled: boolean): void;
  dispose(): void;
}

export type MakePass<P> = (ctx: NodeContext) => MadePass<P>;

export function pass<P extends PassProps>(load: () => Promise<MakePass<P>>): NodeType<P> {
  return {
    create(ctx, props) {
      const seat = new PassSeat();
      const place = new PlacedPart(ctx, "passes", props);
      place.part = seat;
      let made: MadePass<P> | undefined;
      const apply = (): void => made?.set(props, new Reader<PassProps>(ctx, props).boolean("enabled", true));
      ctx.run(async (signal) => {
        const make = await load();
        signal.throwIfAborted();
        made = make(ctx);
        seat.pass = made.pass;
        apply();
      });
      return place.node<P>({
        update(_changed, now) {
          props = now;
          apply();
        },
        dispose() {
          seat.pass = undefined;
          made?.dispose();
        },
      });
    },
  };
}
