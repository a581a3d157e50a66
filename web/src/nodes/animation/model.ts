// The animations of a model: it plays one by itself, unless a player in it is in charge.

import type { AnimationClip, Object3D } from "three";
import type { PlaybackProps } from "../../protocol/components.gen";
import type { NodeContext } from "../../scene/node-type";
import { Reader } from "../../scene/read";
import { clipHolders, models, type Animated, type AnimatedPlayer, type ClipSource } from "./holders";
import { Player } from "./player";

export class ModelAnimation implements Animated {
  readonly sources = new Set<ClipSource>();
  readonly players = new Set<AnimatedPlayer>();
  readonly #ctx: NodeContext;
  #props: Readonly<PlaybackProps>;
  #root: Object3D | undefined;
  #fileClips: readonly AnimationClip[] = [];
  #player: Player | undefined;
  #endFrames: (() => void) | undefined;
  #stale = false;

  /** `slot`: where nodes in the model hang. */
  constructor(ctx: NodeContext, slot: Object3D, props: Readonly<PlaybackProps>) {
    this.#ctx = ctx;
    this.#props = props;
    models.set(slot, this);
    clipHolders.set(slot, this);
  }

  get root(): Object3D | undefined {
    return this.#root;
  }

  get clips(): readonly AnimationClip[] {
    const added = [...this.sources].map(({ clip }) => clip).filter((clip) => clip !== undefined);
    return [...this.#fileClips, ...added];
  }

  /** Another object is shown, or none. */
  show(root: Object3D | undefined, clips: readonly AnimationClip[] = []): void {
    this.#player?.dispose();
    this.#root = root;
    this.#fileClips = clips;
    this.#player = root && new Player(root);
    this.clipsChanged();
  }

  update(props: Readonly<PlaybackProps>): void {
    this.#props = props;
    this.#apply();
  }

  clipsChanged(): void {
    for (const player of this.players) player.modelChanged();
    this.#refresh();
  }

  playersChanged(): void {
    this.#refresh();
  }

  dispose(): void {
    this.#endFrames?.();
    this.#player?.dispose();
    this.#player = undefined;
  }

  /** Look at the clips again before the next frame: several tracks come in one message. */
  #refresh(): void {
    this.#stale = true;
    const needed = this.#player !== undefined && (!this.#player.empty || (this.players.size === 0 && this.clips.length > 0));
    if (needed) {
      this.#endFrames ??= this.#ctx.onFrame(({ delta }) => {
        if (this.#stale) this.#restart();
        return this.#player?.advance(delta);
      });
    } else {
      this.#endFrames?.();
      this.#endFrames = undefined;
    }
    this.#ctx.invalidate();
  }

  #restart(): void {
    this.#stale = false;
    this.#player?.setClips(this.players.size > 0 ? [] : this.clips);
    this.#apply();
    for (const name of this.#player?.missing ?? []) this.#ctx.warn(`The model has nothing that the track "${name}" could move`);
  }

  #apply(): void {
    const read = new Reader(this.#ctx, this.#props);
    this.#player?.play({
      index: read.number("animationIndex", 0),
      running: read.boolean("playAnimation", true),
      speed: read.number("animationSpeed", 1),
    });
    this.#ctx.invalidate();
  }
}
