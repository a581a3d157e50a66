// How nodes of animations find each other: by the objects they hang on. A track looks for the clip that it
// is in, a clip for the model or player that it is in, a player for the model.

import type { AnimationClip, KeyframeTrack, Object3D } from "three";

/** A clip that a node describes. It is another one after a change. */
export interface ClipSource {
  readonly clip: AnimationClip | undefined;
}

/** A node whose clips can be added to: a model, or a player. */
export interface ClipHolder {
  readonly sources: Set<ClipSource>;
  /** One of the sources has come, gone or changed. */
  clipsChanged(): void;
}

/** A model, for players in it. */
export interface Animated extends ClipHolder {
  /** What moves; undefined until it is there. */
  readonly root: Object3D | undefined;
  /** The file's clips, then those of the nodes in it. */
  readonly clips: readonly AnimationClip[];
  /** Players in charge: the model itself only plays without one. */
  readonly players: Set<AnimatedPlayer>;
  playersChanged(): void;
}

/** A player in a model. */
export interface AnimatedPlayer {
  /** The model's object or clips are others than before. */
  modelChanged(): void;
}

/** A node that tracks can be in. */
export interface TrackHolder {
  readonly tracks: Map<object, KeyframeTrack>;
  tracksChanged(): void;
}

export const clipHolders = new WeakMap<Object3D, ClipHolder>();
export const models = new WeakMap<Object3D, Animated>();
export const trackHolders = new WeakMap<Object3D, TrackHolder>();
