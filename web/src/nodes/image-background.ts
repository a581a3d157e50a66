// ImageBackground: a picture that fills the view and moves with the camera, or stands in the world if it is
// `fixed`. With depth it is a relief around the eye.

import { Matrix4, Mesh, Object3D, OrthographicCamera, PerspectiveCamera, Quaternion, Vector3, type Camera, type WebGLRenderer } from "three";
import type { ImageBackgroundProps } from "../protocol/components.gen";
import type { NodeContext, NodeType } from "../scene/node-type";
import { applyPose } from "../scene/object3d";
import { isNumber, Reader } from "../scene/read";
import { planeSheet, sphereSheet } from "./images/geometry";
import { PictureMaterial } from "./images/material";
import { Picture } from "./images/picture";

const PLANE_DISTANCE = 10;
const SPHERE_DISTANCE = 1;

/** What a camera sees. */
interface Lens {
  /** Half the height of the view, at a distance of 1; of any distance if it is orthographic. */
  slope: number;
  /** Width over height. */
  aspect: number;
  perspective: boolean;
}

function readLens(camera: Camera, out: Lens): Lens {
  out.perspective = !(camera instanceof OrthographicCamera);
  if (camera instanceof OrthographicCamera) {
    out.slope = (camera.top - camera.bottom) / camera.zoom / 2;
    out.aspect = (camera.right - camera.left) / (camera.top - camera.bottom);
  } else if (camera instanceof PerspectiveCamera) {
    out.slope = Math.tan((camera.fov * Math.PI) / 360) / camera.zoom;
    out.aspect = camera.aspect;
  }
  return out;
}

const _lens: Lens = { slope: 1, aspect: 1, perspective: true };
const _local = new Matrix4();
const _position = new Vector3();
const _turn = new Quaternion();
const _scale = new Vector3();
const _one = new Vector3(1, 1, 1);

class Background {
  readonly mesh: Mesh<ReturnType<typeof planeSheet>, PictureMaterial>;
  readonly #ctx: NodeContext;
  /** Where it stands in the frame of the camera, or of the world if it is fixed. */
  readonly #pose = new Object3D();
  readonly #color: Picture;
  readonly #alpha: Picture;
  readonly #depth: Picture;
  #props: Readonly<ImageBackgroundProps>;
  /** What the geometry was made from. */
  #shape = "";
  #sphere = false;
  #fixed = false;
  #distance = PLANE_DISTANCE;

