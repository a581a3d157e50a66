// Plays one of several clips on an object and all below it, in a loop.

import { AnimationClip, AnimationMixer, PropertyBinding, type AnimationAction, type KeyframeTrack, type Object3D } from "three";

export interface Playing {
  /** Which clip, from 0; beyond the last, the last. */
  readonly index: number;
  readonly running: boolean;
  readonly speed: number;
}

/** What a track moves; null if it is not there. */
function targetOf(root: Object3D, { name }: KeyframeTrack): object | null {
  const { nodeName, objectName, propertyName } = PropertyBinding.parseTrackName(name);
  const node = PropertyBinding.findNode(root, nodeName);
  // Tracks of a file may go deeper, into materials: the file knows.
  return node !== null && (objectName || propertyName in node) ? node : null;
}

export class Player {
  readonly #root: Object3D;
  readonly #mixer: AnimationMixer;
  #clips: readonly AnimationClip[] = [];
  #source: AnimationClip | undefined;
  #clip: AnimationClip | undefined;
  #action: AnimationAction | undefined;
  #running = false;
  readonly #targets = new Map<KeyframeTrack, object | null>();
  /** Tracks of the clip that set nothing, by their names. */
  missing: readonly string[] = [];

  constructor(root: Object3D) {
    this.#root = root;
    this.#mixer = new AnimationMixer(root);
  }

  /** Whether there is anything to play. */
  get empty(): boolean {
    return this.#clips.length === 0;
  }

  /** Whether tracks would find other objects now than they did. */
  get lost(): boolean {
    for (const [track, target] of this.#targets) if (targetOf(this.#root, track) !== target) return true;
    return false;
  }

  /** The clips there are. Objects of their tracks are looked for anew. */
  setClips(clips: readonly AnimationClip[]): void {
    this.#clips = clips;
    this.#stop();
  }

  play({ index, running, speed }: Playing): void {
    const source = this.#clips[Math.min(Math.max(Math.trunc(index), 0), this.#clips.length - 1)];
    if (source !== this.#source) this.#start(source);
    if (!this.#action) return;
    this.#running = running;
    this.#action.timeScale = speed;
    // A stopped animation shows its first frame all the same.
    this.#mixer.update(0);
  }

  /** Go on by so many seconds. True if anything moves. */
  advance(seconds: number): boolean {
    if (!this.#action || !this.#running) return false;
    this.#mixer.update(seconds);
    return true;
  }

  /** Go to this moment, in seconds of the time that `advance` counts. */
  seek(seconds: number): void {
    if (this.#running) this.#mixer.setTime(seconds);
  }

  /** Everything is again as it was before anything was played. */
  dispose(): void {
    this.#stop();
    this.#mixer.uncacheRoot(this.#root);
  }

  #start(source: AnimationClip | undefined): void {
    this.#stop();
    this.#source = source;
    if (!source) return;
    for (const track of source.tracks) this.#targets.set(track, targetOf(this.#root, track));
    const found = source.tracks.filter((track) => this.#targets.get(track));
    this.missing = source.tracks.filter((track) => !found.includes(track)).map(({ name }) => name);
    if (found.length === 0) return;
    this.#clip = new AnimationClip(source.name, source.duration, found);
    this.#action = this.#mixer.clipAction(this.#clip).play();
  }

  #stop(): void {
    this.#mixer.stopAllAction();
    if (this.#clip) this.#mixer.uncacheClip(this.#clip);
    this.#clip = undefined;
    this.#action = undefined;
    this.#source = undefined;
    this.#targets.clear();
    this.missing = [];
  }
}
