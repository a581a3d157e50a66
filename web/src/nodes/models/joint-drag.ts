// Turning a robot's joints by pulling its links. The program is told, and what it says next about a joint holds.

import { Matrix4, Mesh, MeshBasicMaterial, Vector3, type Color, type Intersection, type Object3D, type Raycaster, type Ray } from "three";
import type { URDFJoint, URDFRobot } from "urdf-loader";
import type { NodeContext } from "../../scene/node-type";
import { passRays } from "../../scene/raycast";
import { isShown } from "../../scene/visible";
import { moveAlong, turnAbout, type Drag } from "../gizmo/drag";
import { Grab, type Grip, type Hit } from "../gizmo/grab";
import { isSingle, moveJoint, tellJoint } from "./joints";
import { eachMesh } from "./meshes";

const _motion = new Matrix4();
const _origin = new Vector3();
const _axis = new Vector3();

/** Opacity of the highlight over a link. */
const HIGHLIGHT = 0.5;

function isJoint(object: Object3D): object is URDFJoint {
  return "isURDFJoint" in object && (object as URDFJoint).jointType !== "fixed";
}

/** The joint that a part of the robot hangs on. */
function jointOf(part: Object3D): URDFJoint | undefined {
  for (let at: Object3D | null = part; at; at = at.parent) if (isJoint(at)) return at;
  return undefined;
}

export class JointDrag implements Grip<URDFJoint> {
  readonly #ctx: NodeContext;
  readonly #robot: URDFRobot;
  readonly #grab: Grab<URDFJoint>;
  readonly #material = new MeshBasicMaterial({ transparent: true, opacity: HIGHLIGHT, polygonOffset: true, polygonOffsetFactor: -1, polygonOffsetUnits: -1 });
  readonly #lights: Mesh[] = [];
  readonly #hits: Intersection[] = [];
  #drag: Drag | undefined;
  #joint: URDFJoint | undefined;
  #from = 0;
  /** Whether joints can be pulled. */
  wanted = true;

  constructor(ctx: NodeContext, robot: URDFRobot) {
    this.#ctx = ctx;
    this.#robot = robot;
    this.#grab = new Grab(ctx.stage, this, { before: "camera", clicks: true });
  }

  set highlight(color: Color) {
    this.#material.color.copy(color);
  }

  get enabled(): boolean {
    return this.wanted && isShown(this.#robot);
  }

  hit(raycaster: Raycaster, pressing: boolean): Hit<URDFJoint> | undefined {
    this.#hits.length = 0;
    // What stands before the robot is asked for only when it matters: the scene may be large.
    raycaster.intersectObject(pressing ? this.#ctx.stage.scene : this.#robot, true, this.#hits);
    const hit = this.#hits.find(({ object }) => isShown(object));
    const joint = hit && this.#owns(hit.object) ? jointOf(hit.object) : undefined;
    return hit && joint && isSingle(joint) ? { target: joint, point: hit.point } : undefined;
  }

  hover(joint: URDFJoint | undefined): void {
    this.#unlight();
    if (joint) this.#light(joint);
    this.#ctx.invalidate();
  }

  begin({ target, point }: Hit<URDFJoint>, ray: Ray): void {
    this.#joint = target;
    this.#from = target.angle;
    const origin = _origin.setFromMatrixPosition(target.matrixWorld);
    const direction = _axis.copy(target.axis).transformDirection(target.matrixWorld);
    this.#drag = target.jointType === "prismatic" ? moveAlong(origin, direction, ray) : turnAbout(origin, direction, point, ray);
  }

  move(ray: Ray): void {
    const amount = this.#drag?.move(ray, _motion);
    if (amount === undefined) return;
    const joint = this.#joint;
    // The limits hold: nothing is told where nothing moves.
    if (joint && moveJoint(joint, this.#from + amount)) tellJoint(this.#ctx, this.#robot, joint);
    this.#ctx.invalidate();
  }

  end(): void {
    this.#drag = undefined;
    this.#joint = undefined;
  }

  dispose(): void {
    this.#grab.dispose();
    this.#unlight();
    this.#material.dispose();
  }

  #owns(part: Object3D): boolean {
    for (let at: Object3D | null = part; at; at = at.parent) if (at === this.#robot) return true;
    return false;
  }

  /** Light the links up that would move as one, down to the next joint. */
  #light(joint: URDFJoint): void {
    const links: Mesh[] = [];
    eachMesh(joint, (mesh) => {
      if (jointOf(mesh) === joint) links.push(mesh);
    });
    for (const link of links) {
      // Over the link, not in place of its material, which is not ours.
      const light = new Mesh(link.geometry, this.#material);
      passRays(light);
      link.add(light);
      this.#lights.push(light);
    }
  }

  #unlight(): void {
    for (const light of this.#lights) light.removeFromParent();
    this.#lights.length = 0;
  }
}
