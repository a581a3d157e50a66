// Clickable: a group that tells what the pointer does to the nodes in it. Clicks are the app's business, which
// sends them by this node's key; hovering and dragging are told here, if the program asked for them.

import { Group, Vector3, type Intersection, type Object3D, type Raycaster, type Ray } from "three";
import type { ClickableProps } from "../protocol/components.gen";
import type { Drag } from "../protocol/events.gen";
import { describeHit, type Meeting } from "../scene/hit";
import type { NodeContext, NodeType } from "../scene/node-type";
import { isMove } from "../scene/object3d";
import { Reader } from "../scene/read";
import { Throttle } from "../scene/throttle";
import { isShown } from "../scene/visible";
import { onPlane } from "./gizmo/drag";
import { Grab, type Grip, type Hit } from "./gizmo/grab";

/** One thing that the pointer can be on: a node, or a point or an instance of it. */
interface Target {
  readonly key: string;
  readonly meeting: Meeting;
}

const _point = new Vector3();

class PointerTalk implements Grip<Target> {
  readonly #ctx: NodeContext;
  readonly #group: Object3D;
  readonly #grab: Grab<Target>;
  readonly #hits: Intersection[] = [];
  readonly #moves: Throttle<Drag>;
  /** What was met last: the same thing again is the same target. */
  #met: Target | undefined;
  #hovered: Target | undefined;
  #drag: Drag | undefined;
  #normal = new Vector3();
  hovers = false;
  drags = false;

  constructor(ctx: NodeContext, group: Object3D) {
    this.#ctx = ctx;
    this.#group = group;
    this.#moves = new Throttle((drag) => {
      ctx.send("ON_DRAG", drag);
    });
    this.#grab = new Grab(ctx.stage, this, { before: "camera", clicks: true });
  }

  get enabled(): boolean {
    return (this.hovers || this.drags) && isShown(this.#group);
  }

  hit(raycaster: Raycaster, pressing: boolean): Hit<Target> | undefined {
    // A press that will not be a drag is the camera's.
    if (pressing && !this.drags) return undefined;
    const hit = this.#nearest(raycaster, this.#group);
    // What stands before it is asked for only then: the scene may be large.
    if (!hit || this.#nearest(raycaster, this.#ctx.stage.scene)?.object !== hit.object) return undefined;
    const meeting = describeHit(hit);
    const key = this.#ctx.keyOf(hit.object) ?? this.#ctx.key;
    const { key: lastKey, meeting: last } = this.#met ?? {};
    if (key !== lastKey || meeting.index !== last?.index || meeting.instanceId !== last?.instanceId) this.#met = { key, meeting };
    return this.#met && { target: this.#met, point: hit.point };
  }

  hover(target: Target | undefined): void {
    if (!this.hovers) return;
    const before = this.#hovered;
    this.#hovered = target;
    if (before) this.#ctx.send("ON_HOVER", { key: before.key, over: false, ...identityOf(before) });
    if (target) this.#ctx.send("ON_HOVER", { key: target.key, over: true, ...target.meeting });
  }

  begin({ target, point }: Hit<Target>): void {
    const start = point.toArray();
    this.#drag = { key: target.key, phase: "start", start, point: start, ...identityOf(target) };
    this.#ctx.stage.camera.getWorldDirection(this.#normal);
  }

  move(ray: Ray): void {
    const drag = this.#drag;
    if (!drag) return;
    if (drag.phase === "start") this.#ctx.send("ON_DRAG", drag);
    const at = onPlane(ray, _point.fromArray(drag.start), this.#normal, _point);
    if (!at) return;
    this.#drag = { ...drag, phase: "move", point: at.toArray() };
    this.#moves.push(this.#drag);
  }

  end(): void {
    const drag = this.#drag;
    this.#drag = undefined;
    this.#moves.cancel();
    // A press that did not move is a click and nothing else.
    if (drag?.phase === "move") this.#ctx.send("ON_DRAG", { ...drag, phase: "end" });
  }

  dispose(): void {
    this.#grab.dispose();
  }

  /** What a ray meets first of what can be seen. */
  #nearest(raycaster: Raycaster, root: Object3D): Intersection | undefined {
    const hits = this.#hits;
    hits.length = 0;
    raycaster.intersectObject(root, true, hits);
    return hits.find(({ object }) => isShown(object));
  }
}

/** Which of a node's parts, without where it was met. */
function identityOf({ meeting: { index, instanceId } }: Target): Pick<Meeting, "index" | "instanceId"> {
  return { ...(index !== undefined && { index }), ...(instanceId !== undefined && { instanceId }) };
}

export const clickable: NodeType<ClickableProps> = {
  create(ctx, props) {
    const object = new Group();
    const talk = new PointerTalk(ctx, object);
    const listen = (props: Readonly<ClickableProps>): void => {
      const read = new Reader(ctx, props);
      talk.hovers = read.boolean("hover", false);
      talk.drags = read.boolean("drag", false);
    };
    listen(props);
    return {
      object,
      update(changed, props) {
        if (!isMove(changed)) listen(props);
        return undefined;
      },
      dispose() {
        talk.dispose();
      },
    };
  },
};
