// The headset: enters and leaves sessions of WebXR, and owns the frame loop and the camera while one runs.
//
// The page's camera, controls and size are not touched by a session: it has a camera of its own, which hangs on
// `origin`, and leaving is therefore just going back to the page's. `origin` is the floor under where the session
// began. It stands at the scene's origin, its y along the scene's up direction, until the program moves the camera in
// charge of the page (an update of its node, or CAMERA_VIEW_UPDATE): then it goes to where that camera is. What the
// headset tracks is told in the frame of `origin` and so does not change with it.

import { Group, PerspectiveCamera, Vector3, type Camera, type Scene, type WebGLRenderer } from "three";
import type { XrFeature, XrFrame, XrMode, XrStage, XrState } from "../scene/node-type";
import { Store } from "../store";
import { seeAs, showCameraHelpers } from "../viewer/layers";
import { findSpace, requestSession } from "./session";
import { explain, findSupport } from "./support";
import { Wishes } from "./wishes";

/** Tells the user. */
export interface XrLog {
  warn(text: string): void;
  error(text: string): void;
}

/** What the headset asks of the viewer. */
export interface XrHost {
  readonly renderer: WebGLRenderer;
  readonly scene: Scene;
  readonly up: Vector3;
  /** The camera of the page, whose lens gives the nearest and farthest distance. */
  readonly pageCamera: Camera;
  holdControls(): () => void;
  /** A frame begins: what has arrived is applied. */
  beginFrame(): void;
  /** Draw a frame for the headset. */
  drawFrame(now: number): void;
  /** A session has begun, or is over: the page is as it was. */
  entered(): void;
  left(): void;
  readonly log: XrLog;
}

interface Registered {
  readonly callback: (frame: XrFrame) => void;
  readonly fail: (reason: unknown) => void;
}

const Y = new Vector3(0, 1, 0);
const NO_SOURCES: readonly XRInputSource[] = [];

