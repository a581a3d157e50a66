// Html: elements of the page at a place in space. What may stand in them, and their styles, go by the same
// lists as in panels.

import { Group, Matrix4, PerspectiveCamera, Quaternion, Raycaster, Vector3, type Camera } from "three";
import type { HtmlProps } from "../protocol/components.gen";
import { isAllowedElement } from "../html/allowed";
import { arrange } from "../panels/elements/content";
import { styleOf } from "../panels/elements/html";
import type { NodeType, Stage } from "../scene/node-type";
import { isShown } from "../scene/visible";
import { isNumber, isNumbers, Reader } from "../scene/read";

const POINTER_EVENTS = ["auto", "none"] as const;

/** Of `transform`: so many pixels are a metre without a distance factor. */
const PIXELS_PER_METRE = 40;
/** The distance factor without the prop, in the same unit as the original's. */
const FACTOR = 10;

const _place = new Vector3();
const _seen = new Vector3();
const _eye = new Vector3();
const _matrix = new Matrix4();
const _turn = new Quaternion();
const _size = new Vector3();
const _raycaster = new Raycaster();

/** The layer over the canvas that elements of a viewer stand in. One for each canvas. */
const layers = new WeakMap<HTMLCanvasElement, { readonly element: HTMLElement; users: number }>();

function enterLayer(canvas: HTMLCanvasElement, element: HTMLElement): () => void {
  let layer = layers.get(canvas);
  if (!layer) {
    const around = document.createElement("div");
    around.style.cssText = "position:absolute;inset:0;overflow:hidden;pointer-events:none;contain:strict";
    canvas.after(around);
    layer = { element: around, users: 0 };
    layers.set(canvas, layer);
  }
  const entered = layer;
  entered.users++;
  entered.element.append(element);
  return () => {
    element.remove();
    if (--entered.users > 0) return;
    entered.element.remove();
    layers.delete(canvas);
  };
}

/** Whether something that is drawn stands between the camera and a place. */
function isCovered(stage: Stage, camera: Camera, place: Vector3): boolean {
  _eye.setFromMatrixPosition(camera.matrixWorld);
  const distance = _eye.distanceTo(place);
  _raycaster.set(_eye, _seen.copy(place).sub(_eye).normalize());
  _raycaster.far = distance * 0.999;
  _raycaster.camera = camera;
  const hits = _raycaster.intersectObjects(stage.scene.children);
  return hits.some(({ object }) => isShown(object));
}

/** Numbers of CSS: without exponents, which it does not read. */
const css = (value: number): string => (Math.abs(value) < 1e-10 ? "0" : value.toFixed(6));

/** A matrix as CSS writes it, the y axis down. */
function cssMatrix({ elements: e }: Matrix4, flipRows: boolean): string {
  const numbers = e.map((value, i) => (flipRows ? (i % 4 === 1 ? -value : value) : i >= 4 && i < 8 ? -value : value));
  return `matrix3d(${numbers.map(css).join(",")})`;
}

