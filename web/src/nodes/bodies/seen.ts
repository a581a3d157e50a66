// What a headset tracks of its user, drawn where it is for who wears the headset.

import { Group } from "three";
import type { NodeContext, XrFrame } from "../../scene/node-type";

export interface SeenOptions<Drawing> {
  /** Makes what is drawn, below that place. */
  make(place: Group): Drawing;
  /** Brings it to a frame. */
  draw(drawing: Drawing, frame: XrFrame): void;
}

/** Made with the first frame in which it is shown, gone with the session. */
export class Seen<Drawing extends { dispose(): void }> {
  readonly #ctx: NodeContext;
  readonly #options: SeenOptions<Drawing>;
  /** Stands where the headset's floor is, not where the node does. */
  readonly #place = new Group();
  readonly #end: (() => void)[] = [];
  #drawing: Drawing | undefined;
  #shown = false;

  constructor(ctx: NodeContext, options: SeenOptions<Drawing>) {
    const { xr } = ctx.stage;
    this.#ctx = ctx;
    this.#options = options;
    // Rays begin in it; with false they leave out what is below, too.
    this.#place.raycast = () => false;
    this.#end.push(
      xr.onXrFrame((frame) => { this.#draw(frame); }, (reason) => { ctx.fail(reason); }),
      xr.state.subscribe(({ phase }) => {
        if (phase !== "in") this.#clear();
      }),
    );
  }

  set shown(shown: boolean) {
    this.#shown = shown;
    if (!shown) this.#clear();
  }

  dispose(): void {
    for (const end of this.#end) end();
    this.#clear();
  }

  #draw(frame: XrFrame): void {
    if (!this.#shown) return;
    if (!this.#drawing) {
      this.#drawing = this.#options.make(this.#place);
      this.#ctx.stage.xr.origin.add(this.#place);
    }
    this.#options.draw(this.#drawing, frame);
  }

  #clear(): void {
    this.#drawing?.dispose();
    this.#drawing = undefined;
    this.#place.removeFromParent();
  }
}
