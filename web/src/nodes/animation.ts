// AnimationClip with its tracks, and the nodes that play clips: ThreeAnimate and PlaybackAnimate.

import { AnimationClip, Group, QuaternionKeyframeTrack, VectorKeyframeTrack, type KeyframeTrack, type Object3D } from "three";
import type { AnimationClipProps, ThreeAnimateProps, VectorTrackProps } from "../protocol/components.gen";
import type { NodeType, Stage, Timeline } from "../scene/node-type";
import { brief, isNumber, isNumbers, Reader } from "../scene/read";
import { clipHolders, models, trackHolders, type Animated, type AnimatedPlayer, type ClipHolder, type ClipSource, type TrackHolder } from "./animation/holders";
import { Player } from "./animation/player";

interface TrackKind {
  readonly type: typeof VectorKeyframeTrack | typeof QuaternionKeyframeTrack;
  readonly numbers: 3 | 4;
  /** What it may set: anything else of an object is not for the wire. */
  readonly properties: readonly string[];
}

const VECTOR: TrackKind = { type: VectorKeyframeTrack, numbers: 3, properties: ["position", "scale"] };
const QUATERNION: TrackKind = { type: QuaternionKeyframeTrack, numbers: 4, properties: ["quaternion"] };

/** Numbers that may lie in rows. */
function flat(name: string, value: unknown): readonly number[] {
  const numbers = Array.isArray(value) ? (value.flat() as unknown[]) : ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : undefined;
  if (!isNumbers(numbers, 0)) throw new Error(`${name} should be numbers, not ${brief(value)}`);
  return numbers;
}

/** Throws on what is no track; undefined as long as a part of it is missing. */
function trackOf({ type, numbers, properties }: TrackKind, props: Readonly<VectorTrackProps>): KeyframeTrack | undefined {
  const { name, times, values } = props;
  if (name == null || times == null || values == null) return undefined;
  const dot = typeof name === "string" ? name.lastIndexOf(".") : -1;
  if (dot < 1 || !properties.includes(name.slice(dot + 1))) {
    throw new Error(`name should be that of an object with .${properties.join(" or .")}, not ${brief(name)}`);
  }
  const at = flat("times", times);
  const keys = flat("values", values);
  if (at.length === 0) throw new Error("times are empty");
  if (at.some((time, index) => index > 0 && time < (at[index - 1] ?? 0))) throw new Error("times should ascend");
  if (keys.length !== at.length * numbers) throw new Error(`${at.length} times need ${at.length * numbers} values; there are ${keys.length}`);
  return new type(name, [...at], [...keys]);
}

function track(kind: TrackKind): NodeType<VectorTrackProps> {
  return {
    create(ctx, props) {
      const self = {};
      let made = trackOf(kind, props);
      let holder: TrackHolder | undefined;
      const tell = (): void => {
        if (made) holder?.tracks.set(self, made);
        else holder?.tracks.delete(self);
        holder?.tracksChanged();
      };
      const leave = (): void => {
        if (holder?.tracks.delete(self)) holder.tracksChanged();
        holder = undefined;
      };
      return {
        attached(parent) {
          leave();
          holder = trackHolders.get(parent);
          if (made && !holder) ctx.warn("It belongs into an AnimationClip");
          tell();
        },
        update(_changed, props) {
          made = undefined;
          try {
            made = trackOf(kind, props);
          } finally {
            tell();
          }
          return undefined;
        },
        dispose: leave,
      };
    },
  };
}

export const vectorTrack = track(VECTOR);
export const quaternionTrack = track(QUATERNION);

/** A clip as a node describes it, made when somebody asks: its tracks come one after the other. */
class DescribedClip implements ClipSource, TrackHolder {
  readonly tracks = new Map<object, KeyframeTrack>();
  readonly #name: string;
  readonly #duration: number | undefined;
  readonly #changed: () => void;
  #clip: AnimationClip | undefined;

