// Canvas, renderer and the one frame loop. A frame is drawn when somebody has asked for it: by
// `invalidate()`, by a frame callback that wants to go on, or by a scene with `frameloop: "always"`. While a headset
// shows the scene, `xr/xr.ts` has the loop: each of its frames is drawn, and no other.

import { Group, Raycaster, Scene, Vector2, Vector3, WebGLRenderer, type Camera, type Color, type ColorRepresentation } from "three";
import type { Frame, FrameCallback, PagePlace, Stage } from "../scene/node-type";
import type { Meshes } from "../protocol/events.gen";
import { Instances } from "../scene/instances";
import { Backdrop } from "./backdrop";
import { Eyes } from "./eyes";
import { Finishes } from "./finishes";
import { FrameAges } from "./frame-ages";
import { Huds } from "./huds";
import { hitInstances, seeBothEyes } from "./layers";
import { Rig } from "./rig";
import { Timelines } from "./timelines";
import { Views } from "./views";
import { Pointers } from "../xr/pointers";
import { Xr, type XrHost, type XrLog } from "../xr/xr";

/** When frames are drawn: on demand, all the time, or only for a render that the program asked for. */
export type Frameloop = "demand" | "always" | "never";

/** A frame callback and what to do with it when it throws. */
interface Registered {
  readonly callback: FrameCallback;
  readonly fail: (reason: unknown) => void;
}

/** Longest step that animations are told, in seconds: after a pause they go on, they do not leap. */
const MAX_DELTA = 0.1;

export class Viewer implements Stage {
  readonly scene = new Scene();
  /** Parent of everything that comes from the wire. */
  readonly content = new Group();
  readonly renderer: WebGLRenderer;
  readonly canvas: HTMLCanvasElement;
  readonly size = new Vector2(1, 1);
  readonly up = new Vector3(0, 1, 0);
  readonly cameras: Rig;
  readonly views = new Views();
  readonly eyes = new Eyes(this.scene);
  readonly instances = new Instances(this.eyes);
  readonly timelines = new Timelines();
  readonly huds = new Huds();
  readonly finishes = new Finishes();
  readonly frameAges = new FrameAges();
  readonly xr: Xr;
  readonly pointers: Pointers;
  readonly rooms = new Map<string, () => Meshes | undefined>();
  readonly backdrop = new Backdrop(this.scene, () => {
    this.invalidate();
  });
  /** Frames drawn so far. */
  frames = 0;
  /** Milliseconds of the last frames' drawing on the CPU, smoothed. */
  frameMs = 0;
  /** Called at the start of every animation frame, before anything is drawn: the moment to apply messages. */
  onFrameStart: (() => void) | undefined;
  /** Called when a frame could not be drawn, with the reason; not again for the same one in the next frame. */
  onDrawFailed: ((reason: string) => void) | undefined;
  /** Called after a frame was drawn. */
  onFrameDrawn: ((now: number) => void) | undefined;

  readonly #host: HTMLElement;
  readonly #registered = new Set<Registered>();
  /** Those that are called when the others have been. */
  readonly #last = new Set<Registered>();
  readonly #clicks = new Set<(place: PagePlace) => void>();
  readonly #raycaster = new Raycaster();
  readonly #pointer = new Vector2();
  readonly #frame: { -readonly [Field in keyof Frame]: Frame[Field] };
  readonly #resize: ResizeObserver;
  readonly #listeners = new AbortController();
  #pixelRatio: MediaQueryList | undefined;
  #pageColor: ColorRepresentation = 0;
  #background: Color | undefined;
  #frameloop: Frameloop = "demand";
  #dirty = false;
  /** Why the last frame could not be drawn. */
  #failure: string | undefined;
  #scheduled = 0;
  #lastDrawn = 0;
  #holds = 0;

