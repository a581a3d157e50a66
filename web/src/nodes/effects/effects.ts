// Effects: passes over the page's picture, which are its children, one after the other.

import type { Pass } from "three/addons/postprocessing/Pass.js";
import type { EffectsProps } from "../../protocol/components.gen";
import type { NodeType } from "../../scene/node-type";
import type { PartHost } from "../../scene/parts";
import { Reader } from "../../scene/read";
import type { Pipeline, PipelineOptions } from "./pipeline";
import { PassSeat } from "./seat";

/** What three.js takes at most for a texture of several samples; a device may take fewer. */
const MOST_SAMPLES = 16;

/** R3F numbers the places by itself: the order is that of the nodes. */
const PLACE = /^passes(-\d+)?$/;

/** The seats of its passes, in the order of the nodes. */
class Seats implements PartHost {
  readonly #seats = new Set<PassSeat>();

  accept(place: string, part: object): (() => void) | undefined {
    if (!PLACE.test(place) || !(part instanceof PassSeat)) return undefined;
    this.#seats.add(part);
    return () => void this.#seats.delete(part);
  }

  *passes(): Generator<Pass> {
    for (const { pass } of this.#seats) if (pass) yield pass;
  }
}

export const effects: NodeType<EffectsProps> = {
  create(ctx, props) {
    const seats = new Seats();
    const read = new Reader(ctx, props);
    let order = 1;
    let disabled = false;
    let pipeline: Pipeline | undefined;
    const apply = (props: Readonly<EffectsProps>): void => {
      const read = new Reader(ctx, props);
      order = read.number("renderIndex", 1);
      disabled = read.boolean("disableRender", false);
    };
    apply(props);
    const options: PipelineOptions = {
      samples: Math.round(read.clamped("multisamping", 8, 0, MOST_SAMPLES)),
      depthBuffer: read.boolean("depthBuffer", true),
      stencilBuffer: read.boolean("stencilBuffer", false),
      light: read.boolean("disableGamma", false),
      black: read.boolean("disableRenderPass", false),
    };
    ctx.run(async (signal) => {
      const { Pipeline } = await import("./pipeline");
      signal.throwIfAborted();
      pipeline = new Pipeline(ctx.stage.renderer, options);
    });
    const withdraw = ctx.stage.finishes.add({
      get order() {
        return order;
      },
      get ready() {
        return pipeline !== undefined && !disabled;
      },
      draw(scene, camera, delta) {
        pipeline?.draw(scene, camera, delta, seats.passes());
      },
      failed(reason) {
        // Or it would throw with every frame.
        withdraw();
        ctx.fail(reason);
      },
    });
    return {
      parts: seats,
      update(changed, props) {
        if (REBUILDS.some((name) => name in changed)) return "rebuild";
        apply(props);
        return undefined;
      },
      dispose() {
        withdraw();
        pipeline?.dispose();
      },
    };
  },
};

/** Props by which the pipeline is made. */
const REBUILDS = ["multisamping", "depthBuffer", "stencilBuffer", "disableGamma", "disableRenderPass"] as const;