export class Xr implements XrStage {
  readonly state = new Store<XrState>({ modes: [], reason: undefined, phase: "out", mode: undefined, visibility: "visible", missing: [] });
  readonly origin = new Group();
  /** Frames of headsets so far. */
  frames = 0;
  readonly #host: XrHost;
  readonly #camera = new PerspectiveCamera();
  readonly #wishes = new Wishes(() => {
    this.#compare();
  });
  readonly #registered = new Set<Registered>();
  #ar = false;
  #session: XRSession | undefined;
  #space: XRReferenceSpace | undefined;
  /** What the running session was asked for. */
  #asked: readonly XrFeature[] = [];
  #releaseControls: (() => void) | undefined;
  #moved = false;
  /** Made anew with each session. */
  #frame: { -readonly [Field in keyof XrFrame]: XrFrame[Field] } | undefined;
  #inFrame = false;

  constructor(host: XrHost) {
    this.#host = host;
    this.origin.name = "xr origin";
    this.origin.add(this.#camera);
    showCameraHelpers(this.#camera);
    host.scene.add(this.origin);
    const { xr } = host.renderer;
    xr.enabled = true;
    // Once a frame, by us: three.js would do it with each drawing, and choose the layers of the eyes, which changed
    // with r170 (mrdoob/three.js#31434).
    xr.cameraAutoUpdate = false;
    // No await: the session may end before anything has been awaited.
    xr.addEventListener("sessionend", () => {
      this.#left();
    });
    void this.#look();
    navigator.xr?.addEventListener("devicechange", () => void this.#look());
  }

  get session(): XRSession | undefined {
    return this.#session;
  }

  get space(): XRReferenceSpace | undefined {
    return this.#space;
  }

  get inputSources(): Iterable<XRInputSource> {
    return this.#session?.inputSources ?? NO_SOURCES;
  }

  /** Whether a headset shows the scene, rather than the page. */
  get presenting(): boolean {
    return this.#session !== undefined;
  }

  /** The camera that the headset moves; undefined outside. */
  get camera(): PerspectiveCamera | undefined {
    return this.#session && this.#camera;
  }

  /** Whether what is behind everything is to be left open. */
  get seesThrough(): boolean {
    return this.presenting && this.state.get().mode === "pass-through";
  }

  /** Time of the frame that is being worked on; undefined outside of any. */
  get frameTime(): number | undefined {
    return this.#inFrame ? this.#frame?.time : undefined;
  }

  onXrFrame(callback: (frame: XrFrame) => void, fail: (reason: unknown) => void): () => void {
    const registered = { callback, fail };
    this.#registered.add(registered);
    return () => void this.#registered.delete(registered);
  }

  want(feature: XrFeature): () => void {
    return this.#wishes.add(feature);
  }

  follow(camera: Camera): void {
    if (!this.presenting || camera !== this.#host.pageCamera) return;
    camera.updateWorldMatrix(true, false);
    camera.matrixWorld.decompose(this.origin.position, this.origin.quaternion, this.origin.scale);
    this.origin.scale.setScalar(1);
    this.#moved = true;
  }

  /**
   * Enter, or leave and enter again if a session is running. Must be called while a press of the user is being
   * handled. Failing is told to the user.
   */
  async enter(mode: XrMode): Promise<void> {
    if (this.state.get().phase === "entering") return;
    const old = this.#session;
    this.#set({ phase: "entering", mode });
    try {
      if (old) await old.end();
      this.#asked = this.#wishes.features;
      const session = await requestSession(mode, this.#ar, this.#asked);
      try {
        await this.#begin(session);
      } catch (error) {
        await session.end().catch(() => undefined);
        throw error;
      }
    } catch (error) {
      this.#set({ phase: "out", mode: undefined });
      this.#host.log.error(explain(error));
    }
  }

  /** Leave; nothing happens outside. */
  leave(): void {
    // It may have ended by itself in between.
    this.#session?.end().catch(() => undefined);
  }

  dispose(): void {
    this.leave();
    this.origin.removeFromParent();
  }

  async #look(): Promise<void> {
    const { modes, reason, ar } = await findSupport();
    this.#ar = ar;
    this.#set({ modes, reason });
  }

  async #begin(session: XRSession): Promise<void> {
    const { renderer } = this.#host;
    const over = new AbortController();
    session.addEventListener("end", () => {
      over.abort(new Error("the device ended it at once"));
    });
    const { type, offset } = await findSpace(session);
    renderer.xr.setReferenceSpaceType(type);
    renderer.xr.setAnimationLoop(this.#tick);
    await renderer.xr.setSession(session);
    over.signal.throwIfAborted();
    const space = renderer.xr.getReferenceSpace();
    if (!space) throw new Error("the device gave no space for its poses");
    this.#space = offset ? space.getOffsetReferenceSpace(offset) : space;
    if (offset) {
      renderer.xr.setReferenceSpace(this.#space);
      this.#host.log.warn("The headset does not know its floor: it is taken to be 1.6 m below the eyes.");
    }
    this.#session = session;
    session.addEventListener("visibilitychange", () => {
      this.#set({ visibility: session.visibilityState });
    });
    this.#releaseControls = this.#host.holdControls();
    this.#moved = false;
    this.#set({ phase: "in", visibility: session.visibilityState });
    this.#compare();
    this.#host.entered();
  }

  #left(): void {
    const { renderer } = this.#host;
    // Or three.js would go on with a loop of the page's own.
    renderer.setAnimationLoop(null);
    this.#session = this.#space = this.#frame = undefined;
    this.#releaseControls?.();
    this.#releaseControls = undefined;
    // Not if it is left to be entered again.
    if (this.state.get().phase !== "entering") this.#set({ phase: "out", mode: undefined });
    this.#set({ visibility: "visible", missing: [] });
    this.#host.left();
  }

  readonly #tick = (time: number, frame: XRFrame): void => {
    const [session, space] = [this.#session, this.#space];
    if (!session || !space) return;
    this.frames++;
    const viewer = frame.getViewerPose(space);
    const now = (this.#frame ??= { time, frame, session, space, viewer });
    now.time = time;
    now.frame = frame;
    now.viewer = viewer;
    this.#inFrame = true;
    try {
      this.#host.beginFrame();
      this.#place(viewer);
      for (const registered of this.#registered) {
        try {
          registered.callback(now);
        } catch (error) {
          this.#registered.delete(registered);
          registered.fail(error);
        }
      }
      // Without a pose there is nowhere to look from.
      if (viewer) this.#host.drawFrame(time);
    } finally {
      this.#inFrame = false;
    }
  };

  /** Bring the cameras to where the head is. */
  #place(viewer: XRViewerPose | undefined): void {
    const { renderer, up, pageCamera } = this.#host;
    if (!this.#moved) {
      this.origin.position.set(0, 0, 0);
      this.origin.quaternion.setFromUnitVectors(Y, up);
    }
    this.origin.updateMatrixWorld();
    if (!viewer) return;
    const camera = this.#camera;
    if (pageCamera instanceof PerspectiveCamera) {
      camera.near = pageCamera.near;
      camera.far = pageCamera.far;
    }
    renderer.xr.updateCamera(camera);
    // Where the head is; three.js puts it where the left eye is.
    camera.matrix.fromArray(viewer.transform.matrix).decompose(camera.position, camera.quaternion, camera.scale);
    camera.updateMatrixWorld(true);
    const both = renderer.xr.getCamera();
    both.layers.mask = camera.layers.mask;
    viewer.views.forEach(({ eye }, i) => {
      const one = both.cameras[i];
      if (!one) return;
      // A view that belongs to no eye (a phone, a spectator) sees what the left one does, as the page.
      seeAs(one.layers, camera.layers, eye === "right" ? "right" : "left");
      if (i === 0) camera.aspect = one.viewport.z / Math.max(one.viewport.w, 1);
    });
  }

  /** Tell what the scene wants and the session was not asked for. */
  #compare(): void {
    const { missing } = this.state.get();
    const now = this.#session ? this.#wishes.features.filter((feature) => !this.#asked.includes(feature)) : [];
    if (now.join() !== missing.join()) this.#set({ missing: now });
  }

  #set(change: Partial<XrState>): void {
    this.state.set({ ...this.state.get(), ...change });
  }
}