  /** `log` tells the user what is wrong with a headset. */
  constructor(host: HTMLElement, options: { readonly antialias: boolean }, log: XrLog) {
    this.#host = host;
    this.renderer = new WebGLRenderer({ antialias: options.antialias, stencil: true, powerPreference: "high-performance" });
    this.canvas = this.renderer.domElement;
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("aria-label", "3D scene");
    host.append(this.canvas);
    // In this order: what draws them together comes after what they hang on.
    this.scene.add(this.content, this.instances);
    hitInstances(this.#raycaster);
    this.cameras = new Rig(this);
    seeBothEyes(this.#raycaster.layers);
    this.xr = new Xr(this.#xrHost(log));
    this.pointers = new Pointers(this, (reason) => {
      log.error(`Rays of the headset failed: ${String(reason)}`);
    });
    this.#frame = { now: 0, delta: 0, camera: this.camera };
    this.#resize = new ResizeObserver(() => {
      this.#fit();
    });
    this.#resize.observe(host);
    this.canvas.addEventListener(
      "webglcontextrestored",
      () => {
        this.invalidate();
      },
      { signal: this.#listeners.signal },
    );
    this.#fit();
    this.readPageColor();
  }

  get camera(): Camera {
    return this.xr.camera ?? this.cameras.camera;
  }

  /** True while a gizmo or a panel keeps camera controls and clicks off. */
  get controlsHeld(): boolean {
    return this.#holds > 0;
  }

  invalidate(): void {
    this.#dirty = true;
    this.#schedule();
  }

  /** Be called at the next animation frame even if nothing has to be drawn. */
  wake(): void {
    this.#schedule();
  }

  /**
   * Call before every drawn frame, `last` after those that are not, the newest first: what a picture shows may be a
   * picture itself. A callback that throws is dropped, and its owner told by `fail`.
   */
  onFrame(callback: FrameCallback, fail: (reason: unknown) => void, last = false): () => void {
    const registered = { callback, fail };
    const all = last ? this.#last : this.#registered;
    all.add(registered);
    this.invalidate();
    return () => void all.delete(registered);
  }

  onClick(callback: (place: PagePlace) => void): () => void {
    this.#clicks.add(callback);
    return () => void this.#clicks.delete(callback);
  }

  /** Tell those who asked that the canvas was clicked. */
  clicked(place: PagePlace): void {
    for (const callback of this.#clicks) callback(place);
  }

  holdControls(): () => void {
    let held = true;
    this.#holds++;
    return () => {
      if (held) this.#holds--;
      held = false;
    };
  }

  rayAt(clientX: number, clientY: number): Raycaster {
    const box = this.canvas.getBoundingClientRect();
    this.#pointer.set(((clientX - box.left) / box.width) * 2 - 1, 1 - ((clientY - box.top) / box.height) * 2);
    this.camera.updateMatrixWorld();
    this.#raycaster.setFromCamera(this.#pointer, this.camera);
    return this.#raycaster;
  }

  set frameloop(frameloop: Frameloop) {
    this.#frameloop = frameloop;
    this.invalidate();
  }

  /** The scene's own background; undefined shows the page's. */
  set background(color: Color | undefined) {
    this.#background = color;
    this.#applyBackground();
  }

  /** Take the background from the page's style again, after the theme has changed. */
  readPageColor(): void {
    this.#pageColor = getComputedStyle(this.#host).backgroundColor;
    this.#applyBackground();
  }

  /**
   * Draw now, outside the frame loop: for renders that the program asks for while no frames are due. Nothing while a
   * headset shows the scene: it is drawn for with its own frames.
   */
  draw(now: number = performance.now()): void {
    if (this.xr.presenting) this.#dirty = true;
    else this.#draw(now);
  }

  dispose(): void {
    cancelAnimationFrame(this.#scheduled);
    this.xr.dispose();
    this.#resize.disconnect();
    this.#listeners.abort();
    this.cameras.dispose();
    this.renderer.dispose();
    this.canvas.remove();
  }

  #draw(now: number): void {
    const started = performance.now();
    const frame = this.#frame;
    frame.now = now;
    frame.delta = Math.min((now - this.#lastDrawn) / 1000, MAX_DELTA);
    frame.camera = this.camera;
    this.#lastDrawn = now;
    this.#dirty = this.#frameloop === "always";
    if (!this.xr.presenting && this.cameras.update(frame.delta)) this.#dirty = true;
    for (const registered of this.#registered) this.#call(registered, frame);
    if (this.#last.size > 0) for (const registered of [...this.#last].reverse()) this.#call(registered, frame);
    try {
      this.#drawPicture(frame.delta);
      this.#failure = undefined;
    } catch (error) {
      // The next frame may be drawn: what threw may be gone by then. Once is enough to say so.
      const failure = error instanceof Error ? error.message : String(error);
      if (failure !== this.#failure) this.onDrawFailed?.(failure);
      this.#failure = failure;
    }
    this.frames++;
    this.frameMs += (performance.now() - started - this.frameMs) * 0.1;
    this.onFrameDrawn?.(now);
    if (this.#dirty) this.#schedule();
  }

  #call(registered: Registered, frame: Frame): void {
    try {
      if (registered.callback(frame)) this.#dirty = true;
    } catch (error) {
      this.#registered.delete(registered);
      this.#last.delete(registered);
      registered.fail(error);
    }
  }

  #drawPicture(delta: number): void {
    this.views.draw(this.renderer, this.scene, this.camera, this.size);
    const { info } = this.renderer;
    // What the statistics say is of the whole picture, not of what was drawn last for it.
    info.autoReset = false;
    info.reset();
    try {
      this.finishes.draw(this.renderer, this.scene, this.camera, delta);
      this.views.drawOver(this.renderer);
      this.huds.draw(this.renderer, this.camera, this.size);
    } finally {
      info.autoReset = true;
    }
  }

  #schedule(): void {
    if (this.#scheduled === 0 && !this.xr.presenting) this.#scheduled = requestAnimationFrame(this.#tick);
  }

  readonly #tick = (now: number): void => {
    this.#scheduled = 0;
    this.onFrameStart?.();
    if (this.#dirty && this.#frameloop !== "never") this.draw(now);
  };

  #fit(): void {
    // The size is the headset's; the page's is taken again when that is over.
    if (this.xr.presenting) return;
    const { clientWidth, clientHeight } = this.#host;
    this.size.set(Math.max(clientWidth, 1), Math.max(clientHeight, 1));
    this.#watchPixelRatio();
    this.renderer.setPixelRatio(devicePixelRatio);
    this.renderer.setSize(this.size.x, this.size.y, false);
    this.cameras.fit();
    // The canvas is blank after a resize; draw in the same turn so that nobody sees it.
    if (this.frames > 0) this.draw();
    else this.invalidate();
  }

  /** A window that goes to another screen keeps its size in CSS pixels. There is no event for that but this. */
  #watchPixelRatio(): void {
    if (this.#pixelRatio?.matches) return;
    this.#pixelRatio = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    this.#pixelRatio.addEventListener(
      "change",
      () => {
        this.#fit();
      },
      { once: true, signal: this.#listeners.signal },
    );
  }

  #applyBackground(): void {
    this.renderer.setClearColor(this.#background ?? this.#pageColor, this.xr.seesThrough ? 0 : 1);
    this.invalidate();
  }

  #xrHost(log: XrLog): XrHost {
    const pageCamera = (): Camera => this.cameras.camera;
    return {
      renderer: this.renderer,
      scene: this.scene,
      up: this.up,
      get pageCamera() {
        return pageCamera();
      },
      holdControls: () => this.holdControls(),
      beginFrame: () => {
        this.onFrameStart?.();
      },
      drawFrame: (now) => {
        this.#draw(now);
      },
      entered: () => {
        cancelAnimationFrame(this.#scheduled);
        this.#scheduled = 0;
        this.#applyBackground();
      },
      left: () => {
        this.#applyBackground();
        this.#fit();
      },
      log,
    };
  }
}
