// CameraView: a camera whose pictures the program gets, as CAMERA_VIEW so many times a second or when it asks
// for one. Pictures are taken by a clock and not with the page's frames, which may be few or none.

import { Matrix4, OrthographicCamera, PerspectiveCamera, Quaternion, Vector3, type Scene, type WebGLRenderer } from "three";
import type { CameraViewProps, MovableProps } from "../protocol/components.gen";
import type { CameraMove } from "../protocol/events.gen";
import { PAGE_CORNERS, type CameraRequest, type CameraView, type Grabbed, type NodeContext, type NodeType, type PageCorner, type Rectangle } from "../scene/node-type";
import { Reader } from "../scene/read";
import { isShown } from "../scene/visible";
import { seeBothEyes } from "../viewer/layers";
import { Film } from "./cameras/film";
import { Frustum } from "./cameras/frustum";
import { setEdges, type LensCamera } from "./cameras/lens";
import { lensOptics } from "./cameras/optics";
import { Sheet } from "./cameras/sheet";
import { take } from "./cameras/take";
import { MAX_ROWS } from "./cameras/view";
import { movable } from "./movable";

/** As large as the handles of a Movable by default. */
const HANDLE_SCALE = 0.4;
/** How far the lines of its field of view reach, in metres. */
const FRUSTUM_DISTANCE = 0.5;

const _position = new Vector3();
const _target = new Vector3();
const _direction = new Vector3();
const _turn = new Quaternion();
const _scale = new Vector3();

class Monitor implements CameraView {
  readonly camera: LensCamera;
  readonly key: string;
  readonly #ctx: NodeContext;
  readonly #frustum = new Frustum();
  readonly #bound = new Matrix4();
  #props: Readonly<CameraViewProps>;
  #sheet: Sheet | undefined;
  #monitorFilm: Film | undefined;
  #film: Film | undefined;
  #corner: PageCorner = "bottom-left";
  #timer: ReturnType<typeof setInterval> | undefined;
  #interval = 0;
  #busy = false;
  #lastSent: number | undefined;