export const html: NodeType<HtmlProps> = {
  create(ctx, props) {
    const { canvas, size } = ctx.stage;
    const object = new Group();
    const outer = document.createElement("div");
    outer.style.cssText = "position:absolute;top:0;left:0;transform-origin:0 0;will-change:transform;visibility:hidden";
    // In between: what `transform` turns as a whole, or what is laid around the place.
    const middle = document.createElement("div");
    outer.append(middle);
    const leaveLayer = enterLayer(canvas, outer);
    let element: HTMLElement = document.createElement("div");
    middle.append(element);
    let content: readonly (HTMLElement | string)[] = [];
    let shown = "";
    let visible = false;

    const apply = (): void => {
      const read = new Reader(ctx, props);
      const tag = read.string("as", "div");
      if (tag !== element.localName) {
        if (!isAllowedElement(tag)) throw new Error(`as: <${tag}> may not stand in a page`);
        const before = element;
        element = document.createElement(tag);
        before.replaceWith(element);
        arrange(element, content);
      }
      element.removeAttribute("style");
      styleOf(ctx, element, props.style ?? undefined);
      element.style.pointerEvents = read.oneOf("pointerEvents", POINTER_EVENTS, "auto");
      shown = "";
      const transform = read.boolean("transform", false);
      const centered = read.boolean("center", false) || transform;
      const fullscreen = read.boolean("fullscreen", false);
      middle.style.cssText = transform ? "position:absolute;top:0;left:0;transform-style:preserve-3d" : "position:absolute;width:max-content";
      if (!transform && centered) middle.style.transform = "translate(-50%,-50%)";
      if (fullscreen) middle.style.cssText = `position:absolute;width:${size.x}px;height:${size.y}px;transform:translate(-50%,-50%)`;
    };
    apply();

    const put = (transform: string, zIndex: number): void => {
      const next = `${transform} ${zIndex}`;
      if (next === shown) return;
      shown = next;
      outer.style.transform = transform;
      outer.style.zIndex = String(zIndex);
    };
    const show = (now: boolean): void => {
      if (now === visible) return;
      visible = now;
      outer.style.visibility = now ? "visible" : "hidden";
    };
    /** As a plane in space: the camera's and the node's turn become those of the elements. */
    const turn = (camera: PerspectiveCamera, read: Reader<HtmlProps>, zIndex: number): void => {
      const focus = camera.projectionMatrix.elements[5] * (size.y / 2);
      const scale = 1 / (PIXELS_PER_METRE * (FACTOR / Math.max(read.number("distanceFactor", FACTOR), 1e-6)));
      _matrix.copy(object.matrixWorld);
      if (read.boolean("sprite", false)) {
        object.matrixWorld.decompose(_place, _turn, _size);
        _matrix.compose(_place, camera.getWorldQuaternion(_turn), _size);
      }
      _matrix.scale(_size.setScalar(scale));
      outer.style.width = `${size.x}px`;
      outer.style.height = `${size.y}px`;
      outer.style.perspective = `${css(focus)}px`;
      outer.style.transformOrigin = "0 0";
      const view = `translateZ(${css(focus)}px) ${cssMatrix(camera.matrixWorldInverse, true)} translate(${size.x / 2}px,${size.y / 2}px)`;
      middle.style.width = `${size.x}px`;
      middle.style.height = `${size.y}px`;
      middle.style.transform = view;
      element.style.position = "absolute";
      element.style.transform = `translate(-50%,-50%) ${cssMatrix(_matrix, false)}`;
      put("translate(0,0)", zIndex);
    };
    ctx.onFrame(({ camera }) => {
      const read = new Reader(ctx, props);
      object.updateWorldMatrix(true, false);
      camera.updateMatrixWorld();
      _place.setFromMatrixPosition(object.matrixWorld);
      _seen.copy(_place).applyMatrix4(camera.matrixWorldInverse);
      const depth = -_seen.z;
      const before = camera instanceof PerspectiveCamera ? depth > 0 : true;
      const covered = before && props.occlude != null && props.occlude !== false && isCovered(ctx.stage, camera, _place);
      show(before && !covered && isShown(object));
      if (!before) return undefined;
      _place.project(camera);
      const [nearest = 16777271, furthest = 0] = isNumbers(props.zIndexRange, 2) ? props.zIndexRange : [];
      const share = Math.min(Math.max((_place.z + 1) / 2, 0), 1);
      const zIndex = Math.round(nearest + (furthest - nearest) * share);
      if (read.boolean("transform", false) && camera instanceof PerspectiveCamera) {
        turn(camera, read, zIndex);
        return undefined;
      }
      const { distanceFactor } = props;
      let scale = 1;
      if (isNumber(distanceFactor)) {
        scale =
          camera instanceof PerspectiveCamera
            ? (distanceFactor * camera.projectionMatrix.elements[5]) / (2 * Math.max(depth, 1e-6))
            : distanceFactor * camera.projectionMatrix.elements[5];
      }
      const x = ((_place.x + 1) / 2) * size.x;
      const y = ((1 - _place.y) / 2) * size.y;
      const [left, top] = read.boolean("fullscreen", false) ? [size.x / 2, size.y / 2] : [x, y];
      put(`translate(${css(left)}px,${css(top)}px) scale(${css(scale)})`, zIndex);
      return undefined;
    });
    return {
      object,
      setContent(next) {
        content = next;
        arrange(element, content);
      },
      update(_changed, now) {
        props = now;
        apply();
        return undefined;
      },
      dispose: leaveLayer,
    };
  },
};
