// PointerControls: a ball on the point of a cloud that is under the pointer, and events for clicks on points
// and beside them.

import { Group, Mesh, MeshBasicMaterial, Points, SphereGeometry, Vector3, type Intersection, type Object3D } from "three";
import type { PointerControlsProps } from "../protocol/components.gen";
import type { MouseClick } from "../protocol/events.gen";
import type { NodeType } from "../scene/node-type";
import { passRays } from "../scene/raycast";
import { Reader } from "../scene/read";
import { isShown } from "../scene/visible";

/** Radius of the ball, in metres, and of the marker that ADD_MARKER asks for. */
const RADIUS = 0.01;
const COLOR = "red";

const _place = new Vector3();

/** Whether an object is one of this name or in one; objects have the keys of their nodes for names. */
function isIn(object: Object3D, name: string): boolean {
  for (let at: Object3D | null = object; at; at = at.parent) if (at.name === name) return true;
  return false;
}

export const pointerControls: NodeType<PointerControlsProps> = {
  create(ctx, props) {
    const { stage } = ctx;
    const { canvas } = stage;
    const ball = new Mesh(new SphereGeometry(RADIUS, 16, 12), new MeshBasicMaterial({ color: COLOR, toneMapped: false }));
    ball.visible = false;
    passRays(ball);
    const object = new Group();
    object.add(ball);
    const hits: Intersection[] = [];
    let read = new Reader(ctx, props);

    /** The nearest point under the pointer, if no surface is before it. */
    const pointAt = (x: number, y: number): Vector3 | undefined => {
      const parent = read.string("parent", "");
      hits.length = 0;
      stage.rayAt(x, y).intersectObject(stage.scene, true, hits);
      const hit = hits.find(({ object }) => isShown(object));
      return hit?.object instanceof Points && (parent === "" || isIn(hit.object, parent)) ? hit.point : undefined;
    };
    const show = (place: Vector3 | undefined): void => {
      if (!place && !ball.visible) return;
      ball.visible = place !== undefined;
      if (place) {
        _place.copy(place);
        ball.position.copy(object.worldToLocal(_place));
      }
      ctx.invalidate();
    };

    const { signal } = ctx;
    canvas.addEventListener(
      "pointermove",
      ({ clientX, clientY, buttons }) => {
        if (buttons === 0) show(pointAt(clientX, clientY));
      },
      { signal },
    );
    canvas.addEventListener("pointerleave", () => { show(undefined); }, { signal });
    const stopClicks = stage.onClick(({ clientX, clientY }) => {
      const box = canvas.getBoundingClientRect();
      const offsetX = clientX - box.left;
      const offsetY = clientY - box.top;
      const click: MouseClick = {
        pointerX: offsetX / box.width,
        pointerY: offsetY / box.height,
        offsetX,
        offsetY,
        offsetWidth: box.width,
        offsetHeight: box.height,
      };
      const point = pointAt(clientX, clientY);
      const key = read.string("parentKey", ctx.key);
      if (point) ctx.send("ADD_MARKER", { ...click, position: { x: point.x, y: point.y, z: point.z }, radius: RADIUS }, key);
      else ctx.send("MOUSE_CLICK", click, key);
    });

    return {
      object,
      update(_changed, props) {
        read = new Reader(ctx, props);
        return undefined;
      },
      dispose() {
        stopClicks();
        ball.geometry.dispose();
        ball.material.dispose();
      },
    };
  },
};