  constructor(name: string, duration: number | undefined, changed: () => void) {
    this.#name = name;
    this.#duration = duration;
    this.#changed = changed;
  }

  get clip(): AnimationClip | undefined {
    if (this.tracks.size === 0) return undefined;
    // A negative duration: that of the longest track.
    this.#clip ??= new AnimationClip(this.#name, this.#duration ?? -1, [...this.tracks.values()]);
    return this.#clip;
  }

  tracksChanged(): void {
    this.#clip = undefined;
    this.#changed();
  }
}

export const animationClip: NodeType<AnimationClipProps> = {
  create(ctx, props) {
    const read = new Reader(ctx, props);
    const { duration } = props;
    if (duration != null && !(isNumber(duration) && duration > 0)) throw new Error(`duration should be a number of seconds, not ${brief(duration)}`);
    const object = new Group();
    let holder: ClipHolder | undefined;
    const source = new DescribedClip(read.string("name", ctx.key), duration ?? undefined, () => {
      if (!holder) ctx.warn("It belongs into a model or a ThreeAnimate");
      holder?.clipsChanged();
    });
    trackHolders.set(object, source);
    const leave = (): void => {
      if (holder?.sources.delete(source)) holder.clipsChanged();
      holder = undefined;
    };
    return {
      object,
      attached(parent) {
        leave();
        holder = clipHolders.get(parent);
        holder?.sources.add(source);
        holder?.clipsChanged();
      },
      dispose: leave,
    };
  },
};

/** Frames after which objects are looked for again: nodes come, go, and are made anew. */
const SEARCH_EVERY = 30;

/** Plays the clips in it on the node it is in, or that node's own: by the clock. */
export const threeAnimate = animate(() => undefined);

/** The same, where the page's timeline stands; by the clock if there is none. */
export const playbackAnimate = animate(({ timelines }) => timelines.current);

function animate(timelineOf: (stage: Stage) => Timeline | undefined): NodeType<ThreeAnimateProps> {
  return {
    create(ctx, props) {
      const object = new Group();
      let parent: Object3D | undefined;
      let model: Animated | undefined;
      let target: Object3D | undefined;
      let player: Player | undefined;
      let stale = true;
      let frames = 0;

      const refresh = (): void => {
        stale = true;
        ctx.invalidate();
      };
      const holder: ClipHolder = { sources: new Set(), clipsChanged: refresh };
      const self: AnimatedPlayer = { modelChanged: refresh };
      clipHolders.set(object, holder);

      const apply = (): void => {
        const read = new Reader(ctx, props);
        player?.play({ index: read.number("clipIndex", 0), running: read.boolean("play", true), speed: read.number("speed", 1) });
        ctx.invalidate();
      };
      const restart = (): void => {
        stale = false;
        const root = model ? model.root : parent;
        if (root !== target) {
          player?.dispose();
          target = root;
          player = root && new Player(root);
        }
        const own = [...holder.sources].map(({ clip }) => clip).filter((clip) => clip !== undefined);
        player?.setClips(holder.sources.size > 0 ? own : (model?.clips ?? []));
        apply();
        for (const name of player?.missing ?? []) ctx.warn(`There is nothing that the track "${name}" could move`);
      };
      const leave = (): void => {
        if (model?.players.delete(self)) model.playersChanged();
        model = undefined;
      };

      ctx.onFrame(({ delta }) => {
        if (stale || (++frames % SEARCH_EVERY === 0 && player?.lost === true)) restart();
        const timeline = timelineOf(ctx.stage);
        if (!timeline) return player?.advance(delta);
        player?.seek(timeline.seconds);
        return undefined;
      });
      return {
        object,
        attached(to) {
          leave();
          parent = to;
          model = models.get(to);
          model?.players.add(self);
          model?.playersChanged();
          refresh();
        },
        update(_changed, now) {
          props = now;
          if (!stale) apply();
          return undefined;
        },
        dispose() {
          leave();
          player?.dispose();
        },
      };
    },
  };
}