  constructor(ctx: NodeContext, props: Readonly<ImageBackgroundProps>) {
    this.#ctx = ctx;
    this.#props = props;
    this.mesh = new Mesh(planeSheet(), new PictureMaterial());
    // It is where the view is, and placed when it is known which camera looks.
    this.mesh.frustumCulled = false;
    this.mesh.matrixAutoUpdate = false;
    this.mesh.matrixWorldAutoUpdate = false;
    this.mesh.onBeforeRender = (renderer, _scene, camera) => {
      this.#place(renderer, camera);
    };
    const picture = (name: "src" | "alphaSrc" | "depthSrc"): Picture =>
      new Picture(ctx, { name, color: name === "src", changed: () => { this.#look(); } });
    this.#color = picture("src");
    this.#alpha = picture("alphaSrc");
    this.#depth = picture("depthSrc");
    this.update(props);
    ctx.onFrame(({ camera }) => {
      this.#fit(camera);
      return undefined;
    });
  }

  update(props: Readonly<ImageBackgroundProps>): void {
    this.#props = props;
    const { position, rotation, quaternion, matrix } = props;
    applyPose(this.#pose, {
      ...(position == null ? {} : { position }),
      ...(rotation == null ? {} : { rotation }),
      ...(quaternion == null ? {} : { quaternion }),
      ...(matrix == null ? {} : { matrix }),
    });
    const read = new Reader(this.#ctx, props);
    for (const picture of [this.#color, this.#alpha, this.#depth]) picture.interpolate = read.boolean("interpolate", false);
    this.#color.set(props.src);
    this.#alpha.set(props.alphaSrc);
    this.#depth.set(props.depthSrc);
    this.#look();
  }

  dispose(): void {
    this.#color.dispose();
    this.#alpha.dispose();
    this.#depth.dispose();
    this.mesh.geometry.dispose();
    this.mesh.material.dispose();
  }

  #look(): void {
    const { material } = this.mesh;
    const read = new Reader(this.#ctx, this.#props);
    const depth = this.#depth.texture;
    const geometry = read.raw("geometry") === undefined ? undefined : read.oneOf("geometry", ["plane", "sphere"], "plane");
    this.#sphere = geometry === "sphere" || (geometry === undefined && depth !== undefined);
    this.#fixed = read.boolean("fixed", false);
    this.#distance = Math.max(read.number("distanceToCamera", this.#sphere ? SPHERE_DISTANCE : PLANE_DISTANCE), 1e-3);
    material.set({
      picture: this.#color.texture,
      alpha: this.#alpha.texture,
      depth,
      opacity: read.clamped("opacity", 1, 0, 1),
      depthScale: read.number("depthScale", 1),
      depthBias: read.number("depthBias", 0),
    });
    material.visible = this.#color.texture !== undefined && !read.boolean("hide", false);
    this.#ctx.invalidate();
  }

  /** Make the geometry that the picture and the lens need, if it is another than before. */
  #fit(camera: Camera): void {
    const { mesh } = this;
    const { layers } = this.#props;
    // One eye each in a headset; elsewhere there is one eye, which sees both.
    mesh.layers.set(this.#ctx.stage.renderer.xr.isPresenting && isNumber(layers) ? layers : 0);
    const { slope, aspect, perspective } = readLens(camera, _lens);
    const fine = this.#depth.texture ?? (this.#sphere ? this.#color.texture : undefined);
    const columns = fine ? this.#depth.width || this.#color.width : 1;
    const rows = fine ? this.#depth.height || this.#color.height : 1;
    const round = this.#sphere && perspective;
    const shape = round ? `sphere ${this.#distance} ${slope} ${aspect} ${columns} ${rows}` : `plane ${columns} ${rows}`;
    if (shape === this.#shape) return;
    this.#shape = shape;
    mesh.geometry.dispose();
    mesh.geometry = round ? sphereSheet(this.#distance, slope, aspect, columns, rows) : planeSheet(columns, rows);
  }

  /** Put it before the camera that is about to draw it: no frame late, whoever moved the camera. */
  #place(renderer: WebGLRenderer, camera: Camera): void {
    const { matrixWorld, parent } = this.mesh;
    // Both eyes of a headset look at one plane.
    const viewer = renderer.xr.isPresenting ? renderer.xr.getCamera() : camera;
    const round = this.#shape.startsWith("sphere");
    if (this.#fixed) matrixWorld.copy(parent?.matrixWorld ?? _local.identity());
    else {
      viewer.matrixWorld.decompose(_position, _turn, _scale);
      matrixWorld.compose(_position, _turn, _one);
    }
    const pose = this.#pose;
    if (pose.matrixAutoUpdate) {
      pose.updateMatrix();
      // Before the eye; a sphere is around it, and a matrix says all there is to say.
      if (!this.#fixed && !round) matrixWorld.multiply(_local.makeTranslation(0, 0, -this.#distance));
    }
    matrixWorld.multiply(pose.matrix);
    if (round) return;
    const { height, aspect } = this.#props;
    const lens = readLens(viewer, _lens);
    const tall = isNumber(height) ? height : 2 * lens.slope * (lens.perspective ? this.#distance : 1);
    matrixWorld.multiply(_local.makeScale(tall * (isNumber(aspect) ? aspect : lens.aspect), tall, 1));
  }
}

export const imageBackground: NodeType<ImageBackgroundProps> = {
  // Its pose is in the camera's frame, unless it is fixed.
  placement: "own",
  create(ctx, props) {
    const background = new Background(ctx, props);
    return {
      object: background.mesh,
      update(_changed, props) {
        background.update(props);
        return undefined;
      },
      dispose() {
        background.dispose();
      },
    };
  },
};
