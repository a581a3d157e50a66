// The body that a headset tracks, drawn where it is.

import { Group } from "three";
import type { NodeContext, XrFrame } from "../../scene/node-type";
import { ListedBody } from "../../xr/body";
import { BodySkeleton, listedPoses } from "./body-skeleton";

/** With both hands. */
const HANDS = { left: true, right: true };

export class SeenBody {
  readonly #ctx: NodeContext;
  readonly #body = new ListedBody();
  /** Stands where the headset's floor is, not where the node does. */
  readonly #place = new Group();
  readonly #end: (() => void)[] = [];
  #skeleton: BodySkeleton | undefined;
  #frame: number | undefined;
  #shown = false;

  constructor(ctx: NodeContext) {
    const { xr } = ctx.stage;
    this.#ctx = ctx;
    this.#end.push(
      xr.onXrFrame((frame) => { this.#draw(frame); }, (reason) => { ctx.fail(reason); }),
      xr.state.subscribe(({ phase }) => {
        if (phase !== "in") this.#clear();
      }),
    );
  }

  /** Whether it is to be seen, and the length of its joints' axes in metres; none are drawn if undefined. */
  set(shown: boolean, frame: number | undefined): void {
    this.#shown = shown;
    this.#frame = frame;
    if (!shown) this.#clear();
  }

  dispose(): void {
    for (const end of this.#end) end();
    this.#clear();
  }

  #draw(frame: XrFrame): void {
    if (!this.#shown) return;
    if (!this.#skeleton) {
      this.#skeleton = new BodySkeleton(this.#ctx, this.#place);
      this.#ctx.stage.xr.origin.add(this.#place);
    }
    this.#skeleton.set(listedPoses(this.#body.read(frame, HANDS)), this.#frame);
  }

  #clear(): void {
    this.#skeleton?.dispose();
    this.#skeleton = undefined;
    this.#place.removeFromParent();
  }
}