  constructor(ctx: NodeContext, camera: LensCamera, props: Readonly<CameraViewProps>) {
    this.#ctx = ctx;
    this.key = ctx.key;
    this.camera = camera;
    this.#props = props;
    seeBothEyes(camera.layers);
    camera.add(this.#frustum.lines);
    this.update(props);
  }

  get corner(): PageCorner {
    return this.#corner;
  }

  get aspectOnPage(): number | undefined {
    return this.#sheet && this.#aspect(new Reader(this.#ctx, this.#props));
  }

  update(props: Readonly<CameraViewProps>): void {
    this.#props = props;
    const read = new Reader(this.#ctx, props);
    const { camera } = this;
    if (camera instanceof PerspectiveCamera) {
      camera.fov = read.clamped("fov", 60, 0.1, 179);
      camera.aspect = this.#aspect(read);
      camera.near = read.number("near", 0.1);
      camera.far = read.number("far", 20);
      camera.updateProjectionMatrix();
    } else {
      setEdges(camera, read as unknown as Reader<object>);
      camera.far = read.number("far", 20);
      camera.updateProjectionMatrix();
    }
    this.#corner = read.oneOf("origin", PAGE_CORNERS, "bottom-left");
    this.#frustum.set(camera, Math.min(FRUSTUM_DISTANCE, camera.far));
    this.#setMonitor(read);
    this.#setStream(read);
  }

  show(shown: boolean): void {
    const read = new Reader(this.#ctx, this.#props);
    this.#frustum.lines.visible = shown && read.boolean("showCamera", true) && read.boolean("showFrustum", true);
    if (this.#sheet) this.#sheet.mesh.visible = false;
  }

  draw(renderer: WebGLRenderer, scene: Scene): void {
    const film = this.#monitorFilm;
    if (film) this.#alone(() => { film.expose(renderer, scene, this.camera); });
  }

  place(rectangle: Rectangle): void {
    if (!this.#sheet) return;
    this.#sheet.place(rectangle);
    this.#sheet.mesh.visible = true;
  }

  async grab(request: CameraRequest): Promise<Grabbed> {
    const read = new Reader(this.#ctx, this.#props);
    const { width, height } = this.#size(read);
    const downsample = request.downsample ?? Math.max(read.number("downsample", 2), 1);
    const ratio = this.#ctx.stage.renderer.getPixelRatio() / downsample;
    this.#film ??= new Film();
    const film = this.#film;
    const grabbed = this.#alone(() =>
      take(this.#ctx.stage, lensOptics(this.camera), {
        // Drawn as small as it is sent.
        width: Math.max(Math.round(width * ratio), 1),
        height: Math.max(Math.round(height * ratio), 1),
        depth: read.boolean("renderDepth", false),
        quality: request.quality ?? read.clamped("quality", 1, 0, 1),
        downsample: 1,
        type: request.type,
      }, film),
    );
    return { ...(await grabbed), width, height };
  }

  /** Bring the page's camera to this one, if that is wanted and this one has moved. */
  lead(): void {
    const { camera: own } = this;
    own.updateWorldMatrix(true, false);
    const read = new Reader(this.#ctx, this.#props);
    if (!read.boolean("bindToMainCamera", false) || this.#bound.equals(own.matrixWorld)) return;
    this.#bound.copy(own.matrixWorld);
    const { camera, controls } = this.#ctx.stage.cameras;
    if (controls?.active) return;
    own.matrixWorld.decompose(_position, _turn, _scale);
    const distance = controls?.target(_target).distanceTo(camera.position) ?? 1;
    camera.matrixAutoUpdate = true;
    camera.position.copy(_position);
    camera.quaternion.copy(_turn);
    _target.copy(_position).addScaledVector(camera.getWorldDirection(_direction), distance);
    controls?.setTarget(_target.x, _target.y, _target.z);
    this.#ctx.invalidate();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#frustum.dispose();
    this.#sheet?.dispose();
    this.#monitorFilm?.dispose();
    this.#film?.dispose();
  }

  #size(read: Reader<CameraViewProps>): { readonly width: number; readonly height: number } {
    const height = Math.round(read.clamped("height", 480, 1, MAX_ROWS));
    return { width: Math.round(Math.min(height * this.#aspect(read), MAX_ROWS)), height };
  }

  #aspect(read: Reader<CameraViewProps>): number {
    const { camera } = this;
    if (camera instanceof OrthographicCamera) return Math.min(Math.max(Math.abs((camera.right - camera.left) / (camera.top - camera.bottom)), 0.01), 100);
    const own = read.clamped("width", 640, 1, MAX_ROWS) / read.clamped("height", 480, 1, MAX_ROWS);
    return read.clamped("aspect", own, 0.01, 100);
  }

  /** Do something without its own lines and handles in the picture. */
  #alone<T>(action: () => T): T {
    const { camera } = this;
    const hidden = [this.#frustum.lines, ...(camera.parent?.parent?.children ?? []).filter((child) => child !== camera.parent)];
    const before = hidden.map((object) => object.visible);
    for (const object of hidden) object.visible = false;
    try {
      return action();
    } finally {
      for (const [index, object] of hidden.entries()) object.visible = before[index] ?? true;
    }
  }

  #setMonitor(read: Reader<CameraViewProps>): void {
    if (!read.boolean("monitor", true)) {
      this.#sheet?.dispose();
      this.#monitorFilm?.dispose();
      this.#sheet = this.#monitorFilm = undefined;
      return;
    }
    const { stage } = this.#ctx;
    this.#sheet ??= new Sheet(true);
    this.#monitorFilm ??= new Film();
    this.#monitorFilm.set({ ...this.#size(read), samples: 1, depthBuffer: true });
    if (this.#monitorFilm.texture) this.#sheet.picture = this.#monitorFilm.texture;
    stage.views.overPage.add(this.#sheet.mesh);
  }

  #setStream(read: Reader<CameraViewProps>): void {
    const wanted = read.raw("stream") !== undefined && read.oneOf("stream", ["frame", "ondemand"], "ondemand") === "frame";
    const interval = wanted ? 1000 / read.clamped("fps", 30, 0.01, 120) : 0;
    if (interval === this.#interval) return;
    this.#interval = interval;
    this.#ctx.recover();
    clearInterval(this.#timer);
    this.#timer = wanted ? setInterval(() => void this.#send(), interval) : undefined;
  }

  async #send(): Promise<void> {
    // While one is being encoded the next would be late.
    if (this.#busy || !isShown(this.camera)) return;
    this.#busy = true;
    try {
      const taken = performance.now();
      const grabbed = await this.grab({ type: "image/jpeg" });
      if (this.#ctx.signal.aborted) return;
      const dpr = this.#ctx.stage.renderer.getPixelRatio();
      const delta = taken - (this.#lastSent ?? taken);
      if (this.#ctx.sendLatest("CAMERA_VIEW", { dpr, delta, ...grabbed })) this.#lastSent = taken;
    } catch (error) {
      clearInterval(this.#timer);
      this.#ctx.fail(error);
    } finally {
      this.#busy = false;
    }
  }
}

/** The props of the handles. */
function handlesOf(ctx: NodeContext, props: Readonly<CameraViewProps>): MovableProps {
  const read = new Reader(ctx, props);
  const shown = read.boolean("movable", true) && read.boolean("showCamera", true);
  const { position, rotation, quaternion, matrix } = props;
  const pose = {
    ...(position == null ? {} : { position }),
    ...(rotation == null ? {} : { rotation }),
    ...(quaternion == null ? {} : { quaternion }),
    ...(matrix == null ? {} : { matrix }),
  };
  return { ...pose, scale: HANDLE_SCALE * read.number("movableScale", 1), hide: !shown };
}

export const cameraView: NodeType<CameraViewProps> = {
  placement: "own",
  create(ctx, props) {
    const handles = movable.create(
      {
        ...ctx,
        send(etype, value) {
          ctx.send(etype, value);
          const { matrixWorld } = (value ?? {}) as { matrixWorld?: CameraMove["matrix"] };
          if (etype === "OBJECT_MOVE" && matrixWorld) ctx.send("CAMERA_MOVE", { matrix: matrixWorld });
        },
      },
      handlesOf(ctx, props),
    );
    const camera = props.ctype === "orthographic" ? new OrthographicCamera() : new PerspectiveCamera();
    handles.slot?.add(camera);
    const monitor = new Monitor(ctx, camera, props);
    const forget = ctx.stage.views.add(monitor);
    ctx.onFrame(() => {
      monitor.lead();
      return undefined;
    });
    const hide = (props: Readonly<CameraViewProps>): void => {
      if (handles.slot) handles.slot.visible = props.hide !== true;
    };
    hide(props);
    return {
      ...(handles.object ? { object: handles.object } : {}),
      slot: camera,
      update(changed, now) {
        if ("ctype" in changed) return "rebuild";
        handles.update?.(changed, handlesOf(ctx, now));
        monitor.update(now);
        hide(now);
        ctx.invalidate();
        return undefined;
      },
      dispose() {
        forget();
        monitor.dispose();
        handles.dispose();
      },
    };
  },
};
